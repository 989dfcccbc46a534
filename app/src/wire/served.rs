//! What an agent has done.

use domain::time::Timestamp;
use serde::Serialize;
use unpack::Unpack;

/// Whom they have had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
pub struct Served {
    pub calls: u32,
    pub chats: u32,
    /// When the last of them left.
    pub last: Option<Timestamp>,
}
