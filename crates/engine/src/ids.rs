//! The only place with randomness: ids and tokens.

use domain::id::IdMint;
use rand::{TryRngCore, rngs::OsRng};
use uuid::Uuid;

use crate::clock::Clock;

/// A new id, ordered by time.
pub fn fresh<T: From<Uuid>>(clock: &dyn Clock) -> T {
    IdMint::new(clock.now(), entropy()).mint()
}

/// 128 random bits.
pub fn entropy() -> u128 {
    let mut bytes = [0; 16];
    fill(&mut bytes);
    u128::from_be_bytes(bytes)
}

/// 256 random bits, for whatever must not be guessed.
pub fn token() -> [u8; 32] {
    let mut bytes = [0; 32];
    fill(&mut bytes);
    bytes
}

fn fill(bytes: &mut [u8]) {
    OsRng
        .try_fill_bytes(bytes)
        .expect("the system's random source is there since before this program started");
}
