//! What a popup is raised for.

use domain::id::{OfferId, TestId};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    Rings(OfferId),
    /// Something that does not ring.
    Notice,
    /// A supervisor wants to know whether this device shows popups.
    SupervisorsTest(TestId),
    /// The agent does.
    Trial,
}

impl Why {
    /// What rings; its sound ends with it.
    pub fn offer(self) -> Option<OfferId> {
        match self {
            Self::Rings(offer) => Some(offer),
            Self::Notice | Self::SupervisorsTest(_) | Self::Trial => None,
        }
    }
}
