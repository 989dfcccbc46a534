//! Where the frames of streams go whose sockets somebody else writes to.

use std::fmt;

use crate::frame::Frame;

/// The number by which an outlet knows a stream. It never gives one number to two streams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot(pub u64);

/// One frame to some readers, of whom there is at least one.
#[derive(Clone, Debug)]
pub struct Letter {
    pub frame: Frame,
    pub to: Vec<Slot>,
}

/// Writes to many sockets. Both are called with the streams of a desk locked, and so in the order in which
/// each reader must hear what they are told: they wait for nobody, and ask nothing of the desk.
///
/// Who doesn't read is the outlet's to cut, and so is whoever is gone; either way it drops the
/// [`Subscription`](crate::Subscription). A number that it knows no longer is passed over.
pub trait Outlet: fmt::Debug + Send + Sync {
    /// Sends each of these, in their order: whoever is told several things at once can be told in one piece.
    fn send(&self, letters: Vec<Letter>);

    /// Ends these in good order, at once: what they have not taken in by now they don't get.
    fn end(&self, slots: Vec<Slot>);
}
