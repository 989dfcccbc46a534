//! Identifiers: one newtype a noun, and the mint that makes new ones without a clock or randomness
//! of its own.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};
use unpack::{Json, Unpack};
use uuid::Uuid;

use crate::time::Timestamp;

macro_rules! id {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }

        impl Unpack for $name {
            fn unpack(json: &Json) -> Option<Self> {
                json.as_str()?.parse().ok()
            }
        }
    )+};
}

id! {
    /// One organisation's workspace.
    DeskId,
    /// A person who serves customers.
    AgentId,
    /// Agents who share a waiting line.
    TeamId,
    /// One customer need waiting for a person.
    RequestId,
    /// A request put before a team, with a deadline. Also the `tag` of its popups.
    OfferId,
    /// One browser profile of one agent.
    DeviceId,
    /// A key of the REST interface.
    ApiKeyId,
    /// A test that a supervisor sends to an agent's devices.
    TestId,
    /// A page as it was drawn once: tells the presses of its forms from those of another.
    PageId,
}

/// Makes UUIDv7 ids from a time and entropy that the caller brings, so that a run can be repeated.
#[derive(Clone, Debug)]
pub struct IdMint {
    at: Timestamp,
    entropy: u128,
}

impl IdMint {
    /// `entropy`: 128 fresh random bits in production, any number in a test.
    pub fn new(at: Timestamp, entropy: u128) -> Self {
        Self { at, entropy }
    }

    pub fn mint<T: From<Uuid>>(&mut self) -> T {
        self.entropy = self.entropy.wrapping_add(1);
        let bytes = self.entropy.to_be_bytes();
        let mut tail = [0; 10];
        tail.copy_from_slice(&bytes[6..]);
        uuid::Builder::from_unix_timestamp_millis(self.at.as_unix_millis(), &tail)
            .into_uuid()
            .into()
    }
}
