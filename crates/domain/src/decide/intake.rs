//! Requests coming in, being moved and being cancelled.

use std::collections::{BTreeMap, BTreeSet};

use super::decided::{Decided, live};
use crate::{
    agent::Agent,
    agent_ref::AgentRef,
    call_back::{CallBack, Chooser},
    calling_hours::first_moment,
    command::{Choice, NewRequest},
    desk::Desk,
    event::Event,
    id::{AgentId, RequestId, TeamId},
    offer::Withdrawal,
    owed_call,
    rejection::Rejection,
    request::{Kind, LIFE, Request, Scheduling, State, WaitsFor},
    team::Team,
    time::Timestamp,
};

/// A form that was sent twice, or sent, gone back to and sent again, plans one call.
pub(super) fn plan(desk: &Desk, new: &NewRequest, now: Timestamp) -> Decided {
    let events = receive(desk, new, now)?;
    let is_planned = |asked: &Request| {
        desk.live_requests().any(|known| {
            matches!(known.state, State::Scheduled { .. })
                && known.kind == asked.kind
                && known.scheduled_at == asked.scheduled_at
                && known.team == asked.team
                && known.owner == asked.owner
                && known.customer == asked.customer
                && known.message == asked.message
        })
    };
    let again = events
        .iter()
        .any(|event| matches!(event, Event::RequestReceived { request } if is_planned(request)));
    Ok(if again { vec![] } else { events })
}

pub(super) fn receive(desk: &Desk, new: &NewRequest, now: Timestamp) -> Decided {
    if desk.request(new.id).is_some() {
        return Ok(vec![]);
    }
    let owner = match &new.owner {
        Some(owner) => Some(find_owner(desk, owner)?),
        None => None,
    };
    let team = match (&new.team, &owner) {
        (None, Some(owner)) => team_of(desk, owner).map_or_else(|| choose_team(desk, None), Ok)?,
        (choice, _) => choose_team(desk, choice.as_ref())?,
    };
    if let Some(owner) = &owner
        && !desk
            .agent(owner.id)
            .is_some_and(|owner| owner.teams.contains(&team.id))
    {
        return Err(Rejection::OwnerOutsideTeam {
            owner: owner.clone(),
            team: team.name.clone(),
        });
    }
    let asked_for = schedule(new, now)?;
    if desk.is_forbidden(&new.customer) && owed_call::is_unasked_call(new.kind, asked_for.is_some())
    {
        return Err(Rejection::DoNotCall);
    }
    let scheduled_at = match (new.kind, asked_for) {
        (Kind::CallMeBack, None) => next_free_moment(team, new, now)?,
        (_, asked_for) => asked_for,
    };
    let state = match scheduled_at {
        Some(due_at) => State::Scheduled {
            due_at,
            reminds_at: None,
        },
        None => State::Waiting {
            since: now,
            waits_for: WaitsFor::Anybody,
        },
    };
    let call_back = (new.kind == Kind::CallMeBack).then(|| {
        let policy = team.rule.map(|rule| rule.call_backs).unwrap_or_default();
        let chooser = match asked_for {
            Some(_) => Chooser::Customer,
            None => Chooser::Desk,
        };
        CallBack::asked_for(policy, now, chooser)
    });
    Ok(vec![Event::RequestReceived {
        request: Box::new(Request {
            id: new.id,
            kind: new.kind,
            channel: new.kind.channel(),
            customer: new.customer.clone(),
            team: team.id,
            message: new.message.clone(),
            owner,
            priority: new.priority,
            scheduled_at,
            created_at: now,
            missed_rings: 0,
            asked: BTreeSet::new(),
            call_back,
            gives_way_at: None,
            put_off: BTreeMap::new(),
            passed: None,
            handed_back: vec![],
            state,
        }),
    }])
}

/// `None` is now.
fn next_free_moment(
    team: &Team,
    new: &NewRequest,
    now: Timestamp,
) -> Result<Option<Timestamp>, Rejection> {
    let at = first_moment(team, &new.customer, now)
        .filter(|at| *at < now + LIFE)
        .ok_or(Rejection::NoOpening)?;
    Ok((at > now).then_some(at))
}

pub(super) fn reschedule(desk: &Desk, id: RequestId, due_at: Timestamp, now: Timestamp) -> Decided {
    let request = live(desk, id)?;
    if due_at <= now {
        return Err(Rejection::ScheduleInPast);
    }
    if request.kind.scheduling() == Scheduling::Refused {
        return Err(Rejection::ScheduleRefused(request.kind));
    }
    match &request.state {
        State::Scheduled {
            due_at: current, ..
        } if *current == due_at => return Ok(vec![]),
        State::Scheduled { .. }
        | State::Waiting { .. }
        | State::TimedOut { .. }
        | State::Offered { .. } => {}
        other => return Err(Rejection::NotReschedulable(other.name())),
    }
    let moved = Event::RequestRescheduled {
        request: id,
        team: request.team,
        due_at,
        // Whoever moves it has agreed on the hour with the customer.
        chosen_by: Some(Chooser::Customer),
    };
    Ok(Event::withdrawal(request, Withdrawal::Rescheduled)
        .into_iter()
        .chain([moved])
        .collect())
}

pub(super) fn cancel(desk: &Desk, id: RequestId) -> Decided {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    match &request.state {
        State::Cancelled { .. } => return Ok(vec![]),
        State::Scheduled { .. }
        | State::Waiting { .. }
        | State::TimedOut { .. }
        | State::Offered { .. } => {}
        State::Connecting { agent, .. }
        | State::InSession { agent, .. }
        | State::WrapUp { agent, .. } => {
            let agent = desk.agent(*agent).ok_or(Rejection::UnknownAgent)?;
            return Err(Rejection::TakenBy(agent.reference()));
        }
        ended => return Err(Rejection::Ended(ended.name())),
    }
    let cancelled = Event::RequestCancelled {
        request: id,
        team: request.team,
    };
    Ok(Event::withdrawal(request, Withdrawal::Cancelled)
        .into_iter()
        .chain([cancelled])
        .collect())
}

/// For a call that has an owner and names no team: the usual team if they are in it, else the only
/// team of theirs that rings.
fn team_of<'desk>(desk: &'desk Desk, owner: &AgentRef) -> Option<&'desk Team> {
    let owner = desk.agent(owner.id)?;
    let usual = desk
        .default_team()
        .filter(|team| owner.teams.contains(&team.id));
    usual.or_else(|| {
        let mut ringing = owner
            .teams
            .iter()
            .filter_map(|team| desk.team(*team))
            .filter(|team| team.rule.is_some());
        ringing.next().filter(|_| ringing.next().is_none())
    })
}

fn choose_team<'desk>(
    desk: &'desk Desk,
    choice: Option<&Choice<TeamId>>,
) -> Result<&'desk Team, Rejection> {
    match choice {
        None => desk.default_team().ok_or(Rejection::TeamRequired),
        Some(Choice::Id(id)) => desk
            .team(*id)
            .ok_or_else(|| Rejection::UnknownTeam(id.to_string())),
        Some(Choice::Name(name)) => desk
            .team_named(name)
            .ok_or_else(|| Rejection::UnknownTeam(name.clone())),
    }
}

fn find_owner(desk: &Desk, choice: &Choice<AgentId>) -> Result<AgentRef, Rejection> {
    let (found, wanted) = match choice {
        Choice::Id(id) => (desk.agent(*id), id.to_string()),
        Choice::Name(email) => (desk.agent_by_email(email), email.clone()),
    };
    found
        .filter(|agent| !agent.is_disabled())
        .map(Agent::reference)
        .ok_or(Rejection::UnknownOwner(wanted))
}

fn schedule(new: &NewRequest, now: Timestamp) -> Result<Option<Timestamp>, Rejection> {
    match (new.kind.scheduling(), new.scheduled_at) {
        (Scheduling::Required, None) => Err(Rejection::ScheduleRequired(new.kind)),
        (Scheduling::Refused, Some(_)) => Err(Rejection::ScheduleRefused(new.kind)),
        (_, Some(at)) if at <= now => Err(Rejection::ScheduleInPast),
        (_, at) => Ok(at),
    }
}
