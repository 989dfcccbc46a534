//! What the tabs of one agent in one browser say to each other.

use domain::{id::OfferId, sound::Chime, view::Position};
use serde::Serialize;
use unpack::Unpack;

use crate::{
    alert::plan::Attention, desk::context::Connection, device::sound::Audio,
    wire::frame::EventFrame,
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(tag = "say", rename_all = "snake_case")]
pub enum Word {
    /// A tab is new: the others tell it what they know.
    Hello,
    /// From the leader: an event of the stream. `after` is where the leader stood before it; who
    /// stands further back has missed something.
    Frame { after: Position, frame: EventFrame },
    /// From the leader, every few seconds and when it changes: it is alive and stands there.
    Status {
        position: Position,
        connection: Connection,
    },
    /// Whether the sender is looked at, and whether it may sound.
    Attention {
        tab: String,
        attention: Attention,
        /// Not said by tabs of an earlier release.
        #[serde(default)]
        audio: Audio,
    },
    /// From the leader: that tab plays, once and now.
    Play { tab: String, chime: Chime },
    /// From the leader: what that tab plays is over.
    Hush { tab: String },
    /// From the leader: offers this device has dealt with, so that its successor does not do it again.
    Handled { offers: Vec<OfferId> },
    /// Nobody is signed in any more.
    SignedOut,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Beside a tab of the release before, one goes on.
    #[test]
    fn a_tab_that_does_not_speak_of_its_sound_has_none() {
        let said = r#"{"say":"attention","tab":"t","attention":"looked_at"}"#;
        let heard: Word = unpack::from_str(said).unwrap();
        assert_eq!(
            heard,
            Word::Attention {
                tab: "t".to_owned(),
                attention: Attention::LookedAt,
                audio: Audio::Blocked,
            }
        );
    }
}
