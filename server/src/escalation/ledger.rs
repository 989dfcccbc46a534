//! What devices were told, as far as it is not settled: where a popup stands that will have to be taken
//! back, and what is on its way. What a later server has to know of it is in the database as well.

use std::collections::BTreeMap;

use domain::id::{AgentId, DeskId, DeviceId, RequestId};
use uuid::Uuid;

/// What popups are about: a desk, and the tag that browsers know them by.
pub type Key = (DeskId, Uuid);
/// Where a popup is.
pub type Place = (AgentId, DeviceId);

/// How far a device was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// An earlier server had begun to tell it; nobody knows whether it got through.
    PerhapsBefore,
    /// A message is on its way: what becomes of it is seen when it has arrived.
    OnItsWay,
    Standing,
    /// It could not be told, and is not told again.
    GivenUp,
}

/// What devices were told, by what it was about.
#[derive(Debug, Default)]
pub struct Ledger {
    told: BTreeMap<Key, Page>,
}

#[derive(Debug)]
struct Page {
    request: RequestId,
    told: BTreeMap<Place, Told>,
}

impl Ledger {
    /// That is how far a device was told now.
    pub fn put(&mut self, key: Key, request: RequestId, place: Place, told: Told) {
        let page = self.told.entry(key).or_insert_with(|| Page {
            request,
            told: BTreeMap::new(),
        });
        page.told.insert(place, told);
    }

    /// There is no popup there any more. Should it ring again for this agent, they are told again.
    pub fn clear(&mut self, key: Key, place: Place) {
        if let Some(page) = self.told.get_mut(&key) {
            page.told.remove(&place);
        }
    }

    /// How far a device was told. `None`: it was not.
    pub fn get(&self, key: Key, place: Place) -> Option<Told> {
        self.told.get(&key)?.told.get(&place).copied()
    }

    /// Where a popup about this stands, or may.
    pub fn standing(&self, key: Key) -> Vec<Place> {
        self.of(key)
            .filter(|(_, told)| matches!(told, Told::Standing | Told::PerhapsBefore))
            .map(|(place, _)| place)
            .collect()
    }

    /// Whether anything about this is still to be waited for, or to be taken back.
    pub fn is_settled(&self, key: Key) -> bool {
        self.of(key).all(|(_, told)| told == Told::GivenUp)
    }

    /// Of this nobody asks any more.
    pub fn forget(&mut self, key: Key) {
        self.told.remove(&key);
    }

    /// Who could not be told before may be now.
    pub fn begin_anew(&mut self, key: Key) {
        if let Some(page) = self.told.get_mut(&key) {
            page.told.retain(|_, told| *told != Told::GivenUp);
        }
    }

    /// Everything that is not settled, and which request it is about.
    pub fn open(&self) -> impl Iterator<Item = (Key, RequestId)> {
        self.told
            .iter()
            .filter(|(_, page)| page.told.values().any(|told| *told != Told::GivenUp))
            .map(|(key, page)| (*key, page.request))
    }

    fn of(&self, key: Key) -> impl Iterator<Item = (Place, Told)> {
        let page = self.told.get(&key);
        page.into_iter()
            .flat_map(|page| page.told.iter().map(|(place, told)| (*place, *told)))
    }
}
