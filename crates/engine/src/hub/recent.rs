//! The last events, in memory, so that a short interruption costs no query.

use std::{collections::VecDeque, sync::Arc};

use domain::event::Recorded;

const KEPT: usize = 4_096;

#[derive(Debug, Default)]
pub(super) struct Recent(VecDeque<Arc<Recorded>>);

impl Recent {
    pub fn add(&mut self, recorded: Arc<Recorded>) {
        self.0.push_back(recorded);
        if self.0.len() > KEPT {
            self.0.pop_front();
        }
    }

    /// Whether all that happened after `after`, which is something, is here.
    pub fn reaches(&self, after: u64) -> bool {
        self.0.front().is_some_and(|first| first.seq <= after + 1)
    }

    /// The first events after `after`, at most so many. `None`: some of them are gone.
    pub fn after(&self, after: u64, at_most: usize) -> Option<Vec<Arc<Recorded>>> {
        let first = self.0.front().filter(|first| first.seq <= after + 1)?;
        let known = usize::try_from(after + 1 - first.seq).unwrap_or(usize::MAX);
        Some(self.0.iter().skip(known).take(at_most).cloned().collect())
    }
}
