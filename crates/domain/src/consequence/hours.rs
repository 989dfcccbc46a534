//! A team that is closed: what comes in rests, and is looked at anew when the hours change.

use super::offers::{decided, make_offer};
use crate::{
    call_back,
    decide::Moment,
    desk::Desk,
    event::Event,
    id::TeamId,
    request::{Kind, Request, State},
    team::Team,
    time::Timestamp,
};

/// Nobody is asked while the team is closed. A caller who left a number is called back when it opens.
pub(super) fn rest(desk: &Desk, team: &Team, request: &Request, now: Timestamp) -> Vec<Event> {
    if request.kind == Kind::InboundCall
        && !desk.is_forbidden(&request.customer)
        && let Some((_, at)) = call_back::next_attempt(team, request, now)
    {
        return vec![Event::RequestAbandoned {
            request: request.id,
            team: team.id,
            call_back_at: Some(at),
        }];
    }
    decided(desk, request, now)
        .into_iter()
        .chain(rests(team, request, now))
        .collect()
}

pub(super) fn rests(team: &Team, request: &Request, now: Timestamp) -> Option<Event> {
    Some(Event::RequestRests {
        request: request.id,
        team: team.id,
        until: team.hours.as_ref()?.open_from(now)?,
    })
}

/// What was promised for an hour rings at that hour; the rest keeps the team's opening hours.
pub(super) fn keeps_hours(kind: Kind) -> bool {
    match kind {
        Kind::NewRequest | Kind::InboundCall | Kind::InboundChat => true,
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer | Kind::CallMeBack => false,
    }
}

/// What waits because the team was closed is looked at anew. What rings goes on.
pub(super) fn hours_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    let is_open = team.is_open(moment.now);
    desk.live_requests()
        .filter(|request| request.team == id && matches!(request.state, State::Waiting { .. }))
        .filter(|request| keeps_hours(request.kind))
        .filter_map(|request| match request.rests_until {
            Some(_) if is_open => Some(Event::RequestRoused {
                request: request.id,
                team: id,
            }),
            None if is_open => make_offer(desk, request, moment),
            // Said again when it is as before, which changes nothing.
            _ => rests(team, request, moment.now),
        })
        .collect()
}
