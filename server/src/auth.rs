//! Who is asking: passwords, sessions, and the presence of agents that follows from them.
//!
//! An agent is signed in to the desk for as long as one session of theirs lives in some browser.
//! Nothing is stored before a password was right.

mod access;
mod cookie;
mod expiry;
mod hasher;
mod layer;
mod lifetime;
mod opaque;
mod password;
mod seen;
mod session;
mod sign_in;
mod throttle;
mod turns;
mod weak;

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex},
    time::Duration,
};

use engine::{CommandError, Engine};
use sha2::{Digest, Sha256};
use storage::StoreError;

use self::seen::Seen;
use self::turns::Turns;
pub use self::{
    cookie::{CookieNames, Cookies, language_cookie},
    hasher::{Busy, Hasher},
    layer::{Current, resolve},
    lifetime::Lifetime,
    password::{Password, PasswordProblem},
    session::SignOutError,
    sign_in::{Attempt, SignInError, SignedInNow, whole_seconds},
    throttle::network,
};

/// Everything that signing in and out needs. Cheap to clone.
#[derive(Clone)]
pub struct Auth {
    engine: Engine,
    hasher: Hasher,
    turns: Turns,
    /// Held while sessions begin or end together with the presence of their agent: otherwise a
    /// sign-out could overtake a sign-in and leave a session whose agent is signed out.
    presence: Arc<tokio::sync::Mutex<()>>,
    lifetime: Lifetime,
    seen: Arc<Seen>,
    /// Sessions whose browser knows that they end soon, by the hash of their token.
    warned: Arc<Mutex<BTreeSet<String>>>,
}

impl Auth {
    /// `patience`: how long a sign-in waits for its turn.
    pub fn new(engine: Engine, hasher: Hasher, lifetime: Lifetime, patience: Duration) -> Self {
        Self {
            turns: Turns::new(engine.clone(), patience),
            engine,
            hasher,
            presence: Arc::default(),
            lifetime,
            seen: Arc::default(),
            warned: Arc::default(),
        }
    }

    pub fn hasher(&self) -> &Hasher {
        &self.hasher
    }
}

/// The secret of a session cookie: 256 random bits in hex.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub fn fresh() -> Self {
        Self(hex::encode(engine::ids::token()))
    }

    /// What a cookie holds, if it can be a token at all.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 64 && text.bytes().all(|c| c.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_owned()))
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps. A fast hash is right: nobody can guess 256 random bits.
    pub fn hash(&self) -> String {
        hex::encode(Sha256::digest(self.0.as_bytes()))
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}

/// The database or the desk can't answer now; it is worth trying again.
#[derive(Debug, thiserror::Error)]
#[error("the server can't answer at the moment")]
pub struct Unavailable;

impl From<StoreError> for Unavailable {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "sign-in data can't be read or written");
        Self
    }
}

impl From<CommandError> for Unavailable {
    fn from(error: CommandError) -> Self {
        tracing::warn!(%error, "the desk did not take a sign-in or sign-out");
        Self
    }
}
