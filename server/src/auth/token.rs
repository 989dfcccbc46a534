//! The secret of a session, as its cookie holds it.

use std::fmt;

use crate::digest::sha256_hex;

/// The secret of a session cookie: 256 random bits in hex.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// One that nobody can guess.
    pub fn fresh() -> Self {
        Self(hex::encode(engine::ids::token()))
    }

    /// What a cookie holds, if it can be a token at all.
    pub fn parse(text: &str) -> Option<Self> {
        let well_formed = text.len() == 64 && text.bytes().all(|c| c.is_ascii_hexdigit());
        well_formed.then(|| Self(text.to_owned()))
    }

    /// For the cookie.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// What the database keeps. A fast hash is right: nobody can guess 256 random bits.
    pub fn hash(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(***)")
    }
}
