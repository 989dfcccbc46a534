//! All that rings, or rang, and which of it has to be looked at.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    sync::Arc,
};

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
};

/// What is watched, what was told of it, and what is to be looked at.
#[derive(Debug, Default)]
pub struct Board {
    pub ledger: Ledger,
    watches: BTreeMap<Key, Watch>,
    /// To be looked at.
    touched: BTreeSet<Key>,
}

impl Board {
    /// Takes something on that may ring, unless it is there.
    pub fn watch(&mut self, desk: DeskId, subject: Subject) {
        let key = (desk, subject.tag());
        let watch = || Watch::new(subject);
        self.watches.entry(key).or_insert_with(watch);
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
        let known = self.watches.get(&key).map(|watch| &watch.subject);
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
        self.watches.insert(key, Watch::new(subject));
        self.touched.insert(key);
    }

    /// Watches what the ledger still has, whatever it was about, and has everything looked at.
    pub fn touch_all(&mut self) {
        let open: Vec<_> = self.ledger.open().collect();
        for ((desk, tag), request) in open {
            self.watch(desk, Subject::of(tag, request));
        }
        self.touched.extend(self.watches.keys());
    }

    /// Has what this concerns looked at again.
    pub fn touch(&mut self, desk: &DeskHandle, concern: Concern) {
        let now = desk.now();
        let is_for = |key: Key, watch: &Watch, agent: AgentId| {
            let told = self.ledger.standing(key);
            told.iter().any(|(told, _)| *told == agent)
                || desk.read(|desk| due(desk, &watch.subject, agent, now).is_some())
        };
        let is_about = |watch: &Watch, request| watch.subject.request() == request;
        for (key, watch) in self.watches.range(all_of(desk.id())) {
            let concerned = match concern {
                Concern::Nothing => false,
                Concern::Request(request) => is_about(watch, request),
                Concern::Agent(agent) => is_for(*key, watch, agent),
                Concern::RequestAndAgent(request, agent) => {
                    is_about(watch, request) || is_for(*key, watch, agent)
                }
                Concern::Desk => true,
            };
            if concerned {
                self.touched.insert(*key);
            }
        }
    }

    /// Has looked at what waited for its time.
    pub fn touch_what_is_due(&mut self, now: Timestamp) {
        let due = self
            .watches
            .iter()
            .filter(|(_, watch)| watch.next.is_some_and(|next| next <= now));
        self.touched.extend(due.map(|(key, _)| *key));
    }

    /// When something has to be looked at although nothing happens.
    pub fn next(&self) -> Option<Timestamp> {
        self.watches.values().filter_map(|watch| watch.next).min()
    }

    /// Somebody set the clock.
    pub fn step(&mut self, desk: DeskId, by: Step) {
        for (_, watch) in self.watches.range_mut(all_of(desk)) {
            watch.step(by);
        }
    }

    /// What is to be looked at now. Whoever looks takes each off the board, and puts it back unless it
    /// is over and settled.
    pub fn take_touched(&mut self) -> BTreeSet<Key> {
        std::mem::take(&mut self.touched)
    }

    pub fn take(&mut self, key: Key) -> Option<Watch> {
        self.watches.remove(&key)
    }

    pub fn put_back(&mut self, key: Key, watch: Watch) {
        self.watches.insert(key, watch);
    }

    /// Which request something watched is about. It will be looked at again.
    pub fn recheck(&mut self, key: Key) -> Option<RequestId> {
        let request = self.watches.get(&key)?.subject.request();
        self.touched.insert(key);
        Some(request)
    }
}

/// Everything about one desk.
fn all_of(desk: DeskId) -> RangeInclusive<Key> {
    (desk, Uuid::nil())..=(desk, Uuid::max())
}
