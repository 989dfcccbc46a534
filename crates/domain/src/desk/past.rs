//! What is remembered of offers that have ended: enough for a device that says late what became of its
//! popup, and no more.
//!
//! A desk under load makes fifty offers a second. Whole, with every decision about every member, they
//! would fill the memory; what a late report needs is a hundred bytes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    id::{DeviceId, OfferId, RequestId, TeamId},
    notification::Report,
    offer::Offer,
    time::{Span, Timestamp},
};

/// What matters of an offer stays this long: a device may still have to say what became of its popup.
const OFFERS_KEPT: Span = Span::minutes(10);
/// More than this many are not remembered, however lately they ended.
const AT_MOST: usize = 16_384;

/// Two desks that differ only in this are the same desk: how much is remembered depends on when
/// memory was tidied, and the trace keeps every report, also one that is heard twice.
#[derive(Clone, Debug, Default)]
pub(super) struct PastOffers {
    by_id: BTreeMap<OfferId, PastOffer>,
    /// The oldest first.
    by_age: BTreeSet<(Timestamp, OfferId)>,
}

#[derive(Clone, Debug)]
struct PastOffer {
    request: RequestId,
    team: TeamId,
    deadline: Timestamp,
    /// Few: the devices that it rang on.
    reported: Box<[(DeviceId, Report)]>,
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
            deadline: offer.deadline,
            reported: offer
                .reports
                .values()
                .flatten()
                .map(|(device, report)| (*device, *report))
                .collect(),
        };
        self.by_age.insert((past.deadline, offer.id));
        self.by_id.insert(offer.id, past);
        if self.by_id.len() > AT_MOST
            && let Some((_, oldest)) = self.by_age.pop_first()
        {
            self.by_id.remove(&oldest);
        }
    }

    pub fn told(&self, offer: OfferId, device: DeviceId) -> Option<Told> {
        let past = self.by_id.get(&offer)?;
        let of_device = past.reported.iter().find(|(known, _)| *known == device);
        Some(Told {
            request: past.request,
            team: past.team,
            furthest: of_device.map(|(_, report)| *report),
        })
    }

    pub fn report(&mut self, offer: OfferId, device: DeviceId, report: Report) {
        let Some(past) = self.by_id.get_mut(&offer) else {
            return;
        };
        let known = past.reported.iter_mut().find(|(known, _)| *known == device);
        if let Some((_, furthest)) = known {
            *furthest = report;
        } else {
            let mut more = std::mem::take(&mut past.reported).into_vec();
            more.push((device, report));
            past.reported = more.into_boxed_slice();
        }
    }

    pub fn forget(&mut self, now: Timestamp) {
        while let Some((deadline, offer)) = self.by_age.first().copied()
            && deadline + OFFERS_KEPT <= now
        {
            self.by_age.pop_first();
            self.by_id.remove(&offer);
        }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::{notification::Decisions, offer::OfferState};

    fn offer(number: usize) -> Offer {
        let id = Uuid::from_u128(u128::try_from(number).unwrap() + 1);
        Offer {
            id: OfferId(id),
            request: RequestId(id),
            team: TeamId(id),
            made_at: Timestamp(0),
            deadline: Timestamp(i64::try_from(number).unwrap()),
            decisions: Decisions::default(),
            left: BTreeSet::new(),
            joined: BTreeMap::new(),
            reports: BTreeMap::new(),
            state: OfferState::TimedOut,
        }
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

        past.forget(ended.deadline + OFFERS_KEPT - Span(1));
        assert!(past.told(ended.id, laptop).is_some());
        past.forget(ended.deadline + OFFERS_KEPT);
        assert!(past.told(ended.id, laptop).is_none());
        past.report(ended.id, laptop, Report::Clicked);
        assert!(past.told(ended.id, laptop).is_none());
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
