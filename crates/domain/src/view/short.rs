//! When a view that doesn't have every request has too few of them.

use super::agent_view::AgentView;
use crate::id::RequestId;

/// A view that has fewer although there are more has run short.
const FEW: usize = 100;

impl AgentView {
    /// Whether a new snapshot would show more of what this agent looks at: because rows have left, or
    /// because something that they need is beyond those that are known.
    pub fn has_run_short(&self) -> bool {
        let is_known = |request: &RequestId| self.requests.contains_key(request);
        let ringing = || {
            self.rings
                .keys()
                .filter(|request| is_known(request))
                .count()
        };
        self.beyond > 0
            && (self.requests.len() < FEW
                || !self
                    .sessions
                    .iter()
                    .all(|session| is_known(&session.request))
                || !self.rings.keys().all(is_known) && ringing() < FEW)
    }
}
