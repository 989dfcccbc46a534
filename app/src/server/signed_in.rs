//! Who is signed in, on the server: put into the context by the server's middleware, and the one
//! door through which pages and server functions reach the desk.

use domain::{
    agent::Intent,
    command::Command,
    desk::Desk,
    event::Actor,
    id::{AgentId, DeviceId, OfferId, PageId, RequestId},
    notification::Report,
    preference_change::PreferenceChange,
    preferences::Preferences,
    rejection::Rejection,
    request::{Draft, Outcome, Request, State},
    text,
    view::AgentView,
};
use engine::{CommandError, DeskHandle, Press};
use leptos::prelude::use_context;
use push::Gateway;

use crate::wire::{
    error::{AppError, answered},
    history::{Delivery, HistoryEntry},
    plan::PlanProblem,
    steps::{AfterNoAnswer, SessionStep},
};

/// A note of at most this many characters is kept with the outcome.
const LONGEST_NOTE: usize = 2_000;

/// More than any page of ours names a press by.
const LONGEST_PRESS: usize = 128;

/// The agent of this HTTP request, on this device.
#[derive(Clone)]
pub struct SignedIn {
    pub desk: DeskHandle,
    pub agent: AgentId,
    pub device: DeviceId,
    pub push: Gateway,
    /// The press that is being answered. Whatever it asks of the desk is done once.
    pub press: Option<Press>,
}

/// Somebody is signed in, but what is drawn is nobody's page: where one signs in.
#[derive(Clone, Copy, Debug)]
pub struct Outside;

/// The signed-in agent of the request that is being answered.
pub fn signed_in() -> Result<SignedIn, AppError> {
    use_context::<SignedIn>().ok_or_else(|| answered(AppError::SignedOut))
}

impl SignedIn {
    /// The same agent, with the press of a form; `None` of one that does not say which.
    #[must_use]
    pub fn pressing(self, key: Option<String>) -> Self {
        let agent = self.agent;
        Self {
            press: key
                .filter(|key| key.len() <= LONGEST_PRESS)
                .map(|key| Press { agent, key }),
            ..self
        }
    }

    /// Tells the forms of one page from those of another, and whose page it is.
    pub fn page_token(&self) -> String {
        format!("{}.{}", self.agent, self.desk.fresh_id::<PageId>())
    }

    pub fn has_customer(&self) -> bool {
        self.desk.has_customer(self.agent)
    }

    pub fn snapshot(&self) -> Result<AgentView, AppError> {
        self.desk
            .snapshot(self.agent, self.device)
            .ok_or_else(|| answered(AppError::SignedOut))
    }

    pub async fn heartbeat(&self) -> Result<(), AppError> {
        self.desk.note_seen(self.agent, self.device);
        self.desk
            .acknowledge(self.agent)
            .await
            .map_err(|error| answered(error.into()))
    }

    pub async fn set_status(&self, intent: Intent) -> Result<(), AppError> {
        self.run(Command::SetIntent {
            agent: self.agent,
            intent,
        })
        .await
    }

    pub async fn touch(&self) -> Result<(), AppError> {
        self.desk
            .touch(self.agent)
            .await
            .map_err(|error| answered(error.into()))
    }

    pub async fn connect(&self, request: RequestId) -> Result<(), AppError> {
        self.run(Command::Connect {
            agent: self.agent,
            request,
        })
        .await
    }

    pub async fn later(&self, request: RequestId) -> Result<(), AppError> {
        self.run(Command::Later {
            agent: self.agent,
            request,
        })
        .await
    }

    pub async fn attend_next(&self) -> Result<(), AppError> {
        self.run(Command::AttendNext { agent: self.agent }).await
    }

    /// Returns what is planned for a customer who did not answer, also when this was pressed before.
    pub async fn session_step(
        &self,
        request: RequestId,
        step: SessionStep,
    ) -> Result<Option<AfterNoAnswer>, AppError> {
        let agent = self.agent;
        let press = self.press.clone().map(|press| Press {
            key: format!("{}.{}", press.key, step.name()),
            ..press
        });
        let unanswered = step == SessionStep::NoAnswer;
        let command = match step {
            SessionStep::Answered => Command::Answered { agent, request },
            SessionStep::NoAnswer => Command::NoAnswer { agent, request },
            SessionStep::End => Command::EndSession { agent, request },
            SessionStep::ExtendWrapUp => Command::ExtendWrapUp { agent, request },
            SessionStep::HandBack => Command::HandBack { agent, request },
            SessionStep::KeepDraft { outcome, note } => Command::KeepDraft {
                agent,
                request,
                draft: checked_draft(outcome, note)?,
            },
            SessionStep::Finish { outcome, note } => Command::Finish {
                agent,
                request,
                outcome,
                note: checked_note(note)?,
            },
        };
        let pressed = Self {
            press,
            ..self.clone()
        };
        pressed.run(command).await?;
        let planned = || self.desk.read(|desk| after_no_answer(desk, request));
        Ok(unanswered.then(planned).flatten())
    }

    /// `from`: see [`PreferenceChange`]; everything is as `to` says where nobody knows it.
    pub async fn save_preferences(
        &self,
        to: Preferences,
        from: Option<Preferences>,
    ) -> Result<(), AppError> {
        let agent = self.agent;
        self.run(match from {
            Some(from) => Command::ChangePreferences {
                agent,
                change: Box::new(PreferenceChange { from, to }),
            },
            None => Command::SetPreferences {
                agent,
                preferences: to,
            },
        })
        .await
    }

    pub async fn report(&self, reports: Vec<(OfferId, Report)>) -> Result<(), AppError> {
        let shows = |report| matches!(report, Report::Shown | Report::Dismissed | Report::Clicked);
        if reports.iter().any(|(_, report)| shows(*report)) {
            self.desk.note_shown(self.agent, self.device);
        }
        let commands = reports.into_iter().map(|(offer, report)| Command::Report {
            agent: self.agent,
            device: self.device,
            offer,
            report,
        });
        let done = self.desk.execute_all(Actor::Agent(self.agent), commands);
        for done in done.await {
            match done {
                // The desk has forgotten the offer: it ended long ago, and so has the interest in it.
                Ok(_) | Err(CommandError::Rejected(Rejection::UnknownOffer)) => {}
                Err(error) => return Err(answered(error.into())),
            }
        }
        Ok(())
    }

    pub async fn history(&self) -> Result<Vec<HistoryEntry>, AppError> {
        let lines = self
            .desk
            .history(self.agent)
            .await
            .map_err(|error| answered(error.into()))?;
        let courses = self.courses(&lines);
        Ok(lines
            .into_iter()
            .zip(courses)
            .map(|(line, course)| HistoryEntry {
                at: line.at,
                request: line.request,
                kind: line.kind,
                customer: line.customer,
                decision: line.decision,
                delivery: Delivery::best_of(&course),
                course,
            })
            .collect())
    }

    /// Whose national phone numbers the desk understands.
    pub(super) fn country(&self) -> String {
        self.desk.read(|desk| desk.profile().country.clone())
    }

    async fn run(&self, command: Command) -> Result<(), AppError> {
        let done = self.ask(command).await;
        done.map_err(|error| answered(error.into()))
    }

    pub(super) async fn ask(&self, command: Command) -> Result<(), CommandError> {
        let actor = Actor::Agent(self.agent);
        let done = match &self.press {
            Some(press) => self.desk.execute_once(actor, command, press.clone()).await,
            None => self.desk.execute(actor, command).await,
        };
        done.map(drop)
    }
}

/// `None` unless that is how the request ended.
fn after_no_answer(desk: &Desk, request: RequestId) -> Option<AfterNoAnswer> {
    let State::Closed {
        outcome: Outcome::CustomerNoAnswer,
        ..
    } = desk.request(request)?.state
    else {
        return None;
    };
    let follows = |planned: &Request| {
        let call_back = planned.call_back.as_ref();
        call_back.is_some_and(|known| known.follows == Some(request))
    };
    let planned = desk.live_requests().find(|planned| follows(planned));
    Some(planned.map_or(AfterNoAnswer::Nothing, |planned| {
        AfterNoAnswer::CallsBack(planned.id)
    }))
}

/// Kept as it was typed: it comes back into the field.
fn checked_draft(outcome: Option<Outcome>, note: String) -> Result<Draft, AppError> {
    if note.chars().count() > LONGEST_NOTE {
        return Err(note_too_long());
    }
    Ok(Draft {
        outcome: outcome.filter(|outcome| Outcome::PICKABLE.contains(outcome)),
        note,
    })
}

fn note_too_long() -> AppError {
    answered(AppError::Invalid {
        field: "note".to_owned(),
        expected: format!("at most {LONGEST_NOTE} characters"),
    })
}

fn checked_note(note: Option<String>) -> Result<Option<String>, AppError> {
    let note = note.unwrap_or_default();
    text::lines(text::typed(&note).trim(), LONGEST_NOTE).map_err(|_| note_too_long())
}

impl From<CommandError> for AppError {
    fn from(error: CommandError) -> Self {
        match error {
            CommandError::Rejected(rejection) => rejection.into(),
            CommandError::Overloaded | CommandError::Unavailable => Self::Unavailable,
        }
    }
}

impl From<Rejection> for AppError {
    fn from(rejection: Rejection) -> Self {
        match rejection {
            Rejection::TakenBy(agent) => Self::TakenBy { name: agent.name },
            Rejection::FinishFirst => Self::FinishFirst,
            Rejection::FinishChats => Self::FinishChats,
            Rejection::ChatsFull => Self::ChatsFull,
            Rejection::NobodyWaits => Self::NobodyWaits,
            Rejection::NotDueYet => Self::NotDueYet,
            Rejection::Ended(_) | Rejection::UnknownRequest => Self::Over,
            Rejection::SessionOpen => Self::SessionOpen,
            Rejection::UnknownZone(_) => Self::Plan {
                problem: PlanProblem::ZoneUnknown,
            },
            Rejection::NotSignedIn => Self::SignedOut,
            other => Self::Refused {
                reason: other.to_string(),
            },
        }
    }
}
