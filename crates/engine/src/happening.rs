//! What happens, for whoever listens on this side of the wire.

use std::sync::Arc;

use domain::{event::Recorded, id::DeskId};

/// An event of one of the desks, on the disk already.
#[derive(Clone, Debug)]
pub struct Happening {
    pub desk: DeskId,
    pub recorded: Arc<Recorded>,
}
