//! Who is to be told of what, asked of the desk as it stands.

use std::sync::Arc;

use domain::{
    agent::Agent,
    desk::Desk,
    event::{Event, Recorded},
    id::{AgentId, DeviceId, OfferId, RequestId},
    notification::{self, Decision, Decisions, Suppression},
    offer::OfferState,
    request::{Request, State},
    team::Team,
    time::Timestamp,
};
use engine::DeskHandle;
use uuid::Uuid;

/// What an agent is told of.
#[derive(Clone, Debug)]
pub enum Subject {
    Offer(OfferId),
    /// Nobody could be offered the request; whoever is unreachable is told of it all the same.
    Request {
        request: RequestId,
        decided: Arc<Recorded>,
    },
}

impl Subject {
    /// The popup's tag.
    pub fn tag(&self) -> Uuid {
        match self {
            Self::Offer(offer) => offer.0,
            Self::Request { request, .. } => request.0,
        }
    }
}

/// What somebody is to be told, and until when it is of use.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    pub request: RequestId,
    pub until: Timestamp,
}

/// Whether this agent is to be told of it now, on a device that has not said that it knows.
pub fn due(
    desk: &Desk,
    subject: &Subject,
    agent: AgentId,
    device: Option<DeviceId>,
    now: Timestamp,
) -> Option<Due> {
    let agent = desk.agent(agent)?;
    let (due, request) = match subject {
        Subject::Offer(offer) => {
            let offer = desk.offer(*offer)?;
            let rings = offer.state == OfferState::Pending
                && !offer.left.contains(&agent.id)
                && agent.teams.contains(&offer.team)
                && is_for(&offer.decisions, agent.id, &[NOTIFY, UNREACHABLE]);
            let knows = device.is_some_and(|device| offer.is_dealt_with(agent.id, device));
            if !rings || knows {
                return None;
            }
            let due = Due {
                request: offer.request,
                until: offer.deadline,
            };
            (due, desk.request(offer.request)?)
        }
        Subject::Request { request, decided } => {
            let Event::NotificationsDecided { decisions, .. } = &decided.event else {
                return None;
            };
            let request = desk.request(*request)?;
            let team = desk.team(request.team)?;
            let waits = matches!(request.state, State::Waiting { .. })
                && agent.teams.contains(&team.id)
                && is_for(decisions, agent.id, &[UNREACHABLE]);
            if !waits {
                return None;
            }
            let due = Due {
                request: request.id,
                until: decided.at + team.rule?.ring_time,
            };
            (due, request)
        }
    };
    let team = desk.team(request.team)?;
    (now < due.until && wants(agent, team, request, now)).then_some(due)
}

const NOTIFY: Decision = Decision::Notify;
const UNREACHABLE: Decision = Decision::Suppress(Suppression::Unreachable);

fn is_for(decisions: &Decisions, agent: AgentId, among: &[Decision]) -> bool {
    decisions
        .about(agent)
        .is_some_and(|decision| among.contains(&decision))
}

/// What was decided when it began may not hold any more.
fn wants(agent: &Agent, team: &Team, request: &Request, now: Timestamp) -> bool {
    agent.occupied_for(team, request.channel).is_none()
        && notification::wish(&agent.preferences, request.kind, now).is_none()
        && !request.put_off.contains_key(&agent.id)
}

/// Of one desk, as it stands.
pub fn still_due(
    desk: &DeskHandle,
    subject: &Subject,
    agent: AgentId,
    device: DeviceId,
) -> Option<Due> {
    let now = desk.now();
    desk.read(|state| due(state, subject, agent, Some(device), now))
}
