//! What a customer wanted before, who had them for what they want now, and whom an agent has had.

use std::cmp::Reverse;

use domain::{
    desk::Desk,
    id::{AgentId, RequestId},
    request::{Channel, Request, State},
    time::{Span, Timestamp},
};

use super::signed_in::SignedIn;
use crate::wire::{
    contacts::{Contact, ContactEnd},
    error::{AppError, answered},
    served::Served,
};

impl SignedIn {
    pub async fn contacts(&self, request: RequestId) -> Result<Vec<Contact>, AppError> {
        let earlier = self.desk.contacts(self.agent, request).await;
        let earlier = earlier.map_err(|error| answered(error.into()))?;
        let contacts = self.desk.read(|desk| {
            let in_hand = desk.request(request).filter(|it| !it.state.has_ended());
            let known = in_hand.into_iter().chain(&earlier);
            known
                .flat_map(|request| contacts_of(request, desk))
                .collect()
        });
        Ok(last_first(contacts))
    }

    pub async fn served(&self, since: Timestamp) -> Result<Served, AppError> {
        /// Nobody's day is longer.
        const LONGEST: Span = Span::days(2);

        let since = since.max(self.desk.now() - LONGEST);
        let known = self.desk.served(self.agent, since).await;
        let known = known.map_err(|error| answered(engine::CommandError::from(error).into()))?;
        let of = |channel| {
            let of = known.iter().find(|it| it.channel == channel);
            of.map_or(0, |it| it.customers)
        };
        Ok(Served {
            calls: of(Channel::Voice),
            chats: of(Channel::Chat),
            last: known.iter().map(|it| it.last).max(),
        })
    }
}

/// Each agent who let go of the customer, and how it ended.
fn contacts_of(request: &Request, desk: &Desk) -> Vec<Contact> {
    let contact = |at, end, by: Option<AgentId>, note| Contact {
        request: request.id,
        kind: request.kind,
        at,
        end,
        agent: by
            .and_then(|by| desk.agent(by))
            .map(|agent| agent.name.clone()),
        note,
    };
    let handed_back = request.handed_back.iter().map(|it| {
        let end = ContactEnd::HandedBack;
        contact(it.at, end, Some(it.by), it.note.clone())
    });
    let end = ended(request).map(|(at, end, note)| contact(at, end, request.agent(), note));
    handed_back.chain(end).collect()
}

fn last_first(mut contacts: Vec<Contact>) -> Vec<Contact> {
    contacts.sort_by_key(|contact| Reverse(contact.at));
    contacts
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
