//! What a customer wanted before.

use domain::{
    id::RequestId,
    request::{Request, State},
    time::Timestamp,
};

use super::signed_in::SignedIn;
use crate::wire::{
    contacts::{Contact, ContactEnd},
    error::{AppError, answered},
};

impl SignedIn {
    pub async fn contacts(&self, request: RequestId) -> Result<Vec<Contact>, AppError> {
        let earlier = self.desk.contacts(self.agent, request).await;
        let earlier = earlier.map_err(|error| answered(error.into()))?;
        Ok(earlier
            .iter()
            .filter_map(|request| self.contact(request))
            .collect())
    }

    fn contact(&self, request: &Request) -> Option<Contact> {
        let (at, end, note) = ended(request)?;
        let by = request.agent();
        let agent = self.desk.read(|desk| {
            let agent = desk.agent(by?)?;
            Some(agent.name.clone())
        });
        Some(Contact {
            request: request.id,
            kind: request.kind,
            at,
            end,
            agent,
            note,
        })
    }
}

/// `None` of one that goes on.
fn ended(request: &Request) -> Option<(Timestamp, ContactEnd, Option<String>)> {
    match &request.state {
        State::Closed {
            outcome, note, at, ..
        } => Some((*at, ContactEnd::Closed(*outcome), note.clone())),
        State::Abandoned { at } => Some((*at, ContactEnd::Abandoned, None)),
        State::Expired { at } => Some((*at, ContactEnd::Expired, None)),
        State::Cancelled { at } => Some((*at, ContactEnd::Cancelled, None)),
        State::Scheduled { .. }
        | State::Waiting { .. }
        | State::Offered { .. }
        | State::Connecting { .. }
        | State::InSession { .. }
        | State::WrapUp { .. }
        | State::TimedOut { .. } => None,
    }
}
