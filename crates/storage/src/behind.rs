//! What the journal has and the state tables have not yet.
//!
//! The tables say nothing that the journal doesn't. So an event that has reached the disk in the journal is safe, and the
//! rows that it touches are written a little later, together with those of others: a request that came and was taken
//! meanwhile is written once. Invariant: the tables are as the desk was after some event, whose number they have
//! (`desk.seq`), and what is kept here is what came after it. After a crash [`load`](crate::Store::load) finds that in
//! the journal.

use std::collections::BTreeMap;

use domain::id::{DeskId, RequestId};
use rusqlite::Connection;

use crate::{batch::Rows, error::StoreError};

#[derive(Debug, Default)]
pub(crate) struct Behind {
    desks: BTreeMap<DeskId, Missing>,
}

/// What the tables lack of one desk.
#[derive(Debug)]
struct Missing {
    rows: Rows,
    events: usize,
}

impl Behind {
    /// `events`: how many the rows are of.
    pub fn add(&mut self, desk: DeskId, rows: Rows, events: usize) {
        match self.desks.get_mut(&desk) {
            Some(earlier) => {
                earlier.rows.absorb(rows);
                earlier.events += events;
            }
            None => self.found(desk, rows, events),
        }
    }

    /// All that is missing of one desk, as its journal says it.
    pub fn found(&mut self, desk: DeskId, rows: Rows, events: usize) {
        self.desks.insert(desk, Missing { rows, events });
    }

    /// How many events have left it.
    pub fn events(&self) -> usize {
        self.desks.values().map(|missing| missing.events).sum()
    }

    /// A request as it stands, if it is one of those whose row is missing.
    pub fn request(&self, desk: DeskId, id: RequestId) -> Option<&str> {
        self.desks.get(&desk)?.rows.request(id)
    }

    pub fn desks(&self) -> Vec<DeskId> {
        self.desks.keys().copied().collect()
    }

    pub fn write(&self, connection: &Connection, desk: DeskId) -> Result<(), StoreError> {
        match self.desks.get(&desk) {
            Some(missing) => missing.rows.write(connection, desk),
            None => Ok(()),
        }
    }

    pub fn is_written(&mut self, desk: DeskId) {
        self.desks.remove(&desk);
    }
}
