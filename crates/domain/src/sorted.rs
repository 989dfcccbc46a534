//! Small maps and sets in order, each one vector. What a browser knows is a few hundred things at most, and the trees
//! of the standard library would cost each page twenty kilobytes.

mod map;
mod set;

pub use self::{map::SortedMap, set::SortedSet};
