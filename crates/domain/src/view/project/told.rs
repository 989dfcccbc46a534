//! What an event says, and to whom.

use crate::view::{audience::Audience, message::Message};

/// The first that includes a viewer is theirs.
pub type Told<'event> = Vec<(Audience<'event>, Message)>;
