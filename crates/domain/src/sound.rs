//! How a popup sounds, as the agent chose it for all their devices. Which part of a device makes the
//! sound is known only there.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::switch::Switch;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(tag = "source", rename_all = "snake_case")]
pub enum Sound {
    /// The system's own; the desktop's chime only where the system has none.
    #[default]
    System,
    /// The desktop's chime everywhere.
    Chime(Chime),
    Off,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct Chime {
    pub tune: Tune,
    pub volume: Volume,
    /// Again and again until the offer has ended.
    pub repeat: Switch,
}

impl Default for Chime {
    fn default() -> Self {
        Self {
            tune: Tune::Bells,
            volume: Volume::default(),
            repeat: Switch::Off,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Tune {
    Bells,
    Stairs,
    Telephone,
}

impl Tune {
    pub const ALL: [Self; 3] = [Self::Bells, Self::Stairs, Self::Telephone];
}

/// In per cent, never so little that it could not be heard: that would be [`Sound::Off`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(try_from = "u8", into = "u8")]
pub struct Volume(u8);

/// A volume is a whole number from 10 to 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a whole number from {} to {}", Volume::LEAST, Volume::MOST)]
pub struct NotAVolume;

impl Volume {
    pub const LEAST: u8 = 10;
    pub const MOST: u8 = 100;

    pub fn percent(self) -> u8 {
        self.0
    }
}

impl Default for Volume {
    fn default() -> Self {
        Self(70)
    }
}

impl TryFrom<u8> for Volume {
    type Error = NotAVolume;

    fn try_from(percent: u8) -> Result<Self, NotAVolume> {
        if (Self::LEAST..=Self::MOST).contains(&percent) {
            Ok(Self(percent))
        } else {
            Err(NotAVolume)
        }
    }
}

impl From<Volume> for u8 {
    fn from(volume: Volume) -> Self {
        volume.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_volume_can_always_be_heard() {
        for percent in [0, 9, 101, 255] {
            assert_eq!(Volume::try_from(percent), Err(NotAVolume));
        }
        for percent in [10, 70, 100] {
            assert_eq!(Volume::try_from(percent).map(Volume::percent), Ok(percent));
        }
        assert!(serde_json::from_str::<Volume>("0").is_err());
    }
}
