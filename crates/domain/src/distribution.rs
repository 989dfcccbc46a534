//! Who is asked, and in which order customers are served.

use crate::{
    agent::Agent,
    desk::Desk,
    request::{Channel, Request},
    serving::Full,
    team::Team,
};

/// Whether a request of this team and channel would ring for the agent now.
pub fn can_ring(team: &Team, agent: &Agent, channel: Channel) -> bool {
    team.rule.is_some() && agent.occupied_for(team, channel).is_none() && agent.can_be_reached()
}

/// Whether the agent may take this request beside the customers whom they serve.
///
/// # Errors
/// What is in the way.
pub fn room(desk: &Desk, agent: &Agent, request: &Request) -> Result<(), Full> {
    let capacity = desk.team(request.team).map(Team::chat_capacity);
    agent
        .serving
        .room_for(request.channel, capacity.unwrap_or_default())
}

/// The customer whom *Attend next customer* takes: the first in line whom the agent may take and has
/// not just put off or handed back.
pub fn next_for<'desk>(desk: &'desk Desk, agent: &Agent) -> Option<&'desk Request> {
    first(desk, agent, |request| {
        room(desk, agent, request).is_ok() && !request.put_off.contains_key(&agent.id)
    })
}

/// Whether the agent may take them or not.
pub fn first_in_line<'desk>(desk: &'desk Desk, agent: &Agent) -> Option<&'desk Request> {
    first(desk, agent, |_| true)
}

/// The first of those who wait; only when nobody waits, of those who timed out.
fn first<'desk>(
    desk: &'desk Desk,
    agent: &Agent,
    is_meant: impl Fn(&Request) -> bool,
) -> Option<&'desk Request> {
    desk.first_in_line(agent, |request| {
        // A call is its owner's while their time lasts: others take it by hand if at all.
        let is_theirs = request.kept_for().is_none_or(|owner| owner == agent.id);
        is_theirs && is_meant(request)
    })
}
