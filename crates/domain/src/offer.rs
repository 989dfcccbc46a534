//! An offer: a request put before a team, with a deadline.
//!
//! A broadcast is one offer whatever the size of the team. Who it rings for is not a list but the
//! decisions made for it, less those who left. Whom it is meant for at all is the request's
//! [`Ring`](crate::request::Ring).

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Decisions, Report, Suppression},
    sorted::SortedMap,
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
    /// ring. They come by the thousand, so that they are no part of its row: what was reported is kept
    /// beside it.
    #[serde(default, skip_serializing)]
    reports: Arc<Reports>,
    /// The same of those who have put it off while it rang. When it comes back to them it is new, so what
    /// their devices said before counts no more; what they say since then is a part of its row.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    reports_anew: Reports,
    pub state: OfferState,
}

/// What devices said, by their agents.
type Reports = BTreeMap<AgentId, SortedMap<DeviceId, Report>>;

/// What is remembered of the reports of an offer that has ended. Nothing is copied for it: they may be
/// thousands.
#[derive(Clone, Debug)]
pub(crate) struct Said {
    reports: Arc<Reports>,
    anew: Reports,
}

impl Said {
    pub fn report_of(&self, member: AgentId, device: DeviceId) -> Option<Report> {
        let said = self.anew.get(&member).or_else(|| self.reports.get(&member));
        said?.get(&device).copied()
    }

    /// Of how many agents.
    pub fn agents(&self) -> usize {
        self.reports.len() + self.anew.len()
    }
}

impl Offer {
    /// One that begins to ring.
    pub(crate) fn made(
        id: OfferId,
        request: RequestId,
        team: TeamId,
        made_at: Timestamp,
        deadline: Timestamp,
        decisions: Decisions,
    ) -> Self {
        Self {
            id,
            request,
            team,
            made_at,
            deadline,
            decisions,
            left: BTreeSet::new(),
            joined: BTreeMap::new(),
            reports: Arc::default(),
            reports_anew: BTreeMap::new(),
            state: OfferState::Pending,
        }
    }

    /// What a device of this member said last.
    pub fn report_of(&self, member: AgentId, device: DeviceId) -> Option<Report> {
        self.said_by(member)?.get(&device).copied()
    }

    /// What a device said last, whoever's it is.
    pub fn report_by(&self, device: DeviceId) -> Option<Report> {
        let mut reports = self.reports();
        reports.find_map(|(_, known, report)| (known == device).then_some(report))
    }

    /// The furthest that each device came.
    pub fn reports(&self) -> impl Iterator<Item = (AgentId, DeviceId, Report)> {
        let said = self.reports.iter().chain(&self.reports_anew);
        said.flat_map(|(agent, said)| {
            said.iter()
                .map(|(device, report)| (*agent, *device, *report))
        })
    }

    /// Whether what devices of this member say is a part of its row.
    pub fn keeps_reports_of(&self, member: AgentId) -> bool {
        self.reports_anew.contains_key(&member)
    }

    /// Whether any device has received it.
    pub fn was_heard(&self) -> bool {
        self.reports().next().is_some()
    }

    /// Whether a device of this member has received it.
    pub fn was_heard_by(&self, member: AgentId) -> bool {
        self.said_by(member).is_some_and(|said| !said.is_empty())
    }

    /// Whether it was put before this member: as a popup, or in a list that they looked at. What a device
    /// only received is in a list among others, unless it was to show a popup and did not say otherwise.
    pub fn was_shown_to(&self, member: AgentId) -> bool {
        let was_to_be = self.decisions.about(member) == Some(Decision::Notify);
        self.said_by(member).is_some_and(|devices| {
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

    /// What is to be remembered of its reports.
    pub(crate) fn said(&self) -> Said {
        Said {
            reports: Arc::clone(&self.reports),
            anew: self.reports_anew.clone(),
        }
    }

    fn said_by(&self, member: AgentId) -> Option<&SortedMap<DeviceId, Report>> {
        self.reports_anew
            .get(&member)
            .or_else(|| self.reports.get(&member))
    }

    pub(crate) fn hears(&mut self, member: AgentId, device: DeviceId, report: Report) {
        let said = if self.is_kept_anew_of(member) {
            self.reports_anew.entry(member).or_default()
        } else {
            Arc::make_mut(&mut self.reports).entry(member).or_default()
        };
        said.insert(device, report);
    }

    /// Whether a report of this member is a part of the offer's row.
    fn is_kept_anew_of(&self, member: AgentId) -> bool {
        self.keeps_reports_of(member)
            || self.decisions.about(member) == Some(Decision::Suppress(Suppression::PutOff))
    }

    /// What was kept beside its row comes back. The row of an earlier release may say the same itself.
    pub(crate) fn hears_again(&mut self, member: AgentId, device: DeviceId, report: Report) {
        if !self.is_kept_anew_of(member) && self.report_of(member, device) < Some(report) {
            self.hears(member, device, report);
        }
    }

    /// They put it off: what was said of it until now is over.
    pub(crate) fn is_new_to(&mut self, member: AgentId) {
        if self.reports.contains_key(&member) {
            Arc::make_mut(&mut self.reports).remove(&member);
        }
        self.reports_anew.insert(member, SortedMap::new());
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
