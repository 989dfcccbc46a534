//! The state of one desk: what can be asked of it. `apply` is the only function that changes it.

mod apply;
mod change;
mod clock_step;
mod gathered;
mod past;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use self::past::PastOffers;
pub use self::past::Told;
use crate::{
    agent::Agent,
    customer::Customer,
    email,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    offer::{Offer, OfferState},
    request::Request,
    team::{Sources, Team},
    text,
    time::Timestamp,
};

/// One organisation's workspace. Rebuilt by applying its journal from the start, or by loading what
/// the state tables say: both give the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Desk {
    seq: u64,
    profile: Profile,
    teams: BTreeMap<TeamId, Team>,
    agents: BTreeMap<AgentId, Agent>,
    /// Derived: who is in which team.
    members: BTreeMap<TeamId, BTreeSet<AgentId>>,
    live: BTreeMap<RequestId, Request>,
    ended: BTreeMap<RequestId, Request>,
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
            desk.teams.insert(team.id, team);
        }
        for agent in contents.agents {
            desk.put_agent(agent);
        }
        for request in contents.requests {
            desk.name_chat(&request);
            desk.put_request(request);
        }
        for offer in contents.offers {
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

    pub fn team_named(&self, name: &str) -> Option<&Team> {
        let wanted = text::folded(name);
        self.teams
            .values()
            .find(|team| text::folded(&team.name) == wanted)
    }

    /// A team whose name nobody could tell from this one.
    pub fn team_that_looks_like(&self, name: &str) -> Option<&Team> {
        self.teams
            .values()
            .find(|team| text::look_alike(&team.name, name))
    }

    pub fn agent(&self, id: AgentId) -> Option<&Agent> {
        self.agents.get(&id)
    }

    pub fn agents(&self) -> impl Iterator<Item = &Agent> {
        self.agents.values()
    }

    pub fn agent_by_email(&self, email: &str) -> Option<&Agent> {
        self.agents
            .values()
            .find(|agent| email::is_same(&agent.email, email))
    }

    pub fn members(&self, team: TeamId) -> impl Iterator<Item = &Agent> {
        self.members
            .get(&team)
            .into_iter()
            .flatten()
            .filter_map(|id| self.agents.get(id))
    }

    /// A request that lives, or ended a short while ago.
    pub fn request(&self, id: RequestId) -> Option<&Request> {
        self.live.get(&id).or_else(|| self.ended.get(&id))
    }

    pub fn live_requests(&self) -> impl Iterator<Item = &Request> {
        self.live.values()
    }

    pub fn requests(&self) -> impl Iterator<Item = &Request> {
        self.live.values().chain(self.ended.values())
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

    /// What a report of this agent's device about an offer is measured against, also when the offer ended
    /// some minutes ago.
    pub fn told(&self, offer: OfferId, agent: AgentId, device: DeviceId) -> Option<Told> {
        match self.offers.get(&offer) {
            Some(pending) if pending.state == OfferState::Pending => Some(Told {
                request: pending.request,
                team: pending.team,
                furthest: pending.report_of(agent, device),
            }),
            _ => self.past_offers.told(offer, device),
        }
    }

    /// Drops what ended long enough ago. It stays in the database; this is housekeeping of memory
    /// and no event. What it costs depends on how much there is to drop, not on how much there is.
    pub fn forget_ended(&mut self, now: Timestamp) {
        while let Some((at, request)) = self.forgets_at.first().copied()
            && at <= now
        {
            self.forgets_at.pop_first();
            self.ended.remove(&request);
        }
        for offer in std::mem::take(&mut self.over) {
            self.offers.remove(&offer);
        }
        self.past_offers.forget(now);
    }
}
