//! Who is asking: passwords, sessions, and the presence of agents that follows from them.
//!
//! An agent is signed in to the desk for as long as one session of theirs lives in some browser.
//! Nothing is stored before a password was right.

mod cookie;
mod expiry;
mod layer;
mod lifetime;
mod opaque;
mod password;
mod session;
mod sign_in;
mod throttle;

use std::{
    collections::BTreeSet,
    fmt,
    sync::{Arc, Mutex},
};

use engine::{CommandError, Engine};
use sha2::{Digest, Sha256};
use storage::StoreError;

use self::throttle::Throttle;
pub use self::{
    cookie::{Cookies, device_cookie, language_cookie},
    layer::{Current, resolve},
    lifetime::Lifetime,
    password::{Busy, Hasher, Password, PasswordProblem},
    session::SignOutError,
    sign_in::{Attempt, SignInError, SignedInNow, whole_seconds},
};

/// Everything that signing in and out needs. Cheap to clone.
#[derive(Clone)]
pub struct Auth {
    engine: Engine,
    hasher: Hasher,
    /// A plain lock: it is held for a look into two maps, never across an await.
    throttle: Arc<Mutex<Throttle>>,
    /// Held while sessions begin or end together with the presence of their agent: otherwise a
    /// sign-out could overtake a sign-in and leave a session whose agent is signed out.
    presence: Arc<tokio::sync::Mutex<()>>,
    lifetime: Lifetime,
    /// Sessions whose browser knows that they end soon, by the hash of their token.
    warned: Arc<Mutex<BTreeSet<String>>>,
}

impl Auth {
    pub fn new(engine: Engine, hasher: Hasher, lifetime: Lifetime) -> Self {
        Self {
            engine,
            hasher,
            throttle: Arc::default(),
            presence: Arc::default(),
            lifetime,
            warned: Arc::default(),
        }
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
