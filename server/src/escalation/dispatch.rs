//! What is to be sent, and what is to be taken back: messages are handed to deliveries, and what came of
//! them is taken in.

use std::sync::Arc;

use domain::{
    device::{Device, Permission, PushSubscription},
    id::AgentId,
    time::Timestamp,
};
use engine::DeskHandle;
use storage::MessageKey;
use tokio::task::{self, JoinError};

use super::{
    Escalation,
    delivery::Delivery,
    due::{Subject, due, ending, is_dealt_with, is_put_away},
    ledger::{Key, Place, Told},
    watch::Watch,
};

impl Escalation {
    pub(super) fn look_at_what_was_touched(&mut self) {
        for key in std::mem::take(&mut self.touched) {
            let desk = self.post.engine.desk(key.0);
            let Some((desk, mut watch)) = desk.zip(self.watches.remove(&key)) else {
                continue;
            };
            self.take_back_what_is_over(key, &desk, &watch.subject);
            let now = desk.now();
            self.ring(key, &desk, &mut watch, now);
            let is_over = desk.read(|desk| watch.subject.is_over(desk, now));
            if is_over && self.ledger.is_settled(key) {
                self.ledger.forget(key);
            } else {
                self.watches.insert(key, watch);
            }
        }
    }

    /// Whoever is told of something that is over, and has no page open that would close the popup, is
    /// told that too.
    fn take_back_what_is_over(&mut self, key: Key, desk: &DeskHandle, subject: &Subject) {
        for place in self.ledger.standing(key) {
            let (agent, device) = place;
            let over = desk.read(|desk| {
                let ending = ending(desk, subject, agent)?;
                Some((ending, is_put_away(desk, subject, device)))
            });
            let Some((ending, is_put_away)) = over else {
                continue;
            };
            let known = desk.devices(agent);
            let target = known.into_iter().find(|known| known.device.id == device);
            let Some((device, to)) = target.and_then(|known| Some((known.device, known.push?)))
            else {
                self.settle(key, place);
                continue;
            };
            let delivery = self.delivery(desk, subject, agent, device, to);
            if is_put_away || delivery.is_connected() {
                self.settle(key, place);
                continue;
            }
            self.ledger
                .put(key, subject.request(), place, Told::OnItsWay);
            let task = self.deliveries.spawn(delivery.take_back(ending));
            self.underway.insert(task.id(), (key, place));
        }
    }

    /// The popup is gone, or somebody else sees to it.
    fn settle(&mut self, key: Key, place: Place) {
        self.ledger.clear(key, place);
        let ((desk, tag), (agent, device)) = (key, place);
        let message = MessageKey {
            tag: tag.to_string(),
            agent,
            device,
        };
        self.post.attempts.note_gone(desk, message);
    }

    fn ring(&mut self, key: Key, desk: &DeskHandle, watch: &mut Watch, now: Timestamp) {
        let subject = watch.subject.clone();
        let looked = desk.read(|state| {
            let begun_at = subject.begun_at(state)?;
            let mut targets = desk.push_targets(|agent| due(state, &subject, agent, now).is_some());
            let mut meant: Vec<_> = targets.iter().map(|(agent, ..)| *agent).collect();
            meant.dedup();
            targets.retain(|(agent, device, _)| {
                device.permission != Permission::Denied
                    && device.web_push.is_on()
                    && !is_dealt_with(state, &subject, *agent, device.id)
            });
            Some((begun_at, meant, targets))
        });
        let Some((begun_at, meant, targets)) = looked else {
            watch.next = None;
            return;
        };
        let had_their_time = watch.look(&meant, begun_at, now);
        for (agent, device, to) in targets {
            let place = (agent, device.id);
            let told = self.ledger.get(key, place);
            if !had_their_time.contains(&agent) || !matches!(told, None | Some(Told::PerhapsBefore))
            {
                continue;
            }
            let delivery = self.delivery(desk, &subject, agent, device, to);
            self.ledger
                .put(key, subject.request(), place, Told::OnItsWay);
            let task = self.deliveries.spawn(delivery.ring());
            self.underway.insert(task.id(), (key, place));
        }
    }

    fn delivery(
        &self,
        desk: &DeskHandle,
        subject: &Subject,
        agent: AgentId,
        device: Device,
        to: PushSubscription,
    ) -> Delivery {
        Delivery {
            post: Arc::clone(&self.post),
            desk: desk.clone(),
            subject: subject.clone(),
            agent,
            device,
            to,
        }
    }

    /// What came of a message; meanwhile it may be over.
    pub(super) fn arrived(&mut self, ended: Result<(task::Id, Option<Told>), JoinError>) {
        let (task, told) = match ended {
            Ok(ended) => ended,
            Err(error) => {
                tracing::error!(%error, "a message by Web Push ended badly");
                // It may have been sent before that.
                (error.id(), Some(Told::Standing))
            }
        };
        let Some((key, place)) = self.underway.remove(&task) else {
            return;
        };
        if let Some(watch) = self.watches.get(&key) {
            let request = watch.subject.request();
            match told {
                Some(told) => self.ledger.put(key, request, place, told),
                None => self.ledger.clear(key, place),
            }
            self.touched.insert(key);
        }
    }
}
