//! `decide`: a command against a desk, either refused or turned into events. Pure; nothing here
//! changes the desk. What follows from those events is [`consequences`](crate::consequence)' part.
//!
//! Repeating a command that has already had its effect is no error and causes nothing: retries and
//! double clicks are safe.

mod intake;
mod session;
mod setup;

use crate::{
    agent::{Intent, Presence},
    call_back,
    command::Command,
    desk::Desk,
    event::{AfterTimeout, Event},
    id::{AgentId, DeviceId, IdMint, OfferId, RequestId},
    notification::Report,
    offer::Leaving,
    rejection::Rejection,
    reminder,
    request::{Kind, Outcome, PUT_OFF, RING_AGAIN_AFTER, Request, State},
    time::Timestamp,
    zone::Zone,
};

/// The time and the ids that a decision may use.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: Timestamp,
    pub ids: IdMint,
}

impl Moment {
    /// `entropy`: see [`IdMint::new`].
    pub fn new(now: Timestamp, entropy: u128) -> Self {
        Self {
            now,
            ids: IdMint::new(now, entropy),
        }
    }
}

type Decided = Result<Vec<Event>, Rejection>;

/// # Errors
/// The reason why the desk refuses; then nothing happens.
pub fn decide(desk: &Desk, command: &Command, now: Timestamp) -> Decided {
    match command {
        Command::OpenDesk { name, country } => setup::open_desk(desk, name, country),
        Command::AddTeam { team, name, rule } => setup::add_team(desk, *team, name, *rule),
        Command::SetRule { team, rule } => setup::set_rule(desk, *team, *rule),
        Command::SetHours { team, hours } => setup::set_hours(desk, *team, hours.as_ref()),
        Command::AddAgent {
            agent,
            name,
            email,
            role,
            teams,
        } => setup::add_agent(desk, *agent, name, email, *role, teams, now),
        Command::SignIn { agent } => sign_in(desk, *agent),
        Command::SignOut { agent } => sign_out(desk, *agent),
        Command::SetIntent { agent, intent } => set_intent(desk, *agent, *intent),
        Command::SetReachability {
            agent,
            reachability,
        } => {
            let known = desk.agent(*agent).ok_or(Rejection::UnknownAgent)?;
            Ok(if known.reachability == *reachability {
                vec![]
            } else {
                vec![Event::ReachabilityChanged {
                    agent: *agent,
                    reachability: *reachability,
                }]
            })
        }
        Command::SetPreferences { agent, preferences } => {
            let known = desk.agent(*agent).ok_or(Rejection::UnknownAgent)?;
            let mut preferences = preferences.clone();
            if let Some(quiet) = &mut preferences.quiet_hours {
                // By its own name: a browser knows no other spelling.
                let zone: Zone = quiet
                    .zone
                    .parse()
                    .map_err(|_| Rejection::UnknownZone(quiet.zone.clone()))?;
                zone.name().clone_into(&mut quiet.zone);
            }
            Ok(if known.preferences == preferences {
                vec![]
            } else {
                vec![Event::PreferencesChanged {
                    agent: *agent,
                    preferences,
                }]
            })
        }
        Command::ReceiveRequest(new) => intake::receive(desk, new, now),
        Command::Reschedule { request, due_at } => intake::reschedule(desk, *request, *due_at, now),
        Command::Cancel { request } => intake::cancel(desk, *request),
        Command::Later { agent, request } => later(desk, *agent, *request, now),
        Command::ForbidCalls { phone } => Ok(forbid_calls(desk, phone)),
        Command::AllowCalls { phone } => Ok(if desk.do_not_call().contains(phone) {
            vec![Event::CallsAllowed {
                phone: phone.clone(),
            }]
        } else {
            vec![]
        }),
        Command::Connect { agent, request } => session::connect(desk, *agent, *request, now),
        Command::AttendNext { agent } => session::attend_next(desk, *agent, now),
        Command::Answered { agent, request } => session::answered(desk, *agent, *request),
        Command::NoAnswer { agent, request } => session::no_answer(desk, *agent, *request),
        Command::EndSession { agent, request } => session::end(desk, *agent, *request, now),
        Command::ExtendWrapUp { agent, request } => session::extend(desk, *agent, *request),
        Command::Finish {
            agent,
            request,
            outcome,
            note,
        } => session::finish(desk, *agent, *request, *outcome, note.as_deref()),
        Command::HandBack { agent, request } => session::hand_back(desk, *agent, *request, now),
        Command::Report {
            agent,
            device,
            offer,
            report,
        } => report_delivery(desk, *agent, *device, *offer, *report),
        Command::Tick => Ok(tick(desk, now)),
    }
}

fn sign_in(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    Ok(match known.presence {
        Presence::SignedIn(_) => vec![],
        Presence::SignedOut => vec![Event::AgentSignedIn { agent }],
    })
}

fn sign_out(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    if !known.serving.requests().is_empty() {
        return Err(Rejection::SessionOpen);
    }
    Ok(match known.presence {
        Presence::SignedIn(_) => vec![Event::AgentSignedOut { agent }],
        Presence::SignedOut => vec![],
    })
}

fn set_intent(desk: &Desk, agent: AgentId, intent: Intent) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    match known.presence {
        Presence::SignedOut => Err(Rejection::NotSignedIn),
        Presence::SignedIn(current) if current == intent => Ok(vec![]),
        Presence::SignedIn(_) => Ok(vec![Event::IntentChanged { agent, intent }]),
    }
}

/// It stops ringing for this agent and comes back; it is not a decline.
fn later(desk: &Desk, agent: AgentId, id: RequestId, now: Timestamp) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let request = live(desk, id)?;
    if !known.teams.contains(&request.team) {
        return Err(Rejection::UnknownRequest);
    }
    if let Some(taken_by) = request.agent().and_then(|by| desk.agent(by)) {
        return Err(Rejection::TakenBy(taken_by.reference()));
    }
    if request.put_off.contains_key(&agent) {
        return Ok(vec![]);
    }
    let mut events = vec![];
    match &request.state {
        State::Offered { offer, .. } => {
            if desk
                .offer(*offer)
                .is_some_and(|offer| offer.rings_for(agent))
            {
                events.push(Event::OfferLeft {
                    offer: *offer,
                    request: id,
                    agent,
                    why: Leaving::PutOff,
                });
            }
        }
        State::Waiting { .. } | State::TimedOut { .. } => {}
        other => return Err(Rejection::WrongState(other.name())),
    }
    events.push(Event::RequestPutOff {
        request: id,
        agent,
        until: now + PUT_OFF,
    });
    Ok(events)
}

fn forbid_calls(desk: &Desk, phone: &str) -> Vec<Event> {
    if desk.do_not_call().contains(phone) {
        return vec![];
    }
    vec![Event::CallsForbidden {
        phone: phone.to_owned(),
    }]
}

fn report_delivery(
    desk: &Desk,
    agent: AgentId,
    device: DeviceId,
    offer: OfferId,
    report: Report,
) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let about = desk.offer(offer).ok_or(Rejection::UnknownOffer)?;
    if !known.teams.contains(&about.team) {
        return Err(Rejection::UnknownOffer);
    }
    // A repetition, or something that a later report has overtaken.
    if about
        .reported
        .get(&device)
        .is_some_and(|known| *known >= report)
    {
        return Ok(vec![]);
    }
    Ok(vec![Event::NotificationReported {
        offer,
        request: about.request,
        agent,
        device,
        report,
    }])
}

fn tick(desk: &Desk, now: Timestamp) -> Vec<Event> {
    let of_requests = desk
        .due(now)
        .filter_map(|id| desk.request(id))
        .flat_map(|request| {
            let mut events: Vec<_> = when_due(desk, request, now).into_iter().collect();
            if events.is_empty() {
                events.extend(back_again(request, now));
            }
            events
        });
    let of_agents = desk
        .quiet_hours_over(now)
        .map(|agent| Event::QuietHoursOver { agent });
    of_requests.chain(of_agents).collect()
}

fn when_due(desk: &Desk, request: &Request, now: Timestamp) -> Option<Event> {
    let (id, team) = (request.id, request.team);
    let over = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    match &request.state {
        State::Scheduled { due_at } if now < *due_at => reminder::upcoming(desk, request, now),
        State::Scheduled { due_at } => Some(scheduled_time(desk, request, *due_at, now)),
        State::Offered {
            offer,
            since,
            deadline,
        } if *deadline <= now => Some(Event::OfferTimedOut {
            offer: *offer,
            request: id,
            team,
            since: *since,
            then: after_timeout(desk, request, *offer, now),
        }),
        State::WrapUp { agent, .. } => Some(Event::RequestClosed {
            request: id,
            team,
            agent: *agent,
            outcome: Outcome::NoOutcomeGiven,
            note: None,
        }),
        State::TimedOut {
            since,
            rings_again_at,
        } if over(*rings_again_at) => Some(if gives_way_to_call_back(request) {
            Event::RequestAbandoned {
                request: id,
                team,
                call_back_at: desk
                    .team(team)
                    .and_then(|team| call_back::first_moment(team, &request.customer, now)),
            }
        } else {
            Event::RequestDue {
                request: id,
                team,
                since: *since,
                owner_until: None,
            }
        }),
        State::Waiting { .. }
        | State::TimedOut {
            rings_again_at: None,
            ..
        } if over(request.lives_until()) => Some(Event::RequestExpired { request: id, team }),
        State::Waiting { .. } if over(request.owner_until) => {
            Some(Event::OwnerTimeOver { request: id, team })
        }
        State::Waiting { .. } if over(request.rests_until) => {
            Some(Event::RequestRoused { request: id, team })
        }
        State::Waiting { .. }
        | State::Offered { .. }
        | State::TimedOut { .. }
        | State::Connecting { .. }
        | State::InSession { .. }
        | State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => None,
    }
}

fn back_again(request: &Request, now: Timestamp) -> impl Iterator<Item = Event> {
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
    if let Some(known) = desk.team(team)
        && !call_back::may_ring(known, request, now)
        && let Some(due_at) = call_back::first_moment(known, &request.customer, now)
    {
        return Event::RequestRescheduled {
            request: id,
            team,
            due_at,
        };
    }
    Event::RequestDue {
        request: id,
        team,
        since: due_at,
        owner_until: owner_until(desk, request, due_at).filter(|until| *until > now),
    }
}

/// An owner who is not signed in can't be asked first.
fn owner_until(desk: &Desk, request: &Request, due_at: Timestamp) -> Option<Timestamp> {
    let owner = desk.agent(request.owner.as_ref()?.id)?;
    let rule = desk.team(request.team)?.rule?;
    let is_there = owner.presence != Presence::SignedOut && owner.teams.contains(&request.team);
    is_there.then_some(due_at + rule.owner_grace)
}

/// An offer that no device received did not ring, so it can't have timed out for anybody.
fn after_timeout(desk: &Desk, request: &Request, offer: OfferId, now: Timestamp) -> AfterTimeout {
    if request.owner_until.is_some_and(|until| until <= now) {
        return AfterTimeout::AskTeam;
    }
    let received = desk
        .offer(offer)
        .is_some_and(|offer| !offer.reported.is_empty());
    if !received {
        return AfterTimeout::Waiting;
    }
    let once_more = (request.missed_rings == 0).then(|| now + RING_AGAIN_AFTER);
    // Nobody answered a customer who has a number: until the next attempt it can still be taken.
    let next_attempt = || {
        let team = desk.team(request.team)?;
        let (_, at) = call_back::next_attempt(team, request, now)?;
        (!desk.is_forbidden(&request.customer)).then_some(at)
    };
    let rings_again_at = match request.kind {
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer => once_more,
        Kind::CallMeBack => once_more.or_else(next_attempt),
        Kind::InboundCall => next_attempt(),
        Kind::NewRequest | Kind::InboundChat => None,
    };
    AfterTimeout::TimedOut { rings_again_at }
}

/// Whether what timed out does not ring again itself: the next attempt is a request of its own.
fn gives_way_to_call_back(request: &Request) -> bool {
    match request.kind {
        Kind::InboundCall => true,
        Kind::CallMeBack => request.missed_rings > 1,
        _ => false,
    }
}

/// Finds a request that has not ended, or says how it ended.
fn live(desk: &Desk, id: RequestId) -> Result<&Request, Rejection> {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if request.state.has_ended() {
        return Err(Rejection::Ended(request.state.name()));
    }
    Ok(request)
}
