//! The state of one desk: what can be asked of it. `apply` is the only function that changes it.

mod apply;
mod change;
mod clock_step;
mod forgetting;
mod gathered;
mod lines;
mod look;
mod members;
mod past;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

pub use self::past::Told;
use self::{lines::Lines, members::Members, past::PastOffers};
use crate::{
    agent::Agent,
    customer::Customer,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    offer::Offer,
    request::Request,
    team::{Sources, Team},
    time::Timestamp,
};

/// One organisation's workspace. Rebuilt by applying its journal from the start, or by loading what
/// the state tables say: both give the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    seq: u64,
    profile: Profile,
    teams: BTreeMap<TeamId, Team>,
    /// Derived: the teams by what their names are compared by.
    team_names: BTreeSet<(String, TeamId)>,
    agents: BTreeMap<AgentId, Agent>,
    /// Derived: the agents by what their addresses are compared by.
    emails: BTreeSet<(String, AgentId)>,
    /// Derived: who sees the whole desk.
    overseers: BTreeSet<AgentId>,
    /// Derived: who is in which team, and how they stand.
    members: BTreeMap<TeamId, Members>,
    live: BTreeMap<RequestId, Box<Request>>,
    /// Derived: which of those are in nobody's hands, by team.
    lines: Lines,
    /// Derived: which of those are somebody's alone.
    kept: BTreeSet<(AgentId, RequestId)>,
    /// The last that have ended.
    ended: BTreeMap<RequestId, Box<Request>>,
    /// Derived: until when each of those is known, the first to be forgotten first.
    forgets_at: BTreeSet<(Timestamp, RequestId)>,
    /// Derived: when each live request needs attention, soonest first.
    timers: BTreeSet<(Timestamp, RequestId)>,
    /// Derived: when each agent needs attention, soonest first.
    agent_timers: BTreeSet<(Timestamp, AgentId)>,
    /// Those that are pending or accepted; one that has ended, until memory is tidied.
    offers: BTreeMap<OfferId, Offer>,
    /// Derived: the one offer of each live request that is pending or accepted.
    current_offers: BTreeMap<RequestId, OfferId>,
    /// Derived: the other offers. They have ended, or their request has.
    over: BTreeSet<OfferId>,
    past_offers: PastOffers,
    /// Numbers in E.164.
    do_not_call: BTreeSet<String>,
}

/// What the desk is called and where it is at home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub name: String,
    pub country: String,
}

/// Everything a desk consists of, as the state tables keep it.
#[derive(Clone, Debug, Default)]
pub struct Contents {
    pub seq: u64,
    pub profile: Profile,
    pub teams: Vec<Team>,
    pub agents: Vec<Agent>,
    pub requests: Vec<Request>,
    pub offers: Vec<Offer>,
    /// The furthest that each device of an agent came with one of those. The offers themselves say it only
    /// of those who put them off in between.
    pub reports: Vec<(OfferId, AgentId, DeviceId, Report)>,
    pub do_not_call: Vec<String>,
}

impl Desk {
    pub fn from_contents(contents: Contents) -> Self {
        let mut desk = Self {
            seq: contents.seq,
            profile: contents.profile,
            do_not_call: contents.do_not_call.into_iter().collect(),
            ..Self::default()
        };
        for team in contents.teams {
            desk.put_team(team);
        }
        for agent in contents.agents {
            desk.put_agent(agent);
        }
        for request in contents.requests {
            desk.name_chat(&request);
            desk.put_request(request);
        }
        let mut offers: BTreeMap<OfferId, Offer> = contents
            .offers
            .into_iter()
            .map(|offer| (offer.id, offer))
            .collect();
        for (offer, agent, device, report) in contents.reports {
            if let Some(offer) = offers.get_mut(&offer) {
                offer.hears_again(agent, device, report);
            }
        }
        for offer in offers.into_values() {
            desk.put_offer(offer);
        }
        desk
    }

    /// The sequence number of the last event applied; 0 before the first.
    pub fn seq(&self) -> u64 {
        self.seq
    }

    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    pub fn team(&self, id: TeamId) -> Option<&Team> {
        self.teams.get(&id)
    }

    pub fn teams(&self) -> impl Iterator<Item = &Team> {
        self.teams.values()
    }

    pub fn agent(&self, id: AgentId) -> Option<&Agent> {
        self.agents.get(&id)
    }

    pub fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.agents.values()
    }

    /// A request that lives, or ended a short while ago.
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        let known = self.live.get(&id).or_else(|| self.ended.get(&id));
        known.map(Box::as_ref)
    }

    pub fn live_requests(&self) -> impl Iterator<Item = &Request> {
        self.live.values().map(Box::as_ref)
    }

    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        self.live_requests()
            .chain(self.ended.values().map(Box::as_ref))
    }

    pub fn offer(&self, id: OfferId) -> Option<&Offer> {
        self.offers.get(&id)
    }

    pub fn offers(&self) -> impl Iterator<Item = &Offer> {
        self.offers.values()
    }

    /// Numbers that are not to be called unless the customer asks for it.
    pub fn do_not_call(&self) -> &BTreeSet<String> {
        &self.do_not_call
    }

    /// Whether the do-not-call list has the customer's number.
    pub fn is_forbidden(&self, customer: &Customer) -> bool {
        customer
            .phone
            .as_ref()
            .is_some_and(|phone| self.do_not_call.contains(phone))
    }

    /// The team for requests that name none: the catch-all rule's, else the only one.
    pub fn default_team(&self) -> Option<&Team> {
        let catch_all = self.teams.values().find(|team| {
            team.rule
                .is_some_and(|rule| rule.sources == Sources::CatchAll)
        });
        catch_all.or_else(|| {
            let mut teams = self.teams.values();
            teams.next().filter(|_| teams.next().is_none())
        })
    }

    /// The earliest moment at which [`Tick`](crate::command::Command::Tick) has something to do.
    pub fn next_due(&self) -> Option<Timestamp> {
        let request = self.timers.first().map(|(at, _)| *at);
        let agent = self.agent_timers.first().map(|(at, _)| *at);
        request.into_iter().chain(agent).min()
    }

    /// Requests whose time has come, the longest overdue first.
    pub fn due(&self, now: Timestamp) -> impl Iterator<Item = RequestId> {
        self.timers
            .iter()
            .take_while(move |(at, _)| *at <= now)
            .map(|(_, request)| *request)
    }

    /// Agents whose time has come, the longest overdue first.
    pub(crate) fn agents_due(&self, now: Timestamp) -> impl Iterator<Item = AgentId> {
        self.agent_timers
            .iter()
            .take_while(move |(at, _)| *at <= now)
            .map(|(_, agent)| *agent)
    }
}
