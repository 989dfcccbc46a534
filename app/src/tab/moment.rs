//! What is so in the browser at the moment at which a tab hears something. It is read anew each time: no
//! event tells of all of it, as of a page that leads to another without a word.

use domain::time::Timestamp;

use crate::{
    alert::plan::Attention,
    device::{sound::Audio, state::DeviceState},
};

#[derive(Clone, Copy, Debug)]
pub struct Moment {
    /// The browser's clock. It goes on while the laptop sleeps, and it may be wrong: only differences
    /// between two of its readings mean anything.
    pub now: Timestamp,
    /// A random number from 0 to 1.
    pub luck: f64,
    /// Whether somebody looks at this very tab.
    pub attention: Attention,
    /// Whether this very tab may sound.
    pub audio: Audio,
    /// Whether this browser may show popups.
    pub permission: DeviceState,
}
