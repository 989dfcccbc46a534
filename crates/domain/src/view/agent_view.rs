//! All that one agent's browser knows.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use super::{
    me::{Attendance, Me},
    ring::Ring,
    row::{Group, Row},
    sessions::Sessions,
    team::{Distribution, Membership, TeamView},
};
use crate::{
    agent::{Intent, Presence},
    id::{RequestId, TeamId},
    request::Channel,
    serving::{Full, Serving},
    sorted::SortedMap,
    time::Timestamp,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct AgentView {
    pub position: Position,
    /// The server's clock when this was made: what elapsed times on the first page are counted from.
    pub now: Timestamp,
    /// Of the running server. A page that was made by another release offers to reload.
    pub release: String,
    pub me: Me,
    pub teams: SortedMap<TeamId, TeamView>,
    pub requests: SortedMap<RequestId, Row>,
    /// How many more requests there are, behind those in their lists.
    #[serde(default)]
    pub beyond: usize,
    /// What rings for this agent, by request.
    pub rings: SortedMap<RequestId, Ring>,
    #[serde(rename = "session")]
    pub sessions: Sessions,
}

/// Where a stream stands: the journal it reads and the last event it has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Position {
    /// Changes only when the journal is replaced or restored.
    pub epoch: String,
    pub seq: u64,
}

impl AgentView {
    /// The rows of one list in their order: as they are served.
    pub fn listed(&self, group: Group, now: Timestamp) -> Vec<&Row> {
        let mut rows: Vec<_> = self
            .requests
            .values()
            .filter(|row| row.group(now) == Some(group))
            .collect();
        rows.sort_by_key(|row| row.in_line(group));
        rows
    }

    /// The name of the row's team.
    pub fn team_of(&self, row: &Row) -> Option<&str> {
        self.teams.get(&row.team).map(|team| team.name.as_str())
    }

    /// Whether the agent may take this request beside the customers whom they have.
    ///
    /// # Errors
    /// What is in the way.
    pub fn room_for(&self, row: &Row) -> Result<(), Full> {
        let capacity = self.teams.get(&row.team).map(|team| team.chats);
        self.serving()
            .room_for(row.channel, capacity.unwrap_or_default())
    }

    /// Whom the agent has in hand.
    pub fn serving(&self) -> Serving {
        Serving::of(self.sessions.iter().map(|session| {
            let known = self.requests.get(&session.request);
            let channel = known.map_or(Channel::Voice, |row| row.channel);
            (session.request, channel)
        }))
    }

    pub fn intent(&self) -> Option<Intent> {
        match self.me.presence {
            Presence::SignedIn(intent) => Some(intent),
            Presence::SignedOut => None,
        }
    }

    /// Whether the agent would be asked if they gave a sign of life.
    pub fn is_not_responding(&self) -> bool {
        self.intent() == Some(Intent::Available) && self.me.attendance == Attendance::NotResponding
    }

    /// Whether requests can ring for this agent at all: they are in a team that has a rule.
    pub fn can_be_rung(&self) -> bool {
        self.teams.values().any(|team| {
            team.membership == Membership::Member && team.distribution == Distribution::Active
        })
    }
}
