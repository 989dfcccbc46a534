//! Who is asking: passwords, sessions, and the presence of agents that follows from them.
//!
//! An agent is signed in to the desk for as long as one session of theirs lives in some browser.
//! Nothing is stored before a password was right.

mod access;
mod argon;
pub mod cookie;
mod expiry;
pub mod hasher;
pub mod layer;
pub mod lifetime;
mod opaque;
pub mod password;
mod seen;
pub mod session;
pub mod sign_in;
mod throttle;
pub mod token;
mod turns;
pub mod unavailable;
mod weak;

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex},
    time::Duration,
};

use engine::Engine;

use self::{hasher::Hasher, lifetime::Lifetime, seen::Seen, turns::Turns};

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
