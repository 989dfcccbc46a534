//! Places where a test lets the process die. In production nothing is set and nothing happens.

use std::{fmt, sync::Arc};

/// The steps between which everything may be lost but no promise broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    Received,
    Decided,
    Committed,
    FannedOut,
    Answered,
}

impl Step {
    pub const ALL: [Self; 5] = [
        Self::Received,
        Self::Decided,
        Self::Committed,
        Self::FannedOut,
        Self::Answered,
    ];
}

/// What a test wants to happen after each step.
#[derive(Clone, Default)]
pub struct Failpoints(Option<Arc<dyn Fn(Step) + Send + Sync>>);

impl Failpoints {
    pub fn new(after: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(after)))
    }

    pub(crate) fn after(&self, step: Step) {
        if let Some(after) = &self.0 {
            after(step);
        }
    }
}

impl fmt::Debug for Failpoints {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Failpoints")
            .field(&self.0.is_some())
            .finish()
    }
}
