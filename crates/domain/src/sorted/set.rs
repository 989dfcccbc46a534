//! Things of which there is one each.

use serde::{Deserialize, Deserializer, Serialize};
use unpack::{Json, Unpack};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct SortedSet<T>(Vec<T>);

impl<T: Ord> SortedSet<T> {
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn contains(&self, thing: &T) -> bool {
        self.0.binary_search(thing).is_ok()
    }

    /// Whether it was not there before.
    pub fn insert(&mut self, thing: T) -> bool {
        match self.0.binary_search(&thing) {
            Ok(_) => false,
            Err(at) => {
                self.0.insert(at, thing);
                true
            }
        }
    }

    /// Whether it was there.
    pub fn remove(&mut self, thing: &T) -> bool {
        let found = self.0.binary_search(thing);
        if let Ok(at) = found {
            self.0.remove(at);
        }
        found.is_ok()
    }

    pub fn first(&self) -> Option<&T> {
        self.0.first()
    }

    pub fn clear(&mut self) {
        self.0.clear();
    }

    pub fn intersection<'set>(&'set self, other: &'set Self) -> impl Iterator<Item = &'set T> {
        self.0.iter().filter(|thing| other.contains(thing))
    }

    pub fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.0.retain(keep);
    }

    pub fn iter(&self) -> std::slice::Iter<'_, T> {
        self.0.iter()
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut set = Self::new();
        set.extend(things);
        set
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, things: I) {
        for thing in things {
            self.insert(thing);
        }
    }
}

impl<T: Ord, const N: usize> From<[T; N]> for SortedSet<T> {
    fn from(things: [T; N]) -> Self {
        things.into_iter().collect()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'set, T> IntoIterator for &'set SortedSet<T> {
    type Item = &'set T;
    type IntoIter = std::slice::Iter<'set, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'de, T: Deserialize<'de> + Ord> Deserialize<'de> for SortedSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from_iter)
    }
}

impl<T: Unpack + Ord> Unpack for SortedSet<T> {
    fn unpack(json: &Json) -> Option<Self> {
        Vec::unpack(json).map(Self::from_iter)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_does_what_a_tree_does(steps in prop::collection::vec((0_u8..8, any::<bool>()), 0..60)) {
            let mut sorted = SortedSet::new();
            let mut tree = BTreeSet::new();
            for (thing, comes) in steps {
                if comes {
                    prop_assert_eq!(sorted.insert(thing), tree.insert(thing));
                } else {
                    prop_assert_eq!(sorted.remove(&thing), tree.remove(&thing));
                }
                prop_assert!(sorted.iter().eq(tree.iter()));
            }
            let written = serde_json::to_string(&sorted).unwrap();
            prop_assert_eq!(&written, &serde_json::to_string(&tree).unwrap());
            prop_assert_eq!(serde_json::from_str::<SortedSet<u8>>(&written).unwrap(), sorted.clone());
            prop_assert_eq!(unpack::from_str(&written), Ok(sorted));
        }
    }

    #[test]
    fn what_is_told_twice_is_there_once() {
        assert_eq!(unpack::from_str("[2,1,2]"), Ok(SortedSet::from([1_u8, 2])));
        assert_eq!(
            serde_json::from_str::<SortedSet<u8>>("[2,1,2]")
                .unwrap()
                .len(),
            2
        );
    }
}
