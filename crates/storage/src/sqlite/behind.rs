//! What the journal has and the state tables have not yet.
//!
//! The tables say nothing that the journal doesn't. So an event that has reached the disk in the journal is safe, and the
//! rows that it touches are written a little later, together with those of others: a request that came and was taken
//! meanwhile is written once. Invariant: the tables are as the desk was after some event, whose number they have
//! (`desk.seq`), and what is kept here is what came after it. After a crash [`load`](crate::State::load) finds that in
//! the journal.

use std::collections::{BTreeMap, VecDeque};

use domain::id::{DeskId, RequestId};
use rusqlite::Connection;

use super::batch::write_rows;
use crate::{error::StoreError, rows::Rows};

/// Events after which another portion begins; a batch is never divided. Whoever comes while a portion is written waits for it, and the disk takes it
/// along with the next commit; in smaller ones the same pages are written again and again.
const PORTION: usize = 64;

#[derive(Debug, Default)]
pub(crate) struct Behind {
    /// Of each desk in portions, the oldest first: after each the tables are as the desk was after some event.
    desks: BTreeMap<DeskId, VecDeque<Missing>>,
}

/// What the tables lack of one desk.
#[derive(Debug)]
struct Missing {
    rows: Rows,
    events: usize,
}

impl Missing {
    fn absorb(&mut self, later: Self) {
        self.rows.absorb(later.rows);
        self.events += later.events;
    }
}

impl Behind {
    /// `events`: how many the rows are of.
    pub fn add(&mut self, desk: DeskId, rows: Rows, events: usize) {
        let later = Missing { rows, events };
        let portions = self.desks.entry(desk).or_default();
        match portions.back_mut() {
            Some(last) if last.events < PORTION => last.absorb(later),
            _ => portions.push_back(later),
        }
    }

    /// All that is missing of one desk, as its journal says it.
    pub fn found(&mut self, desk: DeskId, rows: Rows, events: usize) {
        let all = VecDeque::from([Missing { rows, events }]);
        self.desks.insert(desk, all);
    }

    /// How many events have left it.
    pub fn events(&self) -> usize {
        let portions = self.desks.values().flatten();
        portions.map(|missing| missing.events).sum()
    }

    /// A request as it stands, if it is one of those whose row is missing.
    pub fn request(&self, desk: DeskId, id: RequestId) -> Option<&str> {
        let mut newest_first = self.desks.get(&desk)?.iter().rev();
        newest_first.find_map(|missing| missing.rows.request(id))
    }

    pub fn desks(&self) -> Vec<DeskId> {
        self.desks.keys().copied().collect()
    }

    /// Of which desk most is missing.
    pub fn furthest(&self) -> Option<DeskId> {
        let missing = |portions: &VecDeque<Missing>| -> usize {
            portions.iter().map(|missing| missing.events).sum()
        };
        let desks = self.desks.iter();
        let furthest = desks.max_by_key(|(_, portions)| missing(portions));
        furthest.map(|(desk, _)| *desk)
    }

    /// Makes one portion of all that is missing of a desk: what changed twice is written once.
    pub fn join(&mut self, desk: DeskId) {
        if let Some(portions) = self.desks.get_mut(&desk)
            && let Some(mut all) = portions.pop_front()
        {
            for later in portions.drain(..) {
                all.absorb(later);
            }
            portions.push_back(all);
        }
    }

    /// Writes the oldest portion.
    pub fn write(&self, connection: &Connection, desk: DeskId) -> Result<(), StoreError> {
        match self.desks.get(&desk).and_then(VecDeque::front) {
            Some(oldest) => write_rows(connection, desk, &oldest.rows),
            None => Ok(()),
        }
    }

    /// The oldest portion.
    pub fn is_written(&mut self, desk: DeskId) {
        if let Some(portions) = self.desks.get_mut(&desk) {
            portions.pop_front();
            if portions.is_empty() {
                self.desks.remove(&desk);
            }
        }
    }
}
