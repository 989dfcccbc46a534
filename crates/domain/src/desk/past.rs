//! What is remembered of offers that have ended: enough for a device that says late what became of its
//! popup, and no more.
//!
//! A desk under load makes fifty offers a second. Whole, with every decision about every member, they
//! would fill the memory; what a late report needs is a hundred bytes.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;

use crate::{
    id::{DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    offer::Offer,
    time::{Span, Timestamp},
};

/// What matters of an offer stays this long: a device may still have to say what became of its popup.
const OFFERS_KEPT: Span = Span::minutes(10);
/// More than this many are not remembered, however lately they ended.
const AT_MOST: usize = 8_192;

/// Two desks that differ only in this are the same desk: how much is remembered depends on when
/// memory was tidied, and the trace keeps every report, also one that is heard twice.
#[derive(Clone, Debug, Default)]
pub(super) struct PastOffers {
    by_id: BTreeMap<OfferId, PastOffer>,
    /// The oldest first.
    by_age: BTreeSet<(Timestamp, OfferId)>,
    /// Of most offers a few devices said something, of a broadcast thousands.
    reports: BTreeMap<(OfferId, DeviceId), Report>,
}

#[derive(Clone, Copy, Debug)]
struct PastOffer {
    request: RequestId,
    team: TeamId,
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
        let past = PastOffer {
            request: offer.request,
            team: offer.team,
        };
        let said = offer.reports();
        self.reports
            .extend(said.map(|(_, device, report)| ((offer.id, device), report)));
        self.by_age.insert((offer.deadline, offer.id));
        self.by_id.insert(offer.id, past);
        if self.by_id.len() > AT_MOST {
            self.forget_oldest();
        }
    }

    pub fn told(&self, offer: OfferId, device: DeviceId) -> Option<Told> {
        let past = self.by_id.get(&offer)?;
        Some(Told {
            request: past.request,
            team: past.team,
            furthest: self.reports.get(&(offer, device)).copied(),
        })
    }

    pub fn report(&mut self, offer: OfferId, device: DeviceId, report: Report) {
        if self.by_id.contains_key(&offer) {
            self.reports.insert((offer, device), report);
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
        self.by_id.remove(&offer);
        let first = (offer, DeviceId(Uuid::nil()));
        while let Some(((of, device), _)) = self.reports.range(first..).next()
            && *of == offer
        {
            let key = (offer, *device);
            self.reports.remove(&key);
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
        let laptop = DeviceId(Uuid::from_u128(9));
        let ended = offer(1);
        let mut past = PastOffers::default();
        past.remember(&ended);
        past.report(ended.id, laptop, Report::Shown);
        past.remember(&ended);
        let told = past.told(ended.id, laptop).unwrap();
        assert_eq!(told.furthest, Some(Report::Shown));

        past.forget_some(ended.deadline + OFFERS_KEPT - Span(1), 9);
        assert!(past.told(ended.id, laptop).is_some());
        past.forget_some(ended.deadline + OFFERS_KEPT, 9);
        assert!(past.told(ended.id, laptop).is_none());
        past.report(ended.id, laptop, Report::Clicked);
        assert!(past.told(ended.id, laptop).is_none());
        assert!(past.reports.is_empty());
    }

    #[test]
    fn there_is_a_limit_to_memory_and_the_oldest_goes_first() {
        let laptop = DeviceId(Uuid::from_u128(9));
        let mut past = PastOffers::default();
        for number in 0..=AT_MOST {
            past.remember(&offer(number));
        }
        assert_eq!(past.by_id.len(), AT_MOST);
        assert_eq!(past.by_age.len(), AT_MOST);
        assert!(past.told(offer(0).id, laptop).is_none());
        assert!(past.told(offer(AT_MOST).id, laptop).is_some());
    }
}
