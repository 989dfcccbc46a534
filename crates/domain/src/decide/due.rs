//! What a tick does: for each request and agent whose time has come, one step.

use super::wrap_up;
use crate::{
    agent::{Agent, Presence},
    call_back::Chooser,
    calling_hours::first_moment,
    desk::Desk,
    event::{AfterTimeout, Event},
    id::OfferId,
    offer::Offer,
    owed_call, reminding,
    request::{Kind, Request, Ring, State, WaitsFor},
    ring_hours::rings_from,
    time::Timestamp,
};

pub(super) fn tick(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let of_requests = desk
        .due(now)
        .filter_map(|id| desk.request(id))
        .flat_map(|request| {
            if let State::WrapUp { agent, draft, .. } = &request.state {
                return wrap_up::close_by_itself(desk, request, *agent, draft);
            }
            let step = next_step(desk, request, now);
            // What it becomes for those whom it left alone depends on where it stands after that.
            let at_rest = step.is_none();
            let unmuted = unmuted(request, now).filter(move |_| at_rest);
            step.into_iter().chain(unmuted).collect()
        });
    let of_agents = desk
        .agents_due(now)
        .filter_map(|id| desk.agent(id))
        .flat_map(|agent| agent_is_due(agent, now));
    of_requests.chain(of_agents).collect()
}

fn next_step(desk: &Desk, request: &Request, now: Timestamp) -> Option<Event> {
    let (id, team) = (request.id, request.team);
    let over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    match &request.state {
        State::Scheduled { due_at, .. } if now < *due_at => reminding::upcoming(desk, request, now),
        State::Scheduled { due_at, .. } => Some(scheduled_time(desk, request, *due_at, now)),
        State::Offered {
            offer,
            since,
            deadline,
            ring,
        } if *deadline <= now => Some(Event::OfferTimedOut {
            offer: *offer,
            request: id,
            team,
            since: *since,
            then: after_timeout(desk, request, *offer, ring, now),
        }),
        State::Waiting { .. } | State::TimedOut { .. } if over(request.lives_until()) => {
            Some(Event::RequestExpired { request: id, team })
        }
        State::Waiting { .. } | State::TimedOut { .. } if over(request.gives_way_at) => {
            Some(give_way(desk, request, now))
        }
        State::TimedOut {
            since,
            rings_again_at,
        } if over(*rings_again_at) => Some(Event::RequestDue {
            request: id,
            team,
            since: *since,
            owner_until: None,
        }),
        State::Waiting {
            waits_for: WaitsFor::Owner { until },
            ..
        } if *until <= now => Some(Event::OwnerTimeOver { request: id, team }),
        State::Waiting {
            waits_for: WaitsFor::Opening { until },
            since,
        } if *until <= now => Some(Event::RequestRoused {
            request: id,
            team,
            since: Some(*since),
        }),
        State::Waiting { .. }
        | State::Offered { .. }
        | State::TimedOut { .. }
        | State::Connecting { .. }
        | State::InSession { .. }
        | State::WrapUp { .. }
        | State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => None,
    }
}

fn unmuted(request: &Request, now: Timestamp) -> impl Iterator<Item = Event> {
    request
        .put_off
        .iter()
        .filter(move |(_, until)| **until <= now)
        .map(|(agent, _)| Event::RequestBack {
            request: request.id,
            agent: *agent,
        })
}

/// The time has come. What the desk itself planned is checked once more: hours may have changed.
fn scheduled_time(desk: &Desk, request: &Request, due_at: Timestamp, now: Timestamp) -> Event {
    let (id, team) = (request.id, request.team);
    let planned_anew = desk
        .team(team)
        .and_then(|team| rings_from(team, request, now))
        .filter(|at| *at > now);
    if let Some(due_at) = planned_anew.filter(|_| is_planned_by_desk(request)) {
        return Event::RequestRescheduled {
            request: id,
            team,
            due_at,
            chosen_by: Some(Chooser::Desk),
        };
    }
    Event::RequestDue {
        request: id,
        team,
        since: due_at,
        owner_until: owner_until(desk, request, due_at).filter(|until| *until > now),
    }
}

fn is_planned_by_desk(request: &Request) -> bool {
    request
        .call_back
        .as_ref()
        .is_some_and(|known| known.time_chosen_by == Chooser::Desk)
}

/// An owner who is not there can't be asked first.
fn owner_until(desk: &Desk, request: &Request, due_at: Timestamp) -> Option<Timestamp> {
    let owner = desk.agent(request.owner.as_ref()?.id)?;
    let rule = desk.team(request.team)?.rule?;
    let is_there = owner.presence != Presence::SignedOut
        && owner.responding.is_there()
        && owner.teams.contains(&request.team);
    is_there.then_some(due_at + rule.owner_grace)
}

/// An offer that no device received did not ring, so it can't have timed out for anybody.
fn after_timeout(
    desk: &Desk,
    request: &Request,
    offer: OfferId,
    ring: &Ring,
    now: Timestamp,
) -> AfterTimeout {
    let received = desk.offer(offer).is_some_and(Offer::was_heard);
    match ring {
        Ring::Owner => AfterTimeout::AskTeam,
        Ring::Team if !received => AfterTimeout::Waiting,
        Ring::Team => AfterTimeout::TimedOut {
            rings_again_at: rings_again_at(desk, request, now),
            gives_way_at: gives_way_at(desk, request, now),
        },
        Ring::Latecomers { rings_again_at } => AfterTimeout::TimedOut {
            rings_again_at: *rings_again_at,
            gives_way_at: None,
        },
    }
}

/// Inside the hours that it keeps; `None` while there are none.
fn rings_again_at(desk: &Desk, request: &Request, now: Timestamp) -> Option<Timestamp> {
    let team = desk.team(request.team)?;
    let pauses = team.rule.map(|rule| rule.ring_again).unwrap_or_default();
    let missed_rings = request.missed_rings.saturating_add(1);
    rings_from(
        team,
        request,
        now + pauses.after(request.kind, missed_rings),
    )
}

/// Nobody answered a customer who has a number: they are called back, unless somebody takes the
/// request until then. A call-back rings twice before the next attempt takes its place.
fn gives_way_at(desk: &Desk, request: &Request, now: Timestamp) -> Option<Timestamp> {
    let enough = match request.kind {
        Kind::InboundCall => true,
        Kind::CallMeBack => request.missed_rings > 0,
        _ => false,
    };
    if !enough || request.gives_way_at.is_some() {
        return None;
    }
    owed_call::owed(desk, request, now).map(|(_, at)| at)
}

fn give_way(desk: &Desk, request: &Request, now: Timestamp) -> Event {
    let (id, team) = (request.id, request.team);
    let due_at = owed_call::owed(desk, request, now)
        .and_then(|_| first_moment(desk.team(team)?, &request.customer, now));
    match due_at {
        Some(call_back_at) => Event::RequestAbandoned {
            request: id,
            team,
            call_back_at: Some(call_back_at),
        },
        None => Event::RequestStays { request: id, team },
    }
}

fn agent_is_due(agent: &Agent, now: Timestamp) -> impl Iterator<Item = Event> {
    let over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    let id = agent.id;
    let events = [
        over(agent.quiet_until).then_some(Event::QuietHoursOver { agent: id }),
        over(agent.hearing.deaf_until()).then_some(Event::AgentTriedAgain { agent: id }),
        over(agent.missed_at).then(|| Event::AgentMissed {
            agent: id,
            requests: agent.serving.requests().to_vec(),
        }),
    ];
    events.into_iter().flatten()
}
