//! All that rings, or rang, and which of it has to be looked at.

use std::{collections::BTreeSet, ops::RangeInclusive, sync::Arc};

use domain::{
    id::{AgentId, DeskId, RequestId},
    notification::{Decision, Decisions, Suppression},
    time::{Step, Timestamp},
};
use engine::DeskHandle;
use uuid::Uuid;

use super::{
    due::due,
    ledger::{Key, Ledger},
    news::Concern,
    subject::Subject,
    watch::Watch,
    watches::Watches,
};

/// What is watched, what was told of it, and what is to be looked at.
#[derive(Debug, Default)]
pub struct Board {
    pub ledger: Ledger,
    watches: Watches,
    /// To be looked at.
    touched: BTreeSet<Key>,
}

impl Board {
    /// Takes something on that may ring, unless it is there.
    pub fn watch(&mut self, desk: DeskId, subject: Subject) {
        let key = (desk, subject.tag());
        if self.watches.get(key).is_none() {
            self.watches.put(key, Watch::new(subject));
        }
    }

    /// Only who is unreachable can be told of what was offered to nobody.
    pub fn watch_unoffered(
        &mut self,
        desk: DeskId,
        request: RequestId,
        at: Timestamp,
        decisions: &Decisions,
    ) {
        let unreachable = Decision::Suppress(Suppression::Unreachable);
        if !decisions.distinct().any(|decision| decision == unreachable) {
            return;
        }
        let key = (desk, request.0);
        let known = self.watches.get(key).map(|watch| &watch.subject);
        if matches!(known, Some(Subject::Request { at: known, .. }) if *known >= at) {
            return;
        }
        let decisions = Arc::new(decisions.clone());
        let subject = Subject::Request {
            request,
            at,
            decisions,
        };
        self.ledger.begin_anew(key);
        self.watches.put(key, Watch::new(subject));
        self.touched.insert(key);
    }

    /// Watches what the ledger still has, whatever it was about, and has everything looked at.
    pub fn touch_all(&mut self) {
        let open: Vec<_> = self.ledger.open().collect();
        for ((desk, tag), request) in open {
            self.watch(desk, Subject::of(tag, request));
        }
        self.touched.extend(self.watches.all.keys());
    }

    /// Has what this concerns looked at again.
    pub fn touch(&mut self, desk: &DeskHandle, concern: Concern) {
        match concern {
            Concern::Nothing => {}
            Concern::Request(request) => self.touch_request(desk.id(), request),
            Concern::Agent(agent) => self.touch_agent(desk, agent),
            Concern::RequestAndAgent(request, agent) => {
                self.touch_request(desk.id(), request);
                self.touch_agent(desk, agent);
            }
            Concern::Desk => {
                let those = self.watches.all.range(all_of(desk.id()));
                self.touched.extend(those.map(|(key, _)| *key));
            }
        }
    }

    fn touch_request(&mut self, desk: DeskId, request: RequestId) {
        self.touched.extend(self.watches.about(desk, request));
    }

    /// Whatever they were told of, or are to be told of now.
    fn touch_agent(&mut self, desk: &DeskHandle, agent: AgentId) {
        // Most can be told nothing this way, and were told nothing.
        if self.ledger.open().next().is_none() && !desk.has_push_target(agent) {
            return;
        }
        let now = desk.now();
        let ledger = &self.ledger;
        let those = self.watches.all.range(all_of(desk.id()));
        let touched = desk.read(|desk| {
            let is_told = |key| ledger.standing(key).iter().any(|(told, _)| *told == agent);
            those
                .filter(|(key, watch)| {
                    is_told(**key) || due(desk, &watch.subject, agent, now).is_some()
                })
                .map(|(key, _)| *key)
                .collect::<Vec<_>>()
        });
        self.touched.extend(touched);
    }

    /// Has looked at what waited for its time.
    pub fn touch_what_is_due(&mut self, now: Timestamp) {
        let due = self.watches.by_time.iter();
        let due = due.take_while(|(next, _)| *next <= now);
        self.touched.extend(due.map(|(_, key)| *key));
    }

    /// When something has to be looked at although nothing happens.
    pub fn next(&self) -> Option<Timestamp> {
        self.watches.by_time.first().map(|(next, _)| *next)
    }

    /// Somebody set the clock.
    pub fn step(&mut self, desk: DeskId, by: Step) {
        let those = self.watches.all.range(all_of(desk));
        for key in those.map(|(key, _)| *key).collect::<Vec<_>>() {
            if let Some(mut watch) = self.watches.take(key) {
                watch.step(by);
                self.watches.put(key, watch);
            }
        }
    }

    /// What is to be looked at now. Whoever looks takes each off the board, and puts it back unless it
    /// is over and settled.
    pub fn take_touched(&mut self) -> BTreeSet<Key> {
        std::mem::take(&mut self.touched)
    }

    pub fn take(&mut self, key: Key) -> Option<Watch> {
        self.watches.take(key)
    }

    pub fn put_back(&mut self, key: Key, watch: Watch) {
        self.watches.put(key, watch);
    }

    /// Which request something watched is about. It will be looked at again.
    pub fn recheck(&mut self, key: Key) -> Option<RequestId> {
        let request = self.watches.get(key)?.subject.request();
        self.touched.insert(key);
        Some(request)
    }
}

/// Everything about one desk.
fn all_of(desk: DeskId) -> RangeInclusive<Key> {
    (desk, Uuid::nil())..=(desk, Uuid::max())
}
