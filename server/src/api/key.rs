//! A key of the REST interface.

use std::fmt;

use crate::digest::sha256_hex;

/// What tells our keys from others' when one turns up in a log or a repository.
const PREFIX: &str = "dbk_";

/// The key itself: shown once, then known by its hash alone. Debug output doesn't tell it.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

impl ApiKey {
    /// `entropy`: 256 fresh random bits.
    pub fn from_entropy(entropy: [u8; 32]) -> Self {
        Self(format!("{PREFIX}{}", hex::encode(entropy)))
    }

    /// A key that somebody brought along, of whatever form.
    pub fn from_text(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// SHA-256 in hex: what is stored and looked up.
    pub fn hash(&self) -> String {
        sha256_hex(self.0.as_bytes())
    }

    /// For the one time it is shown.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(hidden)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_can_be_recognised_but_not_read_from_debug_output() {
        let key = ApiKey::from_entropy([7; 32]);
        assert!(key.reveal().starts_with("dbk_0707"));
        assert_eq!(key.reveal().len(), 4 + 64);
        assert_eq!(format!("{key:?}"), "ApiKey(hidden)");
        assert_eq!(key.hash(), ApiKey::from_text(key.reveal()).hash());
    }
}
