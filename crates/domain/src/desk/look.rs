//! Finding what is meant without looking at everything.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::{Desk, Told, members::Members};
use crate::{
    agent::{Agent, Role},
    email,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    offer::{Offer, OfferState},
    request::{InLine, Request},
    team::Team,
    text,
};

impl Desk {
    pub fn team_named(&self, name: &str) -> Option<&Team> {
        let wanted = text::folded(name);
        let from = (wanted.clone(), TeamId(Uuid::nil()));
        let (found, id) = self.team_names.range(from..).next()?;
        (*found == wanted).then(|| self.teams.get(id)).flatten()
    }

    /// A team whose name nobody could tell from this one.
    pub fn team_that_looks_like(&self, name: &str) -> Option<&Team> {
        self.teams
            .values()
            .find(|team| text::look_alike(&team.name, name))
    }

    pub fn agent_by_email(&self, email: &str) -> Option<&Agent> {
        let wanted = email::canonical(email);
        let from = (wanted.clone(), AgentId(Uuid::nil()));
        let (found, id) = self.emails.range(from..).next()?;
        (*found == wanted).then(|| self.agents.get(id)).flatten()
    }

    pub fn members(&self, team: TeamId) -> impl Iterator<Item = &Agent> {
        self.members
            .get(&team)
            .into_iter()
            .flat_map(Members::all)
            .filter_map(|id| self.agents.get(id))
    }

    pub(crate) fn member_count(&self, team: TeamId) -> usize {
        self.members
            .get(&team)
            .map_or(0, |members| members.all().len())
    }

    /// The members of a team in groups that are decided alike, each with one who stands for them all.
    pub(crate) fn alike(&self, team: TeamId) -> impl Iterator<Item = Alike<'_>> {
        self.members
            .get(&team)
            .into_iter()
            .flat_map(Members::alike)
            .filter_map(|agents| {
                let example = self.agents.get(agents.first()?)?;
                Some(Alike { example, agents })
            })
    }

    /// Supervisors and admins.
    pub(crate) fn overseers(&self) -> impl Iterator<Item = &Agent> {
        self.overseers.iter().filter_map(|id| self.agents.get(id))
    }

    /// For whom an offer rings, or rang when it ended.
    pub fn rang_for<'desk>(&'desk self, offer: &'desk Offer) -> impl Iterator<Item = &'desk Agent> {
        let mut ids: Vec<AgentId> = match self.members.get(&offer.team) {
            Some(members) if offer.decisions.rings_for_the_rest() => {
                members.all().iter().copied().collect()
            }
            Some(_) => offer.decisions.ringing().collect(),
            None => vec![],
        };
        ids.sort();
        ids.into_iter()
            .filter(|id| offer.rang_to_the_end_for(*id))
            .filter_map(|id| self.agents.get(&id))
    }

    /// Whether an offer rings for anybody still.
    pub(crate) fn rings_for_somebody(&self, offer: &Offer) -> bool {
        let named = offer.decisions.named();
        let rings_for_named = || {
            let mut ringing = offer.decisions.ringing();
            ringing.any(|agent| !offer.left.contains(&agent))
        };
        // Who left is a member, and may be one of the named: without a look at each it is clear that
        // there are others.
        let others = || self.member_count(offer.team) > named + offer.left.len();
        offer.state == OfferState::Pending
            && (rings_for_named()
                || offer.decisions.rings_for_the_rest()
                    && (others() || self.rang_for(offer).next().is_some()))
    }

    /// What rings in this agent's teams.
    pub(crate) fn ringing_for_teams_of(&self, agent: &Agent) -> impl Iterator<Item = &Request> {
        self.by_id(self.lines.ringing(&agent.teams))
    }

    /// What waits in this agent's teams, rings, or rang in vain.
    pub(crate) fn in_line_for_teams_of(&self, agent: &Agent) -> impl Iterator<Item = &Request> {
        self.by_id(self.lines.all(&agent.teams))
    }

    /// What waits in a team, rings, or rang in vain.
    pub(crate) fn in_line_for(&self, team: TeamId) -> impl Iterator<Item = &Request> {
        self.by_id(self.lines.all([&team]))
    }

    /// The first in line of those that the agent sees and that are meant: of those who wait; only when
    /// nobody waits, of those who timed out.
    pub(crate) fn first_in_line(
        &self,
        agent: &Agent,
        is_meant: impl Fn(&Request) -> bool,
    ) -> Option<&Request> {
        let first_of = |team: TeamId| {
            let mut line = self.lines.in_order(team);
            line.find(|(_, place)| self.request(place.id()).is_some_and(&is_meant))
        };
        let first: Option<(bool, InLine)> = match agent.role {
            Role::Agent => agent.teams.iter().copied().filter_map(first_of).min(),
            Role::Supervisor | Role::Admin => self.lines.teams().filter_map(first_of).min(),
        };
        self.request(first?.1.id())
    }

    /// What is this agent's alone for now.
    pub(crate) fn kept_for(&self, agent: AgentId) -> impl Iterator<Item = &Request> {
        let from = (agent, RequestId(Uuid::nil()));
        self.kept
            .range(from..)
            .take_while(move |(owner, _)| *owner == agent)
            .filter_map(|(_, id)| self.request(*id))
    }

    /// What a report of this agent's device about an offer is measured against, also when the offer ended
    /// some minutes ago.
    pub fn told(&self, offer: OfferId, agent: AgentId, device: DeviceId) -> Option<Told> {
        match self.offers.get(&offer) {
            Some(current) if !self.over.contains(&offer) => Some(Told {
                request: current.request,
                team: current.team,
                furthest: current.report_of(agent, device),
            }),
            _ => self.past_offers.told(offer, agent, device),
        }
    }

    fn by_id(&self, ids: Vec<RequestId>) -> impl Iterator<Item = &Request> {
        ids.into_iter().filter_map(|id| self.request(id))
    }
}

/// Members of a team who stand alike.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Alike<'desk> {
    pub example: &'desk Agent,
    pub agents: &'desk BTreeSet<AgentId>,
}
