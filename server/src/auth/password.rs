//! Passwords, which never show.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{opaque, weak};

const SHORTEST: usize = 8;
/// In bytes. Long enough for any passphrase, short enough to hash.
const LONGEST: usize = 1_024;

/// Text that must not be shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

/// Why nobody may choose that password.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordProblem {
    #[error("the password is too short: at least {SHORTEST} characters, better 15 or more")]
    TooShort,
    #[error("the password is too long: at most {LONGEST} bytes")]
    TooLong,
    #[error(
        "the password is one of those that are guessed first: choose another, a few words that nobody would put together"
    )]
    Common,
    #[error(
        "the password is little more than the name of the desk, of the agent or of Deskbell, which is guessed first: choose another"
    )]
    Own,
    #[error("the password has a control character, which not every keyboard can type")]
    Control,
}

impl Password {
    /// A password that somebody wants to have.
    pub fn chosen(text: &str) -> Result<Self, PasswordProblem> {
        let password = Self(text.to_owned());
        password.check(&[])?;
        Ok(password)
    }

    /// Whether somebody may choose it where these names and addresses are at home.
    pub fn check(&self, own: &[&str]) -> Result<(), PasswordProblem> {
        let text = &self.0;
        let enforced = opaque::enforced(text);
        if text.chars().any(char::is_control) {
            Err(PasswordProblem::Control)
        } else if enforced.chars().count() < SHORTEST {
            Err(PasswordProblem::TooShort)
        } else if text.len().max(enforced.len()) > LONGEST {
            Err(PasswordProblem::TooLong)
        } else if weak::is_common(text) {
            Err(PasswordProblem::Common)
        } else if weak::is_own(text, own) {
            Err(PasswordProblem::Own)
        } else {
            Ok(())
        }
    }

    /// A password that somebody claims to have.
    pub fn claimed(text: String) -> Self {
        Self(text)
    }

    /// For whoever hashes it, and nobody else.
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
        assert!(Password::chosen("bell-two").is_ok());
        assert_eq!(
            Password::chosen("1234567\u{308}"),
            Ok(Password("1234567\u{308}".to_owned()))
        );
        assert_eq!(
            Password::chosen("aaaaaau\u{308}"),
            Err(PasswordProblem::TooShort),
            "seven letters"
        );
        assert_eq!(
            Password::chosen("tab\tulator"),
            Err(PasswordProblem::Control)
        );
        assert_eq!(
            Password::chosen(&"x".repeat(1_025)),
            Err(PasswordProblem::TooLong)
        );
    }

    #[test]
    fn a_password_that_is_guessed_first_is_refused() {
        let common = Password::chosen("password123");
        assert_eq!(common, Err(PasswordProblem::Common));
        assert_eq!(Password::chosen("deskbell-26"), Err(PasswordProblem::Own));
        let password = Password::chosen("acme-desk").unwrap();
        assert_eq!(password.check(&["Acme Desk"]), Err(PasswordProblem::Own));
        assert_eq!(password.check(&["Other"]), Ok(()));
    }

    #[test]
    fn a_password_does_not_show() {
        let password = Password::chosen("ring-the-bell").unwrap();
        assert_eq!(format!("{password:?}"), "Password(***)");
    }
}
