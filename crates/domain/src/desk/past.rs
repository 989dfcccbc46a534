//! What is remembered of offers that have ended: enough for a device that says late what became of its
//! popup, and no more.
//!
//! A desk under load makes fifty offers a second. Whole, with every decision about every member, they
//! would fill the memory; what a late report needs is a hundred bytes.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    offer::{Offer, Said},
    time::{Span, Timestamp},
};

/// What matters of an offer stays this long: a device may still have to say what became of its popup.
const OFFERS_KEPT: Span = Span::minutes(10);
/// More than this many are not remembered, however lately they ended.
const AT_MOST: usize = 8_192;
/// Nor are they with more reports than this together, which a few broadcasts come to.
const REPORTS_AT_MOST: usize = 50_000;
/// So many agents' reports are small by themselves; more are kept as they stand in the offer, uncopied.
const FEW: usize = 16;

/// Two desks that differ only in this are the same desk: how much is remembered depends on when
/// memory was tidied, and the trace keeps every report, also one that is heard twice.
#[derive(Clone, Debug, Default)]
pub(super) struct PastOffers {
    by_id: BTreeMap<OfferId, PastOffer>,
    /// The oldest first.
    by_age: BTreeSet<(Timestamp, OfferId)>,
    /// What a few said of them, and whatever was said when they had ended.
    single: BTreeMap<(OfferId, AgentId, DeviceId), Report>,
    /// How many have reported beside that, of all offers.
    reported: usize,
}

#[derive(Clone, Debug)]
struct PastOffer {
    request: RequestId,
    team: TeamId,
    said: Option<Said>,
}

/// What a report is measured against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    pub request: RequestId,
    pub team: TeamId,
    /// The furthest that the device came with the offer.
    pub furthest: Option<Report>,
}

impl PartialEq for PastOffers {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for PastOffers {}

impl PastOffers {
    /// Keeps what matters of an offer that has ended; one that is known already stays as it is.
    pub fn remember(&mut self, offer: &Offer) {
        if self.by_id.contains_key(&offer.id) {
            return;
        }
        let said = Some(offer.said()).filter(|said| said.agents() > FEW);
        match &said {
            Some(said) => self.reported += said.agents(),
            None => self.single.extend(
                offer
                    .reports()
                    .map(|(agent, device, report)| ((offer.id, agent, device), report)),
            ),
        }
        let past = PastOffer {
            request: offer.request,
            team: offer.team,
            said,
        };
        self.by_age.insert((offer.deadline, offer.id));
        self.by_id.insert(offer.id, past);
        let is_too_much = |past: &Self| {
            past.by_id.len() > AT_MOST || past.reported + past.single.len() > REPORTS_AT_MOST
        };
        while is_too_much(self) && self.by_id.len() > 1 {
            self.forget_oldest();
        }
    }

    pub fn told(&self, offer: OfferId, agent: AgentId, device: DeviceId) -> Option<Told> {
        let past = self.by_id.get(&offer)?;
        let single = self.single.get(&(offer, agent, device)).copied();
        let said = || past.said.as_ref()?.report_of(agent, device);
        Some(Told {
            request: past.request,
            team: past.team,
            furthest: single.or_else(said),
        })
    }

    pub fn report(&mut self, offer: OfferId, agent: AgentId, device: DeviceId, report: Report) {
        if self.by_id.contains_key(&offer) {
            self.single.insert((offer, agent, device), report);
        }
    }

    /// At most so many offers. Whether there are more whose time is over.
    pub fn forget_some(&mut self, now: Timestamp, at_most: usize) -> bool {
        let is_over = |past: &Self| {
            let oldest = past.by_age.first();
            oldest.is_some_and(|(deadline, _)| *deadline + OFFERS_KEPT <= now)
        };
        for _ in 0..at_most {
            if !is_over(self) {
                return false;
            }
            self.forget_oldest();
        }
        is_over(self)
    }

    fn forget_oldest(&mut self) {
        let Some((_, offer)) = self.by_age.pop_first() else {
            return;
        };
        if let Some(past) = self.by_id.remove(&offer) {
            self.reported -= past.said.map_or(0, |said| said.agents());
        }
        let first = (offer, AgentId(Uuid::nil()), DeviceId(Uuid::nil()));
        while let Some((single, _)) = self.single.range(first..).next()
            && single.0 == offer
        {
            let single = *single;
            self.single.remove(&single);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{notification::Decisions, offer::OfferState};

    fn offer(number: usize) -> Offer {
        let id = Uuid::from_u128(u128::try_from(number).unwrap() + 1);
        let deadline = Timestamp(i64::try_from(number).unwrap());
        let decisions = Decisions::default();
        let made = Timestamp(0);
        let mut offer = Offer::made(
            OfferId(id),
            RequestId(id),
            TeamId(id),
            made,
            deadline,
            decisions,
        );
        offer.state = OfferState::TimedOut;
        offer
    }

    #[test]
    fn what_a_device_says_late_is_known_until_its_time_is_over() {
        let (ana, laptop) = (AgentId(Uuid::from_u128(8)), DeviceId(Uuid::from_u128(9)));
        let ended = offer(1);
        let mut past = PastOffers::default();
        past.remember(&ended);
        past.report(ended.id, ana, laptop, Report::Shown);
        past.remember(&ended);
        let told = past.told(ended.id, ana, laptop).unwrap();
        assert_eq!(told.furthest, Some(Report::Shown));

        past.forget_some(ended.deadline + OFFERS_KEPT - Span(1), 9);
        assert!(past.told(ended.id, ana, laptop).is_some());
        past.forget_some(ended.deadline + OFFERS_KEPT, 9);
        assert!(past.told(ended.id, ana, laptop).is_none());
        past.report(ended.id, ana, laptop, Report::Clicked);
        assert!(past.told(ended.id, ana, laptop).is_none());
        assert!(past.single.is_empty());
    }

    #[test]
    fn there_is_a_limit_to_memory_and_the_oldest_goes_first() {
        let (ana, laptop) = (AgentId(Uuid::from_u128(8)), DeviceId(Uuid::from_u128(9)));
        let mut past = PastOffers::default();
        for number in 0..=AT_MOST {
            past.remember(&offer(number));
        }
        assert_eq!(past.by_id.len(), AT_MOST);
        assert_eq!(past.by_age.len(), AT_MOST);
        assert!(past.told(offer(0).id, ana, laptop).is_none());
        assert!(past.told(offer(AT_MOST).id, ana, laptop).is_some());
    }

    #[test]
    fn a_few_broadcasts_with_all_that_was_said_of_them_are_enough() {
        let mut past = PastOffers::default();
        for number in 0..3 {
            let mut broadcast = offer(number);
            for member in 0..30_000_u128 {
                let id = Uuid::from_u128(member);
                broadcast.hears(AgentId(id), DeviceId(id), Report::Shown);
            }
            past.remember(&broadcast);
        }
        let first = (AgentId(Uuid::nil()), DeviceId(Uuid::nil()));
        let told = |number| past.told(offer(number).id, first.0, first.1);
        assert_eq!(told(1), None);
        assert_eq!(told(2).and_then(|it| it.furthest), Some(Report::Shown));
    }
}
