//! Places that are used again and again, and numbers that never are.

use engine::Slot;

/// A place's number has how often it was taken before in its upper half.
const UPPER: u32 = 32;

#[derive(Debug)]
pub struct Slots<T> {
    places: Vec<Place<T>>,
    free: Vec<u32>,
}

#[derive(Debug)]
struct Place<T> {
    taken_before: u32,
    holds: Option<T>,
}

impl<T> Default for Slots<T> {
    fn default() -> Self {
        Self {
            places: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Slots<T> {
    /// `None`: there are more than anybody could count.
    pub fn insert(&mut self, new: T) -> Option<Slot> {
        if let Some(index) = self.free.pop() {
            let place = &mut self.places[at(index)];
            place.holds = Some(new);
            return Some(number(index, place.taken_before));
        }
        let index = u32::try_from(self.places.len()).ok()?;
        self.places.push(Place {
            taken_before: 0,
            holds: Some(new),
        });
        Some(number(index, 0))
    }

    pub fn get_mut(&mut self, slot: Slot) -> Option<&mut T> {
        let (index, taken_before) = parts(slot);
        let place = self.places.get_mut(at(index))?;
        place
            .holds
            .as_mut()
            .filter(|_| place.taken_before == taken_before)
    }

    pub fn remove(&mut self, slot: Slot) -> Option<T> {
        self.get_mut(slot)?;
        let (index, _) = parts(slot);
        let place = &mut self.places[at(index)];
        let held = place.holds.take();
        // One that was taken too often is not used again.
        if let Some(taken_before) = place.taken_before.checked_add(1) {
            place.taken_before = taken_before;
            self.free.push(index);
        }
        held
    }

    /// Who has this place now.
    pub fn at(&self, index: usize) -> Option<Slot> {
        let place = self.places.get(index)?;
        let index = u32::try_from(index).ok()?;
        place.holds.as_ref()?;
        Some(number(index, place.taken_before))
    }

    pub fn all(&self) -> Vec<Slot> {
        let places = 0..self.places.len();
        places.filter_map(|index| self.at(index)).collect()
    }
}

/// The place of a slot.
pub fn index(slot: Slot) -> usize {
    at(parts(slot).0)
}

fn at(index: u32) -> usize {
    usize::try_from(index).unwrap_or(usize::MAX)
}

fn number(index: u32, taken_before: u32) -> Slot {
    Slot(u64::from(taken_before) << UPPER | u64::from(index))
}

fn parts(Slot(number): Slot) -> (u32, u32) {
    let half = |half: u64| u32::try_from(half & u64::from(u32::MAX)).unwrap_or(u32::MAX);
    (half(number), half(number >> UPPER))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_used_again_under_another_number() {
        let mut slots = Slots::default();
        let ana = slots.insert("Ana").unwrap();
        let ben = slots.insert("Ben").unwrap();
        assert_eq!(slots.remove(ana), Some("Ana"));
        let cleo = slots.insert("Cleo").unwrap();
        assert_eq!(index(cleo), index(ana));
        assert_ne!(cleo, ana);
        assert_eq!(slots.get_mut(ana), None);
        assert_eq!(slots.remove(ana), None);
        assert_eq!(slots.get_mut(cleo), Some(&mut "Cleo"));
        assert_eq!(slots.at(index(cleo)), Some(cleo));
        assert_eq!(slots.all(), [cleo, ben]);
    }
}
