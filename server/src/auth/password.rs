//! Passwords, which never show.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

const SHORTEST: usize = 8;
/// In bytes. Long enough for any passphrase, short enough to hash.
const LONGEST: usize = 1_024;

/// Text that must not be shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordProblem {
    #[error("the password is too short: at least {SHORTEST} characters, better 15 or more")]
    TooShort,
    #[error("the password is too long: at most {LONGEST} bytes")]
    TooLong,
}

impl Password {
    /// A password that somebody wants to have.
    pub fn chosen(text: &str) -> Result<Self, PasswordProblem> {
        if text.chars().count() < SHORTEST {
            Err(PasswordProblem::TooShort)
        } else if text.len() > LONGEST {
            Err(PasswordProblem::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// A password that somebody claims to have.
    pub fn claimed(text: String) -> Self {
        Self(text)
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// Nobody can have chosen it.
    pub fn is_too_long(&self) -> bool {
        self.0.len() > LONGEST
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_has_a_length() {
        assert_eq!(Password::chosen("1234567"), Err(PasswordProblem::TooShort));
        assert!(Password::chosen("12345678").is_ok());
        assert_eq!(
            Password::chosen(&"x".repeat(1_025)),
            Err(PasswordProblem::TooLong)
        );
    }

    #[test]
    fn a_password_does_not_show() {
        let password = Password::chosen("ring-the-bell").unwrap();
        assert_eq!(format!("{password:?}"), "Password(***)");
    }
}
