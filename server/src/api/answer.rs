//! What callers get: a request as it stands.

use chrono::{DateTime, SecondsFormat};
use domain::{
    agent::Agent,
    customer::Customer,
    desk::Desk,
    id::{AgentId, RequestId, TeamId},
    request::{Channel, Kind, Outcome, Request, State},
    time::Timestamp,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::specification;

/// A request. Every field is always there, null where there is nothing to say.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Request)]
pub struct RequestBody {
    #[schema(value_type = String, format = "uuid")]
    id: RequestId,
    #[schema(schema_with = specification::kind)]
    kind: Kind,
    #[schema(schema_with = specification::channel)]
    channel: Channel,
    #[schema(schema_with = specification::state)]
    state: &'static str,
    #[schema(value_type = String, format = DateTime, example = "2026-11-22T15:08:00.123Z")]
    created_at: String,
    #[schema(required, format = DateTime)]
    scheduled_at: Option<String>,
    team: TeamBody,
    customer: CustomerBody,
    #[schema(required)]
    message: Option<String>,
    #[schema(maximum = 9)]
    priority: u8,
    /// The agent a scheduled call belongs to.
    #[schema(required)]
    owner: Option<AgentBody>,
    /// Which attempt this is, of a call that is owed to the customer.
    #[schema(required)]
    call_back: Option<CallBackBody>,
    /// The agent who has, or had, the customer.
    #[schema(required)]
    agent: Option<AgentBody>,
    /// The result, once the request is `closed`.
    #[schema(schema_with = specification::outcome)]
    outcome: Option<Outcome>,
    /// What the agent noted for the next contact, once the request is `closed`.
    #[schema(required)]
    note: Option<String>,
    /// Who had the customer and let go of them, with what they noted; the last one last.
    handed_back: Vec<HandedBackBody>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HandedBack)]
pub struct HandedBackBody {
    #[schema(format = DateTime, example = "2026-11-22T15:08:00.123Z")]
    at: String,
    #[schema(required)]
    agent: Option<AgentBody>,
    #[schema(required)]
    note: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CallBack)]
pub struct CallBackBody {
    /// From 1.
    attempt: u8,
    of: u8,
    /// When the customer first asked to be served.
    #[schema(format = DateTime, example = "2026-11-22T15:08:00.123Z")]
    first_asked_at: String,
    /// The request that it makes good for, if it arose by itself.
    #[schema(required, value_type = Option<String>, format = "uuid")]
    follows: Option<RequestId>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Team)]
pub struct TeamBody {
    #[schema(value_type = String, format = "uuid")]
    id: TeamId,
    #[schema(example = "Sales")]
    name: String,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Agent)]
pub struct AgentBody {
    #[schema(value_type = String, format = "uuid")]
    id: AgentId,
    name: String,
    email: String,
}

/// A customer. Each field may be left out; of name, phone and email one is needed, except for a chat.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Customer)]
pub struct CustomerBody {
    #[schema(max_length = 200, example = "Maria Silva")]
    name: Option<String>,
    /// E.164, or national with the desk's country; answered in E.164.
    #[schema(max_length = 200, example = "+34600123456")]
    phone: Option<String>,
    #[schema(max_length = 200, example = "maria@example.com")]
    email: Option<String>,
    /// BCP 47 language tag.
    #[schema(max_length = 200, example = "es-ES")]
    locale: Option<String>,
    /// IANA time zone.
    #[schema(max_length = 200, example = "Europe/Madrid")]
    time_zone: Option<String>,
}

impl RequestBody {
    /// `desk`: for the names behind the ids.
    pub fn new(request: &Request, desk: &Desk) -> Self {
        Self {
            id: request.id,
            kind: request.kind,
            channel: request.channel,
            state: request.state.name(),
            created_at: rfc3339(request.created_at),
            scheduled_at: request.scheduled_at.map(rfc3339),
            team: TeamBody {
                id: request.team,
                name: desk
                    .team(request.team)
                    .map(|team| team.name.clone())
                    .unwrap_or_default(),
            },
            customer: CustomerBody::from(&request.customer),
            message: request.message.clone(),
            priority: request.priority,
            owner: request
                .owner
                .as_ref()
                .and_then(|owner| desk.agent(owner.id))
                .map(AgentBody::from),
            call_back: request.call_back.as_ref().map(|known| CallBackBody {
                attempt: known.attempt,
                of: known.of,
                first_asked_at: rfc3339(known.first_asked_at),
                follows: known.follows,
            }),
            agent: request
                .agent()
                .and_then(|agent| desk.agent(agent))
                .map(AgentBody::from),
            outcome: match request.state {
                State::Closed { outcome, .. } => Some(outcome),
                _ => None,
            },
            note: match &request.state {
                State::Closed { note, .. } => note.clone(),
                _ => None,
            },
            handed_back: request
                .handed_back
                .iter()
                .map(|it| HandedBackBody {
                    at: rfc3339(it.at),
                    agent: desk.agent(it.by).map(AgentBody::from),
                    note: it.note.clone(),
                })
                .collect(),
        }
    }
}

impl From<&Agent> for AgentBody {
    fn from(agent: &Agent) -> Self {
        Self {
            id: agent.id,
            name: agent.name.clone(),
            email: agent.email.clone(),
        }
    }
}

impl From<&Customer> for CustomerBody {
    fn from(customer: &Customer) -> Self {
        Self {
            name: customer.name.clone(),
            phone: customer.phone.clone(),
            email: customer.email.clone(),
            locale: customer.locale.clone(),
            time_zone: customer.time_zone.clone(),
        }
    }
}

/// UTC with milliseconds.
fn rfc3339(at: Timestamp) -> String {
    DateTime::from_timestamp_millis(at.0)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}
