//! Several of the same.

use std::collections::{BTreeMap, BTreeSet};

use crate::{Json, Unpack};

impl<T: Unpack> Unpack for Vec<T> {
    fn unpack(json: &Json) -> Option<Self> {
        json.as_list()?.iter().map(T::unpack).collect()
    }
}

impl<T: Unpack + Ord> Unpack for BTreeSet<T> {
    fn unpack(json: &Json) -> Option<Self> {
        json.as_list()?.iter().map(T::unpack).collect()
    }
}

/// Its keys are texts in JSON.
impl<K: Unpack + Ord, V: Unpack> Unpack for BTreeMap<K, V> {
    fn unpack(json: &Json) -> Option<Self> {
        json.as_object()?
            .iter()
            .map(|(key, value)| {
                let key = K::unpack(&Json::Text(key.clone()))?;
                Some((key, V::unpack(value)?))
            })
            .collect()
    }
}

impl<A: Unpack, B: Unpack> Unpack for (A, B) {
    fn unpack(json: &Json) -> Option<Self> {
        match json.as_list()? {
            [first, second] => Some((A::unpack(first)?, B::unpack(second)?)),
            _ => None,
        }
    }
}
