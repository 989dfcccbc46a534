//! Watches by their key, by what they are about and by when they have to be looked at: of thousands that ring, an event
//! concerns a few.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{DeskId, RequestId},
    time::Timestamp,
};
use uuid::Uuid;

use super::{ledger::Key, watch::Watch};

/// One that is to be changed is taken and put back.
#[derive(Debug, Default)]
pub struct Watches {
    pub all: BTreeMap<Key, Watch>,
    by_request: BTreeSet<(DeskId, RequestId, Uuid)>,
    pub by_time: BTreeSet<(Timestamp, Key)>,
}

impl Watches {
    pub fn get(&self, key: Key) -> Option<&Watch> {
        self.all.get(&key)
    }

    /// In place of the one that is there, if one is.
    pub fn put(&mut self, key: Key, watch: Watch) {
        self.take(key);
        let (desk, tag) = key;
        self.by_request.insert((desk, watch.subject.request(), tag));
        self.by_time.extend(watch.next.map(|next| (next, key)));
        self.all.insert(key, watch);
    }

    pub fn take(&mut self, key: Key) -> Option<Watch> {
        let watch = self.all.remove(&key)?;
        let (desk, tag) = key;
        self.by_request
            .remove(&(desk, watch.subject.request(), tag));
        if let Some(next) = watch.next {
            self.by_time.remove(&(next, key));
        }
        Some(watch)
    }

    /// All about one request.
    pub fn about(&self, desk: DeskId, request: RequestId) -> impl Iterator<Item = Key> {
        self.by_request
            .range((desk, request, Uuid::nil())..=(desk, request, Uuid::max()))
            .map(|(desk, _, tag)| (*desk, *tag))
    }
}

#[cfg(test)]
mod tests {
    use domain::id::OfferId;

    use super::*;
    use crate::escalation::subject::Subject;

    const DESK: DeskId = DeskId(Uuid::from_u128(1));
    const ONE: RequestId = RequestId(Uuid::from_u128(2));
    const OTHER: RequestId = RequestId(Uuid::from_u128(3));

    fn watch(tag: u128, request: RequestId, next: Option<Timestamp>) -> (Key, Watch) {
        let offer = OfferId(Uuid::from_u128(tag));
        let mut watch = Watch::new(Subject::Offer { offer, request });
        watch.next = next;
        ((DESK, offer.0), watch)
    }

    #[test]
    fn a_watch_is_found_by_its_request_and_its_time_until_it_is_taken() {
        let mut watches = Watches::default();
        for (tag, request, next) in [
            (10, ONE, None),
            (11, ONE, Some(Timestamp(5))),
            (12, OTHER, None),
        ] {
            let (key, watch) = watch(tag, request, next);
            watches.put(key, watch);
        }
        let key = |tag| (DESK, Uuid::from_u128(tag));
        let about = |watches: &Watches, request| watches.about(DESK, request).collect::<Vec<_>>();
        assert_eq!(about(&watches, ONE), [key(10), key(11)]);
        assert_eq!(about(&watches, OTHER), [key(12)]);
        let (_, moved) = watch(11, ONE, Some(Timestamp(7)));
        watches.put(key(11), moved);
        assert_eq!(watches.by_time.first(), Some(&(Timestamp(7), key(11))));
        assert_eq!(watches.by_time.len(), 1);
        watches.take(key(11)).unwrap();
        assert_eq!(about(&watches, ONE), [key(10)]);
        assert_eq!(watches.by_time.len(), 0);
    }
}
