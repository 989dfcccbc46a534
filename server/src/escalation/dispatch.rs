//! What is to be sent, and what is to be taken back: messages are handed to deliveries, and what came of
//! them is taken in.

use std::{collections::HashMap, sync::Arc};

use domain::{
    device::{Device, Permission, PushSubscription},
    id::AgentId,
    time::Timestamp,
};
use engine::DeskHandle;
use tokio::task::{self, JoinError, JoinSet};

use super::{
    board::Board,
    delivery::Delivery,
    due::{due, ending, is_dealt_with, is_put_away},
    ledger::{Key, Ledger, Place, Told},
    post::Post,
    subject::Subject,
    watch::Watch,
};

/// How a delivery ended, or that it did so badly.
pub type Ended = Result<(task::Id, Option<Told>), JoinError>;

/// The deliveries that are on their way.
pub struct Dispatch {
    post: Arc<Post>,
    /// What they come to: how far the device was told, or that nothing is there any more.
    deliveries: JoinSet<Option<Told>>,
    underway: HashMap<task::Id, (Key, Place)>,
}

impl Dispatch {
    pub fn new(post: Arc<Post>) -> Self {
        Self {
            post,
            deliveries: JoinSet::new(),
            underway: HashMap::new(),
        }
    }

    /// Sends and takes back what is to be, and leaves on the board what is not over yet.
    pub fn look_at_what_was_touched(&mut self, board: &mut Board) {
        for key in board.take_touched() {
            let desk = self.post.engine.desk(key.0);
            let Some((desk, mut watch)) = desk.zip(board.take(key)) else {
                continue;
            };
            self.take_back_what_is_over(&mut board.ledger, key, &desk, &watch.subject);
            let now = desk.now();
            self.ring(&mut board.ledger, key, &desk, &mut watch, now);
            let is_over = desk.read(|desk| watch.subject.is_over(desk, now));
            if is_over && board.ledger.is_settled(key) {
                board.ledger.forget(key);
            } else {
                board.put_back(key, watch);
            }
        }
    }

    /// Whoever is told of something that is over, and has no page open that would close the popup, is
    /// told that too.
    fn take_back_what_is_over(
        &mut self,
        ledger: &mut Ledger,
        key: Key,
        desk: &DeskHandle,
        subject: &Subject,
    ) {
        for place in ledger.standing(key) {
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
                self.settle(ledger, key, place);
                continue;
            };
            let delivery = self.delivery(desk, subject, agent, device, to);
            if is_put_away || delivery.is_connected() {
                self.settle(ledger, key, place);
                continue;
            }
            ledger.put(key, subject.request(), place, Told::OnItsWay);
            let task = self.deliveries.spawn(delivery.take_back(ending));
            self.underway.insert(task.id(), (key, place));
        }
    }

    /// The popup is gone, or somebody else sees to it.
    fn settle(&self, ledger: &mut Ledger, key: Key, place: Place) {
        ledger.clear(key, place);
        self.post.attempts.note_gone(key, place);
    }

    fn ring(
        &mut self,
        ledger: &mut Ledger,
        key: Key,
        desk: &DeskHandle,
        watch: &mut Watch,
        now: Timestamp,
    ) {
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
            let told = ledger.get(key, place);
            if !had_their_time.contains(&agent) || !matches!(told, None | Some(Told::PerhapsBefore))
            {
                continue;
            }
            let delivery = self.delivery(desk, &subject, agent, device, to);
            ledger.put(key, subject.request(), place, Told::OnItsWay);
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

    /// Waits until a delivery has ended. `None`: there is none.
    pub async fn ended(&mut self) -> Option<Ended> {
        self.deliveries.join_next_with_id().await
    }

    /// What came of a message; meanwhile it may be over.
    pub fn arrived(&mut self, board: &mut Board, ended: Ended) {
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
        if let Some(request) = board.recheck(key) {
            match told {
                Some(told) => board.ledger.put(key, request, place, told),
                None => board.ledger.clear(key, place),
            }
        }
    }
}
