//! Names and addresses as an operator types them.

use std::str::FromStr;

use domain::{email::Email, text};

use super::error::AdminError;

const LONGEST_NAME: usize = 200;

/// A name.
///
/// # Errors
/// `field` has none.
pub fn line(field: &'static str, text: &str) -> Result<String, AdminError> {
    text::line(text.trim(), LONGEST_NAME)
        .ok()
        .flatten()
        .ok_or(AdminError::Invalid {
            field,
            expected: "1 to 200 characters on one line, of which some can be seen",
        })
}

/// The address of an agent, as the desk knows it.
///
/// # Errors
/// It is none.
pub fn email(text: &str) -> Result<String, AdminError> {
    Email::from_str(text)
        .map(String::from)
        .map_err(|_| AdminError::Invalid {
            field: "email",
            expected: "an address such as ana@example.org",
        })
}
