//! What happened on a desk. The journal is a list of these, and everything else is derived from it.

mod detail;
mod name;
mod withdrawal;

use serde::{Deserialize, Serialize};

pub use self::detail::{AfterTimeout, Back, SessionStart};
use crate::{
    agent::{Agent, Intent, Reachability},
    agent_ref::AgentRef,
    call_back::Chooser,
    hours::OpeningHours,
    id::{AgentId, ApiKeyId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Decisions, Report},
    offer::{Leaving, Withdrawal},
    preferences::Preferences,
    request::{Closing, Draft, Outcome, Request},
    team::{DistributionRule, Team},
    time::{Span, Step, Timestamp},
};

/// An event with its place in the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Contiguous per desk, from 1.
    pub seq: u64,
    pub at: Timestamp,
    pub actor: Actor,
    pub event: Event,
}

/// Who caused it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "id")]
pub enum Actor {
    Agent(AgentId),
    ApiKey(ApiKeyId),
    /// Somebody with a shell on the server.
    Operator,
    /// The desk itself: a timer, a rule.
    Desk,
}

/// Events carry what a stream needs to route them (team, agent) so that a replay never has to ask
/// what the desk looked like then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Event {
    DeskOpened {
        name: String,
        country: String,
    },
    TeamAdded {
        team: Team,
    },
    RuleSet {
        team: TeamId,
        rule: Option<DistributionRule>,
    },
    HoursSet {
        team: TeamId,
        hours: Option<OpeningHours>,
    },
    /// A number, in E.164, is not to be called unless the customer asks for it.
    CallsForbidden {
        phone: String,
    },
    CallsAllowed {
        phone: String,
    },
    AgentAdded {
        agent: Box<Agent>,
    },
    /// The agent may not sign in any more. What was in their hands was let go of before.
    AgentDisabled {
        agent: AgentId,
    },
    AgentEnabled {
        agent: AgentId,
    },
    /// That it is another from here on, not what it is.
    PasswordChanged {
        agent: AgentId,
    },
    /// A key of the REST interface opens nothing any more.
    KeyRevoked {
        key: ApiKeyId,
        name: String,
    },
    AgentSignedIn {
        agent: AgentId,
    },
    AgentSignedOut {
        agent: AgentId,
    },
    IntentChanged {
        agent: AgentId,
        intent: Intent,
    },
    ReachabilityChanged {
        agent: AgentId,
        reachability: Reachability,
    },
    /// The agent reacted to none of several offers in a row, and is not asked.
    AgentStoppedResponding {
        agent: AgentId,
    },
    /// A sign of life from an agent who had let offers pass.
    AgentResponded {
        agent: AgentId,
    },
    /// A device of an agent whose devices had received nothing does receive.
    AgentHears {
        agent: AgentId,
    },
    /// The devices of an agent who had received nothing are tried once more.
    AgentTriedAgain {
        agent: AgentId,
    },
    /// An agent with customers has answered on no device for the time of grace.
    AgentMissed {
        agent: AgentId,
        requests: Vec<RequestId>,
    },
    /// What a supervisor is told of that.
    SupervisorTold {
        supervisor: AgentId,
        agent: AgentRef,
        requests: Vec<RequestId>,
        decision: Decision,
    },
    PreferencesChanged {
        agent: AgentId,
        preferences: Preferences,
    },
    RequestReceived {
        request: Box<Request>,
    },
    /// A scheduled request's time has come, or one that timed out rings again.
    RequestDue {
        request: RequestId,
        team: TeamId,
        since: Timestamp,
        /// Until then it is put before its owner alone.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        owner_until: Option<Timestamp>,
    },
    /// The owner has had their time: the team is asked.
    OwnerTimeOver {
        request: RequestId,
        team: TeamId,
    },
    /// The hours that the request keeps are over: it is put before nobody until they begin.
    RequestRests {
        request: RequestId,
        team: TeamId,
        until: Timestamp,
        /// Since when it waits; not in journals of earlier releases.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        since: Option<Timestamp>,
    },
    /// They have begun.
    RequestRoused {
        request: RequestId,
        team: TeamId,
        /// As above.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        since: Option<Timestamp>,
    },
    /// When a request that nobody took rings again was planned anew, because hours or rule changed.
    RingPlanned {
        request: RequestId,
        team: TeamId,
        at: Timestamp,
    },
    /// The call-back that was to take the request's place can't be: it goes on as it is.
    RequestStays {
        request: RequestId,
        team: TeamId,
    },
    /// An agent chose *Later*.
    RequestPutOff {
        request: RequestId,
        agent: AgentId,
        until: Timestamp,
    },
    /// The time that an agent put it off for is over.
    RequestBack {
        request: RequestId,
        agent: AgentId,
    },
    RequestRescheduled {
        request: RequestId,
        team: TeamId,
        due_at: Timestamp,
        /// Absent in journals of earlier releases: as before.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        chosen_by: Option<Chooser>,
    },
    OfferMade {
        offer: OfferId,
        request: RequestId,
        team: TeamId,
        /// Since when the customer waits.
        since: Timestamp,
        deadline: Timestamp,
        decisions: Decisions,
    },
    /// A member of the team became free while the offer is pending, or is new in the team.
    OfferJoined {
        offer: OfferId,
        request: RequestId,
        team: TeamId,
        since: Timestamp,
        deadline: Timestamp,
        agent: AgentId,
        decision: Decision,
    },
    OfferLeft {
        offer: OfferId,
        request: RequestId,
        agent: AgentId,
        why: Leaving,
    },
    OfferTimedOut {
        offer: OfferId,
        request: RequestId,
        team: TeamId,
        since: Timestamp,
        then: AfterTimeout,
    },
    /// The offer ended for everybody; unless the request ends with it, it is back where it was.
    OfferWithdrawn {
        offer: OfferId,
        request: RequestId,
        team: TeamId,
        since: Timestamp,
        why: Withdrawal,
        #[serde(skip_serializing_if = "Back::is_waiting", default)]
        back: Back,
    },
    /// The request arrived while nobody could be asked: why, agent by agent.
    NotificationsDecided {
        request: RequestId,
        team: TeamId,
        decisions: Decisions,
    },
    /// A planned call of this agent is due soon.
    CallAhead {
        request: RequestId,
        agent: AgentId,
        due_at: Timestamp,
        decision: Decision,
    },
    /// The agent's quiet hours are over for today.
    QuietHoursOver {
        agent: AgentId,
    },
    /// One summary of what waits.
    DigestGiven {
        agent: AgentId,
        waiting: u32,
        oldest: Timestamp,
        decision: Decision,
    },
    /// What had been put before this agent alone went to others, or timed out.
    RequestMissed {
        request: RequestId,
        agent: AgentId,
        after: Span,
        #[serde(skip_serializing_if = "Option::is_none", default)]
        taken_by: Option<AgentRef>,
        decision: Decision,
    },
    NotificationReported {
        offer: OfferId,
        request: RequestId,
        agent: AgentId,
        device: DeviceId,
        report: Report,
    },
    /// An agent took the request. An offer that was pending is thereby accepted.
    RequestConnected {
        request: RequestId,
        team: TeamId,
        agent: AgentRef,
        offer: Option<OfferId>,
        session: SessionStart,
    },
    SessionBridged {
        request: RequestId,
        team: TeamId,
        agent: AgentId,
        /// What was noted until then.
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    /// Something was entered before the wrap-up.
    SessionNoted {
        request: RequestId,
        agent: AgentId,
        /// How the session stands, and since when.
        session: SessionStart,
        since: Timestamp,
        /// All that is entered now.
        draft: Draft,
    },
    SessionEnded {
        request: RequestId,
        team: TeamId,
        agent: AgentId,
        closes_at: Timestamp,
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    /// By hand, or because something was entered.
    WrapUpExtended {
        request: RequestId,
        agent: AgentId,
        closes_at: Timestamp,
        /// All that is entered now.
        #[serde(skip_serializing_if = "Draft::is_empty", default)]
        draft: Draft,
    },
    RequestHandedBack {
        request: RequestId,
        team: TeamId,
        agent: AgentId,
        /// The offer that had been accepted, if it was taken from one: it counts as withdrawn.
        offer: Option<OfferId>,
        since: Timestamp,
        /// What the agent noted, for whoever has the customer next.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        note: Option<String>,
    },
    /// What an agent had entered before they handed the customer back, and reached the desk after it.
    NoteLeft {
        request: RequestId,
        agent: AgentId,
        note: Option<String>,
    },
    RequestClosed {
        request: RequestId,
        team: TeamId,
        agent: AgentId,
        outcome: Outcome,
        note: Option<String>,
        #[serde(skip_serializing_if = "Closing::is_by_agent", default)]
        closing: Closing,
    },
    /// What an agent had entered for a request that was closed before it reached the desk.
    OutcomeFiled {
        request: RequestId,
        team: TeamId,
        agent: AgentId,
        outcome: Outcome,
        note: Option<String>,
    },
    RequestCancelled {
        request: RequestId,
        team: TeamId,
    },
    /// The customer left without being served; a call-back may follow.
    RequestAbandoned {
        request: RequestId,
        team: TeamId,
        /// When the desk calls them back, if it can.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        call_back_at: Option<Timestamp>,
    },
    RequestExpired {
        request: RequestId,
        team: TeamId,
    },
    /// The clock was set: what runs has as long to go as before, what is due at a time of day is due
    /// at that time by the clock as it is now.
    ClockStepped {
        by: Step,
    },
}
