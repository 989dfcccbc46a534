//! Who is to be told of what, and what is over, asked of the desk as it stands. The state of the desk
//! says all of it; what has happened is never asked, so nothing can be missed.

use domain::{
    agent::Agent,
    desk::Desk,
    id::{AgentId, DeviceId},
    notification::{Decision, Report, Suppression},
    notifying,
    offer::OfferState,
    request::{Request, State},
    team::Team,
    time::Timestamp,
};

use super::{letter::Ending, subject::Subject};

const NOTIFY: Decision = Decision::Notify;
const UNREACHABLE: Decision = Decision::Suppress(Suppression::Unreachable);

/// Until when it is of use to tell this agent of it now. `None`: they are not to be told.
pub fn due(desk: &Desk, subject: &Subject, agent: AgentId, now: Timestamp) -> Option<Timestamp> {
    let member = desk.agent(agent)?;
    let (among, decisions): (&[_], _) = match subject {
        Subject::Offer { .. } => (&[NOTIFY, UNREACHABLE], &subject.pending(desk)?.decisions),
        Subject::Request { decisions, .. } => {
            subject.begun_at(desk)?;
            (&[UNREACHABLE], &**decisions)
        }
    };
    let meant = decisions
        .about(agent)
        .is_some_and(|decision| among.contains(&decision));
    let request = desk.request(subject.request())?;
    let until = subject.rings_until(desk)?;
    let wanted = notifying::wish(&member.preferences, request.kind, now).is_none();
    (meant && wanted && now < until && ending(desk, subject, agent).is_none()).then_some(until)
}

/// Whether a device of theirs has done with it what there was to do.
pub fn is_dealt_with(desk: &Desk, subject: &Subject, agent: AgentId, device: DeviceId) -> bool {
    let offer = subject.pending(desk);
    offer.is_some_and(|offer| offer.is_dealt_with(agent, device))
}

/// How it ended for this agent. `None`: a popup about it says what is so.
pub fn ending(desk: &Desk, subject: &Subject, agent: AgentId) -> Option<Ending> {
    let taken = || {
        let request = desk.request(subject.request())?;
        let by = desk.agent(request.agent()?)?;
        Some(Ending::TakenBy(by.name.clone()))
    };
    let (request, member) = (desk.request(subject.request()), desk.agent(agent));
    let can_take = match (request, member) {
        (Some(request), Some(member)) => can_take(desk, member, request),
        _ => false,
    };
    match subject {
        Subject::Offer { offer, .. } => match desk.offer(*offer).map(|it| (&it.state, &it.left)) {
            Some((OfferState::Pending, left)) => {
                (!can_take || left.contains(&agent)).then_some(Ending::Over)
            }
            Some((OfferState::TimedOut, _)) => Some(Ending::TimedOut),
            Some((OfferState::Accepted(by), _)) => Some(
                desk.agent(*by)
                    .map_or(Ending::Over, |by| Ending::TakenBy(by.name.clone())),
            ),
            Some((OfferState::Withdrawn(_), _)) => Some(Ending::Over),
            // Ended so long ago that the desk has forgotten it.
            None => Some(taken().unwrap_or(Ending::Over)),
        },
        Subject::Request { .. } => match request.map(|request| &request.state) {
            // Offered to others it can still be taken.
            Some(State::Waiting { .. } | State::Offered { .. }) => {
                (!can_take).then_some(Ending::Over)
            }
            Some(State::TimedOut { .. }) => Some(Ending::TimedOut),
            _ => Some(taken().unwrap_or(Ending::Over)),
        },
    }
}

/// Whether the device has no popup of it any more, by what it said itself.
pub fn is_put_away(desk: &Desk, subject: &Subject, device: DeviceId) -> bool {
    let Subject::Offer { offer, .. } = subject else {
        return false;
    };
    let said = desk.offer(*offer).and_then(|offer| offer.report_by(device));
    matches!(said, Some(Report::Dismissed | Report::Clicked))
}

/// What was decided when it began may not hold any more.
fn can_take(desk: &Desk, member: &Agent, request: &Request) -> bool {
    let free = |team: &Team| member.occupied_for(team, request.channel).is_none();
    member.teams.contains(&request.team)
        && desk.team(request.team).is_some_and(free)
        && !request.put_off.contains_key(&member.id)
}

#[cfg(test)]
mod tests;
