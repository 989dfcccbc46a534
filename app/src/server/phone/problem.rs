//! What is wrong with a number.

use thiserror::Error;

/// Why a text is no number to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PhoneProblem {
    #[error("not a phone number")]
    NotUnderstood,
    #[error("a phone number with an extension")]
    Extension,
    /// In the desk's country and with the international prefix of others.
    #[error("could be two phone numbers")]
    TwoMeanings,
}

impl PhoneProblem {
    /// What would do, for programs and operators; agents read the catalogue.
    pub fn expected(self, country: &str) -> String {
        match self {
            Self::NotUnderstood => format!(
                "a phone number in E.164, such as +34600123456, or as dialled inside {country}"
            ),
            Self::Extension => {
                "a phone number without its extension, such as +34600123456; the message can tell the extension"
                    .to_owned()
            }
            Self::TwoMeanings => format!(
                "a phone number with + and its country code, such as +34600123456; as dialled inside {country} it could be two"
            ),
        }
    }
}
