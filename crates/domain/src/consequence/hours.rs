//! Hours and rules that change: what waits or comes back is looked at anew.

use super::{
    availability::joined_and_left,
    offers::{offer, rests},
};
use crate::{
    decide::Moment,
    desk::Desk,
    event::Event,
    id::TeamId,
    offer::Withdrawal,
    request::{Request, State, WaitsFor},
    ring_hours::{may_ring, rings_from},
    team::Team,
    time::Timestamp,
};

/// What waits or comes back is looked at anew. What rings goes on, and whoever can join it does.
pub(super) fn hours_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    let Some(team) = desk.team(id) else {
        return vec![];
    };
    desk.in_line_for(id)
        .flat_map(|request| looked_at_anew(desk, team, request, moment))
        .collect()
}

pub(super) fn rule_changed(desk: &Desk, id: TeamId, moment: &mut Moment) -> Vec<Event> {
    if desk.team(id).is_some_and(|team| team.rule.is_some()) {
        return hours_changed(desk, id, moment);
    }
    desk.in_line_for(id)
        .filter_map(|request| Event::withdrawal(request, Withdrawal::RuleRemoved))
        .collect()
}

fn looked_at_anew(desk: &Desk, team: &Team, request: &Request, moment: &mut Moment) -> Vec<Event> {
    if let State::Offered { offer, .. } = &request.state {
        return desk.offer(*offer).map_or_else(Vec::new, |offer| {
            joined_and_left(desk, request, offer, moment.now)
        });
    }
    if let State::TimedOut { rings_again_at, .. } = &request.state {
        let sooner = comes_back(team, request, moment.now)
            .filter(|at| rings_again_at.is_none_or(|planned| *at < planned))
            .map(|at| Event::RingPlanned {
                request: request.id,
                team: team.id,
                at,
            });
        // The new rule may have made somebody able to take it who could not be asked.
        return sooner
            .into_iter()
            .chain(offer(desk, request, moment))
            .collect();
    }
    let event = match &request.state {
        State::Waiting {
            waits_for: WaitsFor::Opening { .. },
            since,
        } => {
            if may_ring(team, request, moment.now) {
                Some(Event::RequestRoused {
                    request: request.id,
                    team: team.id,
                    since: Some(*since),
                })
            } else {
                rests(team, request, moment.now)
            }
        }
        State::Waiting { .. } => offer(desk, request, moment),
        _ => None,
    };
    event.into_iter().collect()
}

fn comes_back(team: &Team, request: &Request, now: Timestamp) -> Option<Timestamp> {
    let pause = team
        .rule?
        .ring_again
        .after(request.kind, request.missed_rings);
    rings_from(team, request, now + pause)
}
