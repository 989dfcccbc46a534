//! The rows of requests and offers.

use domain::{
    customer::Customer,
    email::{Email, NoEmail},
    id::{AgentId, RequestId, TeamId},
    offer::{Offer, OfferState},
    request::{Channel, Kind, Request, State},
    time::Timestamp,
};

use crate::error::StoreError;

#[derive(Debug)]
pub(crate) struct RequestRow {
    pub team: TeamId,
    pub kind: Kind,
    pub channel: Channel,
    pub state: &'static str,
    pub agent: Option<AgentId>,
    /// Whether the agent can have no other of them.
    pub is_live: bool,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
    pub body: String,
    pub phone: Option<String>,
    pub email: Option<String>,
}

#[derive(Debug)]
pub(crate) struct OfferRow {
    pub request: RequestId,
    pub state: &'static str,
    pub is_accepted: bool,
    pub made_at: Timestamp,
    pub body: String,
}

impl RequestRow {
    pub fn of(request: &Request) -> Result<Self, StoreError> {
        Ok(Self {
            team: request.team,
            kind: request.kind,
            channel: request.channel,
            state: request.state.name(),
            agent: request.agent(),
            is_live: matches!(
                request.state,
                State::Connecting { .. } | State::InSession { .. }
            ),
            created_at: request.created_at,
            ended_at: request.ended_at(),
            body: serde_json::to_string(request)?,
            phone: request.customer.phone.clone(),
            email: email_of(&request.customer),
        })
    }
}

impl OfferRow {
    pub fn of(offer: &Offer) -> Result<Self, StoreError> {
        Ok(Self {
            request: offer.request,
            state: offer.state.name(),
            is_accepted: matches!(offer.state, OfferState::Accepted(_)),
            made_at: offer.made_at,
            body: serde_json::to_string(offer)?,
        })
    }
}

/// By what the customer is known again, as the table has it.
pub(crate) fn email_of(customer: &Customer) -> Option<String> {
    let written = customer.email.as_deref()?;
    Some(match written.parse::<Email>() {
        Ok(email) => email.into(),
        Err(NoEmail) => written.to_lowercase(),
    })
}
