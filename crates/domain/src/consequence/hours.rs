//! Hours and rules that change: what waits or comes back is looked at anew.

use super::{
    availability::capacity_changed,
    offers::{offer, rests},
};
use crate::{
    decide::Moment,
    desk::Desk,
    event::Event,
    id::TeamId,
    offer::{Withdrawal, withdrawal},
    request::{Request, State, WaitsFor},
    ring_hours::{may_ring, rings_from},
    team::Team,
};

/// What waits because the team was closed is looked at anew. What rings goes on.
pub(super) fn hours_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    of_team(desk, id)
        .filter_map(|request| looked_at_anew(desk, team, request, moment))
        .collect()
}

fn looked_at_anew(
    desk: &Desk,
    team: &Team,
    request: &Request,
    moment: &mut Moment,
) -> Option<Event> {
    match &request.state {
        State::Waiting {
            waits_for: WaitsFor::Opening { .. },
            ..
        } => {
            if may_ring(team, request, moment.now) {
                Some(Event::RequestRoused {
                    request: request.id,
                    team: team.id,
                })
            } else {
                rests(team, request, moment.now)
            }
        }
        State::Waiting { .. } => offer(desk, request, moment),
        State::TimedOut { rings_again_at, .. } => {
            let pause = team
                .rule?
                .ring_again
                .after(request.kind, request.missed_rings);
            let at = rings_from(team, request, moment.now + pause)?;
            rings_again_at
                .is_none_or(|planned| at < planned)
                .then_some(Event::RingPlanned {
                    request: request.id,
                    team: team.id,
                    at,
                })
        }
        _ => None,
    }
}

pub(super) fn rule_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    if team.rule.is_none() {
        return of_team(desk, id)
            .filter_map(|request| withdrawal(request, Withdrawal::RuleRemoved))
            .collect();
    }
    of_team(desk, id)
        .flat_map(|request| match &request.state {
            State::Offered { offer, .. } => desk.offer(*offer).map_or_else(Vec::new, |offer| {
                capacity_changed(desk, request, offer, moment.now)
            }),
            _ => looked_at_anew(desk, team, request, moment)
                .into_iter()
                .collect(),
        })
        .collect()
}

fn of_team(desk: &Desk, id: TeamId) -> impl Iterator<Item = &Request> {
    desk.live_requests()
        .filter(move |request| request.team == id)
}
