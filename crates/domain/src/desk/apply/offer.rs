//! What events change about an offer.

use crate::{
    desk::Desk,
    event::AfterTimeout,
    id::{AgentId, DeviceId, OfferId, RequestId},
    notification::{Decision, Report, Suppression},
    offer::{Leaving, Offer, OfferState, Withdrawal},
    time::Timestamp,
};

impl Desk {
    pub(super) fn withdraw(&mut self, offer: OfferId, why: Withdrawal) {
        self.change_offer(offer, |offer| offer.state = OfferState::Withdrawn(why));
    }

    /// For whom it rang until now, they have let it pass, or their devices have received nothing. Whoever
    /// joined it in its last moment has not been asked.
    pub(super) fn offer_ran_out(
        &mut self,
        id: OfferId,
        request: RequestId,
        since: Timestamp,
        then: &AfterTimeout,
        at: Timestamp,
    ) {
        self.change_offer(id, |offer| offer.state = OfferState::TimedOut);
        let Some(offer) = self.offers.get(&id) else {
            return;
        };
        let (heard, unheard): (Vec<_>, Vec<_>) = self
            .rang_for(offer)
            .map(|agent| agent.id)
            .filter(|agent| !offer.has_just_begun_for(*agent, at))
            .partition(|agent| offer.was_heard_by(*agent));
        let took = at.since(offer.made_at);
        let patience = self
            .team(offer.team)
            .and_then(|team| team.rule?.not_responding_after);
        let shown: Vec<_> = heard
            .iter()
            .filter(|agent| offer.was_shown_to(**agent))
            .copied()
            .collect();
        for agent in &shown {
            self.change_agent(*agent, |agent| {
                agent.responding = agent.responding.missed_one(patience);
            });
        }
        for agent in unheard {
            self.change_agent(agent, |agent| agent.hearing = agent.hearing.missed_one(at));
        }
        self.change_request(request, |request| {
            request.ran_out(since, then, &heard, took);
        });
    }

    /// A device said what became of its popup. Of an offer that is over nothing changes any more: the trace
    /// has what came later.
    pub(super) fn take_down(
        &mut self,
        offer: OfferId,
        agent: AgentId,
        device: DeviceId,
        report: Report,
    ) {
        match self.offers.get_mut(&offer) {
            Some(current) if !self.over.contains(&offer) => current.hears(agent, device, report),
            _ => self.past_offers.report(offer, agent, device, report),
        }
    }
}

impl Offer {
    pub(super) fn is_left_by(&mut self, agent: AgentId, why: Leaving) {
        if why == Leaving::PutOff {
            // When it comes back to them it is new: it may be told of again.
            let put_off = Decision::Suppress(Suppression::PutOff);
            self.decisions.set(agent, put_off);
            self.is_new_to(agent);
        } else {
            self.left.insert(agent);
        }
    }
}
