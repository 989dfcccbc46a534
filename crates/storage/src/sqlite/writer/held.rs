//! The database while nobody may write.

use std::sync::atomic::{AtomicUsize, Ordering};

use domain::id::DeskId;
use tokio::sync::MutexGuard;

use super::place::Place;
use crate::{rows::Rows, sqlite::behind::Behind};

/// What is behind, while nobody writes.
pub(crate) struct Held<'writer> {
    pub(super) place: MutexGuard<'writer, Place>,
    pub(super) count: &'writer AtomicUsize,
}

impl Held<'_> {
    pub fn behind(&self) -> &Behind {
        &self.place.behind
    }

    /// All that the state tables lack of this desk.
    pub fn found(&mut self, desk: DeskId, rows: Rows, events: usize) {
        self.place.behind.found(desk, rows, events);
        self.count
            .store(self.place.behind.events(), Ordering::Release);
    }
}
