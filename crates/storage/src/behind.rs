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

use crate::{commit::Rows, error::StoreError};

#[derive(Debug, Default)]
pub(crate) struct Behind {
    desks: BTreeMap<DeskId, Rows>,
    events: usize,
}

impl Behind {
    /// `events`: how many the rows are of.
    pub fn add(&mut self, desk: DeskId, rows: Rows, events: usize) {
        match self.desks.get_mut(&desk) {
            Some(earlier) => earlier.absorb(rows),
            None => {
                self.desks.insert(desk, rows);
            }
        }
        self.events += events;
    }

    /// All that is missing of one desk, as its journal says it.
    pub fn found(&mut self, desk: DeskId, rows: Rows, events: usize) {
        self.desks.insert(desk, rows);
        self.events = self.events.max(events);
    }

    /// How many events have left it, about.
    pub fn events(&self) -> usize {
        self.events
    }

    /// A request as it stands, if it is one of those whose row is missing.
    pub fn request(&self, desk: DeskId, id: RequestId) -> Option<&str> {
        self.desks.get(&desk)?.request(id)
    }

    pub fn write(&self, connection: &Connection) -> Result<(), StoreError> {
        for (desk, rows) in &self.desks {
            rows.write(connection, *desk)?;
        }
        Ok(())
    }

    pub fn is_written(&mut self) {
        *self = Self::default();
    }
}
