//! What can be asked of a desk.

use std::collections::BTreeSet;

use crate::{
    agent::{Intent, Reachability, Role},
    customer::Customer,
    hours::OpeningHours,
    id::{AgentId, ApiKeyId, DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    preference_change::PreferenceChange,
    preferences::Preferences,
    request::{Draft, Kind, Outcome},
    team::DistributionRule,
    time::{Step, Timestamp},
};

#[derive(Clone, Debug)]
pub enum Command {
    OpenDesk {
        name: String,
        /// ISO 3166 code that national phone numbers are read with.
        country: String,
    },
    AddTeam {
        team: TeamId,
        name: String,
        rule: Option<DistributionRule>,
    },
    SetRule {
        team: TeamId,
        rule: Option<DistributionRule>,
    },
    /// `None`: open round the clock.
    SetHours {
        team: TeamId,
        hours: Option<OpeningHours>,
    },
    AddAgent {
        agent: AgentId,
        name: String,
        email: String,
        role: Role,
        teams: BTreeSet<TeamId>,
    },
    /// Signs an agent out for good: what is in their hands goes back to the front of the line.
    DisableAgent {
        agent: AgentId,
    },
    EnableAgent {
        agent: AgentId,
    },
    /// Has the journal say that the agent has another password.
    NotePassword {
        agent: AgentId,
    },
    /// Has the journal say that a key was revoked.
    NoteRevokedKey {
        key: ApiKeyId,
        name: String,
    },
    SignIn {
        agent: AgentId,
    },
    SignOut {
        agent: AgentId,
    },
    SetIntent {
        agent: AgentId,
        intent: Intent,
    },
    SetReachability {
        agent: AgentId,
        reachability: Reachability,
    },
    /// The agent touched the desktop, or said that they are back.
    Touch {
        agent: AgentId,
    },
    /// A device of the agent opened a stream: what it is sent arrives.
    Hear {
        agent: AgentId,
    },
    SetPreferences {
        agent: AgentId,
        preferences: Preferences,
    },
    /// Only what was changed in a form: the rest stays as it is by now.
    ChangePreferences {
        agent: AgentId,
        change: Box<PreferenceChange>,
    },
    ReceiveRequest(Box<NewRequest>),
    /// The same from an agent's form. A call that is planned already, exactly so, is not planned twice.
    PlanCall(Box<NewRequest>),
    Reschedule {
        request: RequestId,
        due_at: Timestamp,
    },
    Cancel {
        request: RequestId,
    },
    /// Puts a request off for one agent; it goes on ringing for the others.
    Later {
        agent: AgentId,
        request: RequestId,
    },
    /// Puts a number, in E.164, on the do-not-call list.
    ForbidCalls {
        phone: String,
    },
    AllowCalls {
        phone: String,
    },
    Connect {
        agent: AgentId,
        request: RequestId,
    },
    /// Connects the agent with whoever waits longest.
    AttendNext {
        agent: AgentId,
    },
    /// The customer picked up: the session is bridged.
    Answered {
        agent: AgentId,
        request: RequestId,
    },
    NoAnswer {
        agent: AgentId,
        request: RequestId,
    },
    EndSession {
        agent: AgentId,
        request: RequestId,
    },
    ExtendWrapUp {
        agent: AgentId,
        request: RequestId,
    },
    /// Keeps what was entered about the customer in hand. A wrap-up therefore goes on for as long as somebody
    /// types. What comes when the customer is in other hands already is kept with what was noted before.
    KeepDraft {
        agent: AgentId,
        request: RequestId,
        draft: Draft,
    },
    Finish {
        agent: AgentId,
        request: RequestId,
        outcome: Outcome,
        note: Option<String>,
    },
    /// Puts the request back to the front of the line.
    HandBack {
        agent: AgentId,
        request: RequestId,
    },
    Report {
        agent: AgentId,
        device: DeviceId,
        offer: OfferId,
        report: Report,
    },
    /// Somebody set the clock that tells the desk the time.
    StepClock {
        by: Step,
    },
    /// Does whatever is due.
    Tick,
}

impl Command {
    /// The one request that it is about and that may have ended before: see
    /// [`Desk::recall`](crate::desk::Desk::recall).
    pub fn about(&self) -> Option<RequestId> {
        match self {
            Self::Reschedule { request, .. }
            | Self::Cancel { request }
            | Self::Later { request, .. }
            | Self::Connect { request, .. }
            | Self::Answered { request, .. }
            | Self::NoAnswer { request, .. }
            | Self::EndSession { request, .. }
            | Self::ExtendWrapUp { request, .. }
            | Self::KeepDraft { request, .. }
            | Self::Finish { request, .. }
            | Self::HandBack { request, .. } => Some(*request),
            _ => None,
        }
    }
}

/// A request as it comes in: checked field by field, not yet against the desk.
#[derive(Clone, Debug)]
pub struct NewRequest {
    pub id: RequestId,
    pub kind: Kind,
    pub customer: Customer,
    pub team: Option<Choice<TeamId>>,
    pub message: Option<String>,
    pub scheduled_at: Option<Timestamp>,
    pub owner: Option<Choice<AgentId>>,
    pub priority: u8,
}

/// Something named by its id or, by a person, by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice<Id> {
    Id(Id),
    Name(String),
}
