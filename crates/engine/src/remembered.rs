//! What was done a moment ago under a key, so that it is not done twice: requests with an Idempotency-Key, presses of forms.
//!
//! Who asks later finds it in the database: this only has to cover the time between their look there
//! and their turn in the mailbox. So it holds more than a mailbox does, and no more. Whoever took longer than all that for
//! their look is refused by the database, and may try again.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
};

use domain::time::Span;

use crate::clock::Elapsed;

const REMEMBERED: Span = Span::minutes(2);

#[derive(Debug)]
pub(crate) struct Remembered<K, V> {
    at_most: usize,
    by_key: HashMap<K, V>,
    /// In the order in which they were put, so that forgetting looks only at what it forgets.
    by_age: VecDeque<(Elapsed, K)>,
}

impl<K: Clone + Eq + Hash, V> Remembered<K, V> {
    pub fn at_most(count: usize) -> Self {
        Self {
            at_most: count,
            by_key: HashMap::new(),
            by_age: VecDeque::new(),
        }
    }

    pub fn get(&self, key: &K) -> Option<&V> {
        self.by_key.get(key)
    }

    pub fn put(&mut self, key: K, value: V, now: Elapsed) {
        self.by_age.push_back((now, key.clone()));
        self.by_key.insert(key, value);
        if self.by_key.len() > self.at_most
            && let Some((_, oldest)) = self.by_age.pop_front()
        {
            self.by_key.remove(&oldest);
        }
        self.forget(now);
    }

    /// Forgets what was put long enough ago.
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
    use super::*;

    #[test]
    fn a_key_is_remembered_for_two_minutes() {
        let mut remembered = Remembered::at_most(3);
        let mut now = Elapsed::default() + Span::minutes(20);
        remembered.put("first", (), now);
        now = now + Span(REMEMBERED.0 - 1);
        remembered.put("second", (), now);
        assert!(remembered.get(&"first").is_some());
        now = now + Span(1);
        remembered.put("third", (), now);
        assert!(remembered.get(&"first").is_none());
        assert!(remembered.get(&"second").is_some());
        assert_eq!(remembered.by_key.len(), remembered.by_age.len());
        remembered.clear();
        assert!(remembered.get(&"third").is_none());
    }

    #[test]
    fn the_oldest_makes_room() {
        let mut remembered = Remembered::at_most(2);
        for key in ["first", "second", "third"] {
            remembered.put(key, (), Elapsed::default());
        }
        assert!(remembered.get(&"first").is_none());
        assert!(remembered.get(&"second").is_some() && remembered.get(&"third").is_some());
        assert_eq!(remembered.by_key.len(), remembered.by_age.len());
    }
}
