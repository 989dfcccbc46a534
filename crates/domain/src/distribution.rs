//! Who is asked, and in which order customers are served.

use std::cmp::Reverse;

use crate::{
    agent::{Agent, Reachability},
    desk::Desk,
    request::{Request, State},
    team::Team,
};

/// Whether a request of this team would ring for the agent now.
pub fn can_ring(team: &Team, agent: &Agent) -> bool {
    team.rule.is_some() && agent.is_free() && agent.reachability == Reachability::Reachable
}

/// The customer whom *Attend next customer* takes: of those who wait, the highest priority, then
/// whoever waits longest; only when nobody waits, whoever timed out. The id breaks ties, so the
/// order is total.
pub fn next_for<'desk>(desk: &'desk Desk, agent: &Agent) -> Option<&'desk Request> {
    desk.live_requests()
        .filter(|request| agent.sees(request.team))
        .filter_map(|request| {
            let since = request.waiting_since()?;
            let timed_out = matches!(request.state, State::TimedOut { .. });
            Some((timed_out, Reverse(request.priority), since, request.id))
        })
        .min()
        .and_then(|(.., id)| desk.request(id))
}
