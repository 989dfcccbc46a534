//! The doors through which the parts of a desk change, so that what is derived from them never disagrees.

use super::Desk;
use crate::{
    agent::Agent,
    id::{AgentId, OfferId, RequestId},
    offer::{Offer, OfferState},
    request::{Channel, Closing, Outcome, Request, State},
    serving::Serving,
};

impl Desk {
    pub(super) fn change_agent(&mut self, id: AgentId, change: impl FnOnce(&mut Agent)) {
        let Some(agent) = self.agents.get_mut(&id) else {
            return;
        };
        let before = agent.timer();
        change(agent);
        let after = agent.timer();
        if before != after {
            self.agent_timers.extend(after.map(|due| (due, id)));
            if let Some(before) = before {
                self.agent_timers.remove(&(before, id));
            }
        }
    }

    pub(super) fn change_offer(&mut self, id: OfferId, change: impl FnOnce(&mut Offer)) {
        if let Some(mut offer) = self.offers.remove(&id) {
            change(&mut offer);
            self.put_offer(offer);
        }
    }

    pub(super) fn change_request(&mut self, id: RequestId, change: impl FnOnce(&mut Request)) {
        if let Some(mut request) = self.live.get(&id).cloned() {
            change(&mut request);
            self.put_request(request);
        }
    }

    pub(super) fn change_state(&mut self, id: RequestId, next: impl FnOnce(&Request) -> State) {
        self.change_request(id, |request| request.state = next(request));
    }

    /// What has ended changes in these two ways only.
    pub(super) fn file(&mut self, id: RequestId, filed: Outcome, noted: Option<&str>) {
        let Some(mut request) = self.ended.get(&id).cloned() else {
            return;
        };
        if let State::Closed {
            outcome,
            note,
            closing,
            ..
        } = &mut request.state
        {
            *outcome = filed;
            *note = noted.map(ToOwned::to_owned);
            *closing = Closing::Filed;
        }
        self.put_request(request);
    }

    /// Whoever has the customer by now, if anybody.
    pub(super) fn leave_note(&mut self, id: RequestId, agent: AgentId, note: Option<&str>) {
        let Some(mut request) = self.request(id).cloned() else {
            return;
        };
        if let Some(last) = request.handed_back.iter_mut().rfind(|it| it.by == agent) {
            last.note = note.map(ToOwned::to_owned);
        }
        self.put_request(request);
    }

    /// Every change of an offer passes here, so that what has ended is known.
    pub(super) fn put_offer(&mut self, offer: Offer) {
        if offer.state != OfferState::Pending {
            self.past_offers.remember(&offer);
        }
        let current = matches!(offer.state, OfferState::Pending | OfferState::Accepted(_))
            && self.live.contains_key(&offer.request);
        if current {
            self.current_offers.insert(offer.request, offer.id);
            self.over.remove(&offer.id);
        } else {
            if self.current_offers.get(&offer.request) == Some(&offer.id) {
                self.current_offers.remove(&offer.request);
            }
            self.over.insert(offer.id);
        }
        self.offers.insert(offer.id, offer);
    }

    /// The request has ended, and with it whatever offer of it was left.
    pub(super) fn put_offer_aside(&mut self, request: RequestId) {
        if let Some(offer) = self.current_offers.remove(&request) {
            if let Some(offer) = self.offers.get(&offer) {
                self.past_offers.remember(offer);
            }
            self.over.insert(offer);
        }
    }

    pub(super) fn put_agent(&mut self, agent: Agent) {
        for team in &agent.teams {
            self.members.entry(*team).or_default().insert(agent.id);
        }
        if let Some(due) = agent.timer() {
            self.agent_timers.insert((due, agent.id));
        }
        self.agents.insert(agent.id, agent);
    }

    /// A row written before chat capacity names whom the agent served, not in which channel.
    pub(super) fn name_chat(&mut self, request: &Request) {
        if request.channel == Channel::Chat
            && let Some(agent) = request.agent().and_then(|id| self.agents.get_mut(&id))
            && agent.serving == Serving::Call(request.id)
        {
            agent.serving = Serving::Chats(vec![request.id]);
        }
    }

    /// Every change of a request passes here, so that timers can't disagree with states.
    pub(super) fn put_request(&mut self, request: Request) {
        if let Some(due) = self.live.get(&request.id).and_then(Request::timer) {
            self.timers.remove(&(due, request.id));
        }
        if let Some(due) = request.timer() {
            self.timers.insert((due, request.id));
        }
        if let Some(until) = self.ended.get(&request.id).and_then(Request::known_until) {
            self.forgets_at.remove(&(until, request.id));
        }
        if request.state.has_ended() {
            self.live.remove(&request.id);
            self.forgets_at
                .extend(request.known_until().map(|at| (at, request.id)));
            self.put_offer_aside(request.id);
            self.ended.insert(request.id, request);
        } else {
            self.live.insert(request.id, request);
        }
    }
}
