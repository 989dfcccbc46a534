//! `decide`: a command against a desk, either refused or turned into events. Pure; nothing here
//! changes the desk. What follows from those events is [`consequences`](crate::consequence)' part.
//!
//! Repeating a command that has already had its effect is no error and causes nothing: retries and
//! double clicks are safe.

mod decided;
mod do_not_call;
mod due;
mod in_person;
mod intake;
mod later;
mod leaver;
mod noting;
mod preferences;
mod presence;
mod report;
mod session;
mod setup;
mod wrap_up;

pub(crate) use self::session::given_back;
use self::{decided::Decided, in_person::in_person};
use crate::{command::Command, desk::Desk, event::Event, id::IdMint, time::Timestamp};

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

/// # Errors
/// The reason why the desk refuses; then nothing happens.
pub fn decide(desk: &Desk, command: &Command, now: Timestamp) -> Decided {
    let events = answer(desk, command, now)?;
    let responded = in_person(desk, command)
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
        Command::SignIn { agent } => presence::sign_in(desk, *agent),
        Command::SignOut { agent } => presence::sign_out(desk, *agent),
        Command::SetIntent { agent, intent } => presence::set_intent(desk, *agent, *intent),
        Command::SetReachability {
            agent,
            reachability,
        } => presence::set_reachability(desk, *agent, *reachability),
        Command::Touch { agent } => presence::touch(desk, *agent),
        Command::Hear { agent } => presence::hear(desk, *agent),
        Command::SetPreferences { agent, preferences } => {
            preferences::set(desk, *agent, |_| preferences.clone())
        }
        Command::ChangePreferences { agent, change } => {
            preferences::set(desk, *agent, |now| change.onto(now))
        }
        Command::ReceiveRequest(new) => intake::receive(desk, new, now),
        Command::PlanCall(new) => intake::plan(desk, new, now),
        Command::Reschedule { request, due_at } => intake::reschedule(desk, *request, *due_at, now),
        Command::Cancel { request } => intake::cancel(desk, *request),
        Command::Later { agent, request } => later::later(desk, *agent, *request, now),
        Command::ForbidCalls { phone } => Ok(do_not_call::forbid(desk, phone)),
        Command::AllowCalls { phone } => Ok(do_not_call::allow(desk, phone)),
        Command::Connect { agent, request } => session::connect(desk, *agent, *request, now),
        Command::AttendNext { agent } => session::attend_next(desk, *agent, now),
        Command::Answered { agent, request } => session::answered(desk, *agent, *request),
        Command::NoAnswer { agent, request } => session::no_answer(desk, *agent, *request),
        Command::EndSession { agent, request } => session::end(desk, *agent, *request, now),
        Command::ExtendWrapUp { agent, request } => wrap_up::extend(desk, *agent, *request),
        Command::KeepDraft {
            agent,
            request,
            draft,
        } => noting::keep_draft(desk, *agent, *request, draft, now),
        Command::Finish {
            agent,
            request,
            outcome,
            note,
        } => wrap_up::finish(desk, *agent, *request, *outcome, note.as_deref()),
        Command::HandBack { agent, request } => session::hand_back(desk, *agent, *request, now),
        Command::Report {
            agent,
            device,
            offer,
            report,
        } => report::report_delivery(desk, *agent, *device, *offer, *report),
        Command::StepClock { by } => Ok(if desk.has_something_running() {
            vec![Event::ClockStepped { by: *by }]
        } else {
            vec![]
        }),
        Command::Tick => Ok(due::tick(desk, now)),
    }
}
