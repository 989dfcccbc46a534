//! What has gathered for an agent while they could not be told of each: what a digest is about.

use super::Desk;
use crate::{
    agent::Agent,
    reminder::Digest,
    request::{Request, State, WaitsFor},
    time::Timestamp,
};

impl Desk {
    /// What had begun to wait for the agent's teams by then.
    pub(crate) fn gathered<'desk>(
        &'desk self,
        agent: &'desk Agent,
        until: Timestamp,
    ) -> impl Iterator<Item = &'desk Request> {
        self.in_line_for_teams_of(agent).filter(move |request| {
            !matches!(
                request.state,
                State::Waiting {
                    waits_for: WaitsFor::Opening { .. },
                    ..
                }
            ) && request.waiting_since().is_some_and(|since| since <= until)
        })
    }

    /// What an agent who signs in is owed. One request that rings for them now speaks for itself; of
    /// several, or of some that they have been asked about before, they are told at once.
    pub(super) fn owed_on_arrival(&self, agent: &Agent, now: Timestamp) -> Digest {
        let mut waiting = self.gathered(agent, now);
        match (waiting.next(), waiting.next()) {
            (None, _) => Digest::Settled,
            (Some(one), None) if !one.was_asked(agent.id) => Digest::Settled,
            (Some(_), _) => Digest::Owed { until: now },
        }
    }
}
