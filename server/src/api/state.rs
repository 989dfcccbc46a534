//! What the handlers of the interface share.

use engine::Engine;

use super::{callers::Callers, rate::Rate};

/// Cheap to clone.
#[derive(Clone)]
pub struct ApiState {
    pub(super) engine: Engine,
    pub(super) callers: Callers,
}

impl ApiState {
    /// `rate`: for every key that has none of its own.
    pub fn new(engine: Engine, rate: Rate) -> Self {
        Self {
            engine,
            callers: Callers::new(rate),
        }
    }

    pub fn callers(&self) -> &Callers {
        &self.callers
    }
}
