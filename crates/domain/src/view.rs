//! What one agent's browser knows, and how a message changes it.
//!
//! The same code makes the server's snapshot, runs in the browser and is what the tests compare: a
//! snapshot plus the messages after it equals a later snapshot.

mod excerpt;
mod message;
mod project;
mod sessions;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use self::excerpt::excerpt;
pub use self::{
    excerpt::LISTED,
    message::{Ending, Message, SessionStage},
    project::{Audience, Viewer, project},
    sessions::{Session, Sessions},
};
use crate::{
    agent::{Agent, AgentRef, Intent, Preferences, Presence, Role},
    call_back::CallBack,
    customer::Customer,
    desk::Desk,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::Decision,
    request::{Channel, Kind, LISTED_AHEAD, Request, State},
    response::Responding,
    team::Team,
    time::Timestamp,
};

/// Where a stream stands: the journal it reads and the last event it has seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Changes only when the journal is replaced or restored.
    pub epoch: String,
    pub seq: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AgentView {
    pub position: Position,
    /// The server's clock when this was made: what elapsed times on the first page are counted from.
    pub now: Timestamp,
    /// Of the running server. A page that was made by another release offers to reload.
    pub release: String,
    pub me: Me,
    pub teams: BTreeMap<TeamId, TeamView>,
    pub requests: BTreeMap<RequestId, Row>,
    /// How many more requests there are, behind those in their lists.
    #[serde(default)]
    pub beyond: usize,
    /// What rings for this agent, by request.
    pub rings: BTreeMap<RequestId, Ring>,
    #[serde(rename = "session")]
    pub sessions: Sessions,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Me {
    pub id: AgentId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub presence: Presence,
    #[serde(default)]
    pub attendance: Attendance,
    pub preferences: Preferences,
}

/// Whether the desk takes the agent for somebody who is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Attendance {
    #[default]
    Responding,
    /// They reacted to none of several offers in a row, and are not asked until they do something.
    NotResponding,
}

impl From<Responding> for Attendance {
    fn from(responding: Responding) -> Self {
        match responding {
            Responding::Yes { .. } | Responding::NoLonger => Self::Responding,
            Responding::No => Self::NotResponding,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamView {
    pub name: String,
    pub membership: Membership,
    pub distribution: Distribution,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Membership {
    Member,
    /// Seen as a supervisor or admin: its requests are listed but don't ring.
    Onlooker,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Distribution {
    Active,
    NoRule,
}

impl From<&Team> for Distribution {
    fn from(team: &Team) -> Self {
        if team.rule.is_some() {
            Self::Active
        } else {
            Self::NoRule
        }
    }
}

/// A request as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    pub id: RequestId,
    pub kind: Kind,
    pub channel: Channel,
    pub customer: Customer,
    pub team: TeamId,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub message: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub owner: Option<AgentRef>,
    pub priority: u8,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub scheduled_at: Option<Timestamp>,
    pub created_at: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub call_back: Option<Attempt>,
    pub phase: Phase,
}

/// Which call to the customer this would be, for one that the desk owes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// From 1.
    pub attempt: u8,
    pub of: u8,
    /// When the customer first asked to be served.
    pub first_asked_at: Timestamp,
}

impl From<&CallBack> for Attempt {
    fn from(known: &CallBack) -> Self {
        Self {
            attempt: known.attempt,
            of: known.of,
            first_asked_at: known.first_asked_at,
        }
    }
}

/// Where a request stands, as far as the list is concerned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Phase {
    Scheduled { due_at: Timestamp },
    Waiting { since: Timestamp },
    Offered { since: Timestamp },
    TimedOut { since: Timestamp },
    Taken { by: AgentRef },
    Over,
}

/// The three lists of the desktop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    Pending,
    AvailableSoon,
    TimedOut,
}

impl Group {
    pub const ALL: [Self; 3] = [Self::Pending, Self::AvailableSoon, Self::TimedOut];
}

impl Row {
    /// In which list it stands now; `None` while it is hidden: taken, or scheduled for later.
    pub fn group(&self, now: Timestamp) -> Option<Group> {
        match self.phase {
            Phase::Waiting { .. } | Phase::Offered { .. } => Some(Group::Pending),
            Phase::Scheduled { due_at } if due_at <= now => Some(Group::Pending),
            Phase::Scheduled { due_at } if due_at - LISTED_AHEAD <= now => {
                Some(Group::AvailableSoon)
            }
            Phase::TimedOut { .. } => Some(Group::TimedOut),
            Phase::Scheduled { .. } | Phase::Taken { .. } | Phase::Over => None,
        }
    }

    /// What lists are ordered by: since when the customer waits, or when they are due.
    pub fn order(&self) -> (Timestamp, RequestId) {
        let at = match self.phase {
            Phase::Scheduled { due_at } => due_at,
            Phase::Waiting { since } | Phase::Offered { since } | Phase::TimedOut { since } => {
                since
            }
            Phase::Taken { .. } | Phase::Over => self.created_at,
        };
        (at, self.id)
    }
}

/// A request that rings for this agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ring {
    pub offer: OfferId,
    pub began_at: Timestamp,
    pub deadline: Timestamp,
    /// Whether a popup belongs to it, and if not, why not.
    pub decision: Decision,
    /// Whether this device has already told the server what it did about the offer: then it doesn't
    /// blink, sound or pop up a second time.
    pub receipt: Receipt,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Receipt {
    New,
    Acknowledged,
}

impl AgentView {
    /// What this agent knows now, on this device; of the requests, the first [`LISTED`] of each place.
    pub fn snapshot(
        desk: &Desk,
        agent: AgentId,
        device: DeviceId,
        epoch: &str,
        release: &str,
        now: Timestamp,
    ) -> Option<Self> {
        let agent = desk.agent(agent)?;
        let mut view = Self::excerpt(desk, agent, device, LISTED);
        epoch.clone_into(&mut view.position.epoch);
        release.clone_into(&mut view.release);
        view.now = now;
        Some(view)
    }

    /// A snapshot of the desk alone, with the first `rows` of each place.
    pub fn excerpt(desk: &Desk, agent: &Agent, device: DeviceId, rows: usize) -> Self {
        let excerpt = excerpt(desk, agent, rows);
        Self {
            position: Position {
                epoch: String::new(),
                seq: desk.seq(),
            },
            now: Timestamp(0),
            release: String::new(),
            me: Me {
                id: agent.id,
                name: agent.name.clone(),
                email: agent.email.clone(),
                role: agent.role,
                presence: agent.presence,
                attendance: agent.responding.into(),
                preferences: agent.preferences.clone(),
            },
            teams: desk
                .teams()
                .filter(|team| agent.sees(team.id))
                .map(|team| {
                    let view = TeamView {
                        name: team.name.clone(),
                        membership: if agent.teams.contains(&team.id) {
                            Membership::Member
                        } else {
                            Membership::Onlooker
                        },
                        distribution: team.into(),
                    };
                    (team.id, view)
                })
                .collect(),
            requests: excerpt
                .requests
                .iter()
                .map(|request| (request.id, row(desk, request)))
                .collect(),
            beyond: excerpt.beyond,
            rings: excerpt
                .requests
                .iter()
                .filter(|request| agent.teams.contains(&request.team))
                .filter_map(|request| ring(desk, request, agent.id, device))
                .collect(),
            sessions: agent
                .serving
                .requests()
                .iter()
                .filter_map(|id| session(desk.request(*id)?))
                .collect(),
        }
    }

    /// Takes one message of the stream. A message that is already known changes nothing.
    pub fn apply(&mut self, seq: u64, at: Timestamp, message: &Message) {
        if seq <= self.position.seq {
            return;
        }
        self.position.seq = seq;
        self.now = self.now.max(at);
        match message {
            Message::Request {
                request,
                row,
                phase,
            } => {
                if let Some(row) = row {
                    self.requests.insert(*request, (**row).clone());
                }
                self.enter(*request, phase.clone());
            }
            Message::Offer {
                offer,
                request,
                since,
                deadline,
                decision,
            } => {
                self.enter(*request, Phase::Offered { since: *since });
                self.rings.insert(
                    *request,
                    Ring {
                        offer: *offer,
                        began_at: at,
                        deadline: *deadline,
                        decision: *decision,
                        receipt: Receipt::New,
                    },
                );
            }
            Message::OfferEnded { request, phase, .. } => {
                self.rings.remove(request);
                if let Some(phase) = phase {
                    self.enter(*request, phase.clone());
                }
            }
            Message::Agent {
                presence,
                attendance,
                preferences,
            } => {
                if let Some(attendance) = attendance {
                    self.me.attendance = *attendance;
                }
                if let Some(presence) = presence {
                    self.me.presence = *presence;
                }
                if let Some(preferences) = preferences {
                    self.me.preferences = preferences.clone();
                }
            }
            Message::Session { request, stage } => self.proceed(*request, stage),
            Message::Notice {
                team,
                name,
                distribution,
            } => {
                let known = self.teams.entry(*team).or_insert_with(|| TeamView {
                    name: String::new(),
                    membership: Membership::Onlooker,
                    distribution: *distribution,
                });
                known.distribution = *distribution;
                if let Some(name) = name {
                    known.name.clone_from(name);
                }
            }
            Message::Notification { .. } | Message::Reminder { .. } => {}
        }
    }

    /// The rows of one list in their order: whoever waits longest first.
    pub fn listed(&self, group: Group, now: Timestamp) -> Vec<&Row> {
        let mut rows: Vec<_> = self
            .requests
            .values()
            .filter(|row| row.group(now) == Some(group))
            .collect();
        rows.sort_by_key(|row| row.order());
        rows
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

    fn enter(&mut self, request: RequestId, phase: Phase) {
        if !matches!(phase, Phase::Offered { .. }) {
            self.rings.remove(&request);
        }
        if phase == Phase::Over {
            self.is_over(request);
        } else if let Some(row) = self.requests.get_mut(&request) {
            if let Phase::Scheduled { due_at } = phase {
                row.scheduled_at = Some(due_at);
            }
            row.phase = phase;
        }
    }

    fn proceed(&mut self, request: RequestId, stage: &SessionStage) {
        self.rings.remove(&request);
        match stage {
            SessionStage::HandedBack { since } => {
                self.sessions.end(request);
                self.enter(request, Phase::Waiting { since: *since });
            }
            SessionStage::Closed { .. } => {
                self.sessions.end(request);
                self.enter(request, Phase::Over);
            }
            SessionStage::Connecting { .. }
            | SessionStage::Bridged { .. }
            | SessionStage::WrapUp { .. } => {
                let by = AgentRef {
                    id: self.me.id,
                    name: self.me.name.clone(),
                };
                self.enter(request, Phase::Taken { by });
                self.sessions.proceed(request, stage.clone());
            }
        }
    }
}

fn row(desk: &Desk, request: &Request) -> Row {
    let phase = match &request.state {
        State::Scheduled { due_at, .. } => Phase::Scheduled { due_at: *due_at },
        State::Waiting { since, .. } => Phase::Waiting { since: *since },
        State::Offered { since, .. } => Phase::Offered { since: *since },
        State::TimedOut { since, .. } => Phase::TimedOut { since: *since },
        State::Connecting { agent, .. }
        | State::InSession { agent, .. }
        | State::WrapUp { agent, .. } => {
            desk.agent(*agent)
                .map_or(Phase::Over, |agent| Phase::Taken {
                    by: agent.reference(),
                })
        }
        State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => Phase::Over,
    };
    Row::new(request, phase)
}

impl Row {
    /// The request as it stands.
    pub fn of(desk: &Desk, request: &Request) -> Self {
        row(desk, request)
    }

    pub(crate) fn new(request: &Request, phase: Phase) -> Self {
        Self {
            id: request.id,
            kind: request.kind,
            channel: request.channel,
            customer: request.customer.clone(),
            team: request.team,
            message: request.message.clone(),
            owner: request.owner.clone(),
            priority: request.priority,
            scheduled_at: request.scheduled_at,
            created_at: request.created_at,
            call_back: request.call_back.as_ref().map(Attempt::from),
            phase,
        }
    }
}

fn ring(
    desk: &Desk,
    request: &Request,
    agent: AgentId,
    device: DeviceId,
) -> Option<(RequestId, Ring)> {
    let State::Offered { offer, .. } = &request.state else {
        return None;
    };
    let offer = desk.offer(*offer)?;
    if !offer.rings_for(agent) {
        return None;
    }
    let ring = Ring {
        offer: offer.id,
        began_at: offer.made_at,
        deadline: offer.deadline,
        decision: offer.decisions.about(agent)?,
        receipt: if offer.is_dealt_with(agent, device) {
            Receipt::Acknowledged
        } else {
            Receipt::New
        },
    };
    Some((request.id, ring))
}

fn session(request: &Request) -> Option<Session> {
    let stage = match &request.state {
        State::Connecting { since, .. } => SessionStage::Connecting { since: *since },
        State::InSession { bridged_at, .. } => SessionStage::Bridged { since: *bridged_at },
        State::WrapUp {
            closes_at, draft, ..
        } => SessionStage::WrapUp {
            closes_at: *closes_at,
            draft: draft.clone(),
        },
        _ => return None,
    };
    Some(Session {
        request: request.id,
        stage,
    })
}
