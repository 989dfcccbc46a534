//! What all deliveries share.

use engine::Engine;
use push::Gateway;

use super::{lanes::Lanes, record::Attempts};

/// The way out, and what writes down what became of it.
pub struct Post {
    pub engine: Engine,
    pub gateway: Gateway,
    /// Where browsers find the desktop.
    pub site: String,
    pub attempts: Attempts,
    pub lanes: Lanes,
}
