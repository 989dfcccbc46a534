//! What requests with an Idempotency-Key were answered a moment ago.
//!
//! Who asks later finds it in the database: this only has to cover the time between their look there
//! and their turn in the mailbox.

use std::collections::{HashMap, VecDeque};

use domain::{id::ApiKeyId, time::Span};
use storage::ReceiptRow;

use crate::clock::Elapsed;

pub(crate) const REMEMBERED: Span = Span::minutes(2);

type Key = (ApiKeyId, String);

#[derive(Debug, Default)]
pub(crate) struct Receipts {
    by_key: HashMap<Key, ReceiptRow>,
    /// In the order in which they were given, so that forgetting looks only at what it forgets.
    by_age: VecDeque<(Elapsed, Key)>,
}

impl Receipts {
    pub fn get(&self, api_key: ApiKeyId, key: &str) -> Option<&ReceiptRow> {
        self.by_key.get(&(api_key, key.to_owned()))
    }

    pub fn put(&mut self, row: ReceiptRow, now: Elapsed) {
        let key = (row.api_key, row.key.clone());
        self.by_age.push_back((now, key.clone()));
        self.by_key.insert(key, row);
        self.forget(now);
    }

    /// Forgets what was given long enough ago.
    pub fn forget(&mut self, now: Elapsed) {
        while let Some((at, _)) = self.by_age.front()
            && now.since(*at) >= REMEMBERED
            && let Some((_, key)) = self.by_age.pop_front()
        {
            self.by_key.remove(&key);
        }
    }

    /// Nothing of the last batch was saved, and what came before is in the database.
    pub fn clear(&mut self) {
        self.by_key.clear();
        self.by_age.clear();
    }
}

#[cfg(test)]
mod tests {
    use domain::{id::RequestId, time::Timestamp};
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_receipt_is_remembered_for_two_minutes() {
        let shop = ApiKeyId(Uuid::from_u128(1));
        let row = |key: &str| ReceiptRow {
            api_key: shop,
            key: key.to_owned(),
            body_hash: String::new(),
            request: RequestId(Uuid::from_u128(2)),
            answer: String::new(),
            at: Timestamp(0),
        };
        let mut receipts = Receipts::default();
        let mut now = Elapsed::default() + Span::minutes(20);
        receipts.put(row("first"), now);
        now = now + Span(REMEMBERED.0 - 1);
        receipts.put(row("second"), now);
        assert!(receipts.get(shop, "first").is_some());
        now = now + Span(1);
        receipts.put(row("third"), now);
        assert!(receipts.get(shop, "first").is_none());
        assert!(receipts.get(shop, "second").is_some());
        assert_eq!(receipts.by_key.len(), receipts.by_age.len());
        receipts.clear();
        assert!(receipts.get(shop, "third").is_none());
    }
}
