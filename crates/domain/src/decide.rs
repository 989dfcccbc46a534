//! `decide`: a command against a desk, either refused or turned into events. Pure; nothing here
//! changes the desk. What follows from those events is [`consequences`](crate::consequence)' part.
//!
//! Repeating a command that has already had its effect is no error and causes nothing: retries and
//! double clicks are safe.

mod due;
mod intake;
mod leaver;
mod session;
mod setup;

pub(crate) use self::session::given_back;

use crate::{
    agent::{Agent, Intent, Preferences, Presence},
    command::Command,
    desk::Desk,
    event::Event,
    id::{AgentId, DeviceId, IdMint, OfferId, RequestId},
    notification::Report,
    offer::Leaving,
    rejection::Rejection,
    request::{PUT_OFF, Request, State},
    response::Hearing,
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
    let events = answer(desk, command, now)?;
    let responded = in_person(command)
        .and_then(|agent| desk.agent(agent))
        .filter(|agent| agent.responding.has_missed())
        .map(|agent| Event::AgentResponded { agent: agent.id });
    Ok(responded.into_iter().chain(events).collect())
}

fn answer(desk: &Desk, command: &Command, now: Timestamp) -> Decided {
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
        Command::DisableAgent { agent } => leaver::disable(desk, *agent, now),
        Command::EnableAgent { agent } => leaver::enable(desk, *agent),
        Command::NotePassword { agent } => leaver::note_password(desk, *agent),
        Command::NoteRevokedKey { key, name } => Ok(vec![Event::KeyRevoked {
            key: *key,
            name: name.clone(),
        }]),
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
        Command::Touch { agent } => {
            // What it says is said of every command that an agent gives in person.
            desk.agent(*agent).ok_or(Rejection::UnknownAgent)?;
            Ok(vec![])
        }
        Command::Hear { agent } => {
            let known = desk.agent(*agent).ok_or(Rejection::UnknownAgent)?;
            Ok(heard(known).into_iter().collect())
        }
        Command::SetPreferences { agent, preferences } => {
            set_preferences(desk, *agent, |_| preferences.clone())
        }
        Command::ChangePreferences { agent, change } => {
            set_preferences(desk, *agent, |now| change.onto(now))
        }
        Command::ReceiveRequest(new) => intake::receive(desk, new, now),
        Command::PlanCall(new) => intake::plan(desk, new, now),
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
        Command::KeepDraft {
            agent,
            request,
            draft,
        } => session::keep_draft(desk, *agent, *request, draft, now),
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
        Command::StepClock { by } => Ok(if desk.has_something_running() {
            vec![Event::ClockStepped { by: *by }]
        } else {
            vec![]
        }),
        Command::Tick => Ok(due::tick(desk, now)),
    }
}

/// The agent who gives a sign of life with this command.
fn in_person(command: &Command) -> Option<AgentId> {
    match command {
        Command::Touch { agent }
        | Command::SignOut { agent }
        | Command::SetIntent { agent, .. }
        | Command::SetPreferences { agent, .. }
        | Command::ChangePreferences { agent, .. }
        | Command::Later { agent, .. }
        | Command::Connect { agent, .. }
        | Command::AttendNext { agent }
        | Command::Answered { agent, .. }
        | Command::NoAnswer { agent, .. }
        | Command::EndSession { agent, .. }
        | Command::ExtendWrapUp { agent, .. }
        | Command::KeepDraft { agent, .. }
        | Command::Finish { agent, .. }
        | Command::HandBack { agent, .. }
        | Command::Report {
            agent,
            report: Report::Clicked | Report::Dismissed,
            ..
        } => Some(*agent),
        Command::OpenDesk { .. }
        | Command::AddTeam { .. }
        | Command::SetRule { .. }
        | Command::SetHours { .. }
        | Command::AddAgent { .. }
        | Command::DisableAgent { .. }
        | Command::EnableAgent { .. }
        | Command::NotePassword { .. }
        | Command::NoteRevokedKey { .. }
        | Command::SignIn { .. }
        | Command::SetReachability { .. }
        | Command::Hear { .. }
        | Command::ReceiveRequest(_)
        | Command::PlanCall(_)
        | Command::Reschedule { .. }
        | Command::Cancel { .. }
        | Command::ForbidCalls { .. }
        | Command::AllowCalls { .. }
        | Command::Report { .. }
        | Command::StepClock { .. }
        | Command::Tick => None,
    }
}

fn sign_in(desk: &Desk, agent: AgentId) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    if known.is_disabled() {
        return Err(Rejection::AgentDisabled);
    }
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

fn set_preferences(
    desk: &Desk,
    agent: AgentId,
    wanted: impl FnOnce(&Preferences) -> Preferences,
) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let mut preferences = wanted(&known.preferences);
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
        vec![Event::PreferencesChanged { agent, preferences }]
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
    let about = desk
        .told(offer, agent, device)
        .ok_or(Rejection::UnknownOffer)?;
    if !known.teams.contains(&about.team) {
        return Err(Rejection::UnknownOffer);
    }
    // A repetition, or something that a later report has overtaken.
    if about.furthest.is_some_and(|known| known >= report) {
        return Ok(vec![]);
    }
    let reported = Event::NotificationReported {
        offer,
        request: about.request,
        agent,
        device,
        report,
    };
    Ok([reported].into_iter().chain(heard(known)).collect())
}

/// Something arrived at an agent whose devices had received nothing.
fn heard(agent: &Agent) -> Option<Event> {
    (agent.hearing != Hearing::default()).then_some(Event::AgentHears { agent: agent.id })
}

/// Finds a request that has not ended, or says how it ended.
fn live(desk: &Desk, id: RequestId) -> Result<&Request, Rejection> {
    let request = desk.request(id).ok_or(Rejection::UnknownRequest)?;
    if request.state.has_ended() {
        return Err(Rejection::Ended(request.state.name()));
    }
    Ok(request)
}
