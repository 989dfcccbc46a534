//! Reads a journal from the start and says which promise was broken.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    desk::Desk,
    event::{Event, Recorded},
    id::{AgentId, RequestId},
    offer::OfferState,
    request::{Channel, Request, State},
};

/// The desk that the journal makes, if it kept P2 and P4.
pub fn read(journal: &[Recorded], context: &str) -> Desk {
    let mut desk = Desk::default();
    let mut received = BTreeSet::new();
    let mut in_hands: BTreeMap<RequestId, AgentId> = BTreeMap::new();
    for recorded in journal {
        assert_eq!(
            recorded.seq,
            desk.seq() + 1,
            "{context}: a gap in the journal"
        );
        desk.apply(recorded);
        match &recorded.event {
            Event::RequestReceived { request } => {
                assert!(received.insert(request.id), "{context}: received twice");
            }
            Event::RequestConnected { request, agent, .. } => {
                let is_chat = |id: &RequestId| {
                    let about = desk.request(*id);
                    about.is_some_and(|request| request.channel == Channel::Chat)
                };
                let mut beside = in_hands.iter().filter(|(_, busy)| **busy == agent.id);
                assert!(
                    beside.all(|(open, _)| is_chat(open) && is_chat(request)),
                    "{context}: {} has two customers, and one of them is on the phone",
                    agent.name
                );
                let taken = in_hands.insert(*request, agent.id);
                assert_eq!(taken, None, "{context}: {request} was taken twice");
            }
            Event::RequestHandedBack { request, .. } | Event::RequestClosed { request, .. } => {
                in_hands.remove(request);
            }
            _ => {}
        }
    }
    for id in received {
        let request = desk.request(id);
        let request = request.unwrap_or_else(|| panic!("{context}: {id} is lost"));
        is_somewhere(&desk, request, context);
        let accepted = desk
            .offers()
            .filter(|offer| offer.request == id)
            .filter(|offer| matches!(offer.state, OfferState::Accepted(_)))
            .count();
        assert!(
            accepted <= 1,
            "{context}: {id} has {accepted} accepted offers"
        );
    }
    desk
}

fn is_somewhere(desk: &Desk, request: &Request, context: &str) {
    let cared_for = match &request.state {
        State::Scheduled { .. } | State::Waiting { .. } | State::TimedOut { .. } => {
            request.timer().is_some()
        }
        State::Offered { offer, .. } => desk
            .offer(*offer)
            .is_some_and(|offer| offer.state == OfferState::Pending),
        State::Connecting { agent, .. }
        | State::InSession { agent, .. }
        | State::WrapUp { agent, .. } => desk
            .agent(*agent)
            .is_some_and(|agent| agent.serving.includes(request.id)),
        State::Closed { .. }
        | State::Abandoned { .. }
        | State::Expired { .. }
        | State::Cancelled { .. } => true,
    };
    assert!(cared_for, "{context}: nobody cares for {request:?}");
}
