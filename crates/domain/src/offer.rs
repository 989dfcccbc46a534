//! An offer: a request put before a team, with a deadline.
//!
//! A broadcast is one offer whatever the size of the team. Who it rings for is not a list but the
//! decisions made for it, less those who left. Whom it is meant for at all is the request's
//! [`Ring`](crate::request::Ring).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Decisions, Report},
    time::{Span, Timestamp},
};

/// A ring that is shorter is none.
pub const A_MOMENT: Span = Span::seconds(5);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    pub id: OfferId,
    pub request: RequestId,
    pub team: TeamId,
    pub made_at: Timestamp,
    pub deadline: Timestamp,
    pub decisions: Decisions,
    /// Agents it no longer rings for, though it did.
    pub left: BTreeSet<AgentId>,
    /// Since when it rings for those for whom it did not from its beginning.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub joined: BTreeMap<AgentId, Timestamp>,
    /// The furthest that each device of an agent came with it. An offer that none has received did not
    /// ring.
    #[serde(default)]
    pub reports: BTreeMap<AgentId, BTreeMap<DeviceId, Report>>,
    pub state: OfferState,
}

impl Offer {
    /// What a device of this member said last.
    pub fn report_of(&self, member: AgentId, device: DeviceId) -> Option<Report> {
        self.reports.get(&member)?.get(&device).copied()
    }

    /// Whether a device of this member has received it.
    pub fn was_heard_by(&self, member: AgentId) -> bool {
        self.reports.contains_key(&member)
    }

    /// Whether it was put before this member: as a popup, or in a list that they looked at. What a device
    /// only received is in a list among others, unless it was to show a popup and did not say otherwise.
    pub fn was_shown_to(&self, member: AgentId) -> bool {
        let was_to_be = self.decisions.about(member) == Some(Decision::Notify);
        self.reports.get(&member).is_some_and(|devices| {
            devices.values().any(|report| match report {
                Report::Received => was_to_be,
                Report::Failed(_) => false,
                Report::InPage | Report::Shown | Report::Dismissed | Report::Clicked => true,
            })
        })
    }

    /// Whether a device of this member has done with it what there was to do. One that received it and
    /// says no more may have gone away before its popup showed.
    pub fn is_dealt_with(&self, member: AgentId, device: DeviceId) -> bool {
        match self.report_of(member, device) {
            None => false,
            Some(Report::Received) => self.decisions.about(member) != Some(Decision::Notify),
            Some(_) => true,
        }
    }

    /// Whether it rings for this member of its team.
    pub fn rings_for(&self, member: AgentId) -> bool {
        self.state == OfferState::Pending && self.rang_to_the_end_for(member)
    }

    /// Of this member, who joined it, whether they had no time to answer until now.
    pub fn has_just_begun_for(&self, member: AgentId, now: Timestamp) -> bool {
        self.joined
            .get(&member)
            .is_some_and(|joined| now.since(*joined) < A_MOMENT)
    }

    /// Whether anybody for whom it rang when it ended had no time to answer.
    pub fn has_just_begun(&self, now: Timestamp) -> bool {
        self.joined.keys().any(|member| {
            self.rang_to_the_end_for(*member) && self.has_just_begun_for(*member, now)
        })
    }

    /// Whether it rings for this member, or did when it ended.
    pub fn rang_to_the_end_for(&self, member: AgentId) -> bool {
        !self.left.contains(&member) && self.decisions.about(member).is_some_and(Decision::rings)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OfferState {
    Pending,
    Accepted(AgentId),
    TimedOut,
    Withdrawn(Withdrawal),
}

impl OfferState {
    /// The name in the database.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Accepted(_) => "accepted",
            Self::TimedOut => "timed_out",
            Self::Withdrawn(_) => "withdrawn",
        }
    }
}

/// Why an offer ended without an answer and before its time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Withdrawal {
    /// Nobody is left for whom it rings.
    NobodyFree,
    /// The request was cancelled.
    Cancelled,
    /// The request was moved to another time.
    Rescheduled,
    /// It had been accepted, and the agent gave the request back.
    HandedBack,
    /// The team's distribution rule was switched off.
    RuleRemoved,
}

/// Why an offer ended for one agent while it lives on for others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    AgentBusy,
    AgentAway,
    SignedOut,
    /// The agent chose *Later*.
    PutOff,
    /// The agent reacted to none of several offers in a row.
    NotResponding,
}
