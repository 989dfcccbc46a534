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
    command::Command,
    desk::Desk,
    event::{AfterTimeout, Event},
    id::{AgentId, DeviceId, IdMint, OfferId, RequestId},
    notification::Report,
    rejection::Rejection,
    request::{Kind, Outcome, RING_AGAIN_AFTER, Request, State},
    time::Timestamp,
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
            Ok(if known.preferences == *preferences {
                vec![]
            } else {
                vec![Event::PreferencesChanged {
                    agent: *agent,
                    preferences: preferences.clone(),
                }]
            })
        }
        Command::ReceiveRequest(new) => intake::receive(desk, new, now),
        Command::Reschedule { request, due_at } => intake::reschedule(desk, *request, *due_at, now),
        Command::Cancel { request } => intake::cancel(desk, *request),
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
    if known.serving.is_some() {
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
    desk.due(now)
        .filter_map(|id| desk.request(id))
        .filter_map(|request| when_due(desk, request, now))
        .collect()
}

fn when_due(desk: &Desk, request: &Request, now: Timestamp) -> Option<Event> {
    let (id, team) = (request.id, request.team);
    match &request.state {
        State::Scheduled { due_at } => Some(Event::RequestDue {
            request: id,
            team,
            since: *due_at,
        }),
        State::Offered { offer, since, .. } => Some(Event::OfferTimedOut {
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
            rings_again_at: Some(_),
        } => Some(Event::RequestDue {
            request: id,
            team,
            since: *since,
        }),
        State::Waiting { .. }
        | State::TimedOut {
            rings_again_at: None,
            ..
        } => Some(Event::RequestExpired { request: id, team }),
        State::Connecting { .. }
        | State::InSession { .. }
        | State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => None,
    }
}

/// An offer that no device received did not ring, so it can't have timed out for anybody.
fn after_timeout(desk: &Desk, request: &Request, offer: OfferId, now: Timestamp) -> AfterTimeout {
    let received = desk
        .offer(offer)
        .is_some_and(|offer| !offer.reported.is_empty());
    if !received {
        return AfterTimeout::Waiting;
    }
    let rings_again = request.missed_rings == 0
        && matches!(
            request.kind,
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer | Kind::CallMeBack
        );
    AfterTimeout::TimedOut {
        rings_again_at: rings_again.then(|| now + RING_AGAIN_AFTER),
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
