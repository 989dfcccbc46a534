//! The languages that there are, and how each says a sentence.

use leptos::prelude::use_context;
use serde::{Deserialize, Serialize};

use super::{Text, en, es};
use crate::device::{remedy::Step, user_agent::UserAgent};

/// Makes the list of languages out of one line each.
macro_rules! languages {
    ($($(#[$mark:meta])* $language:ident: $catalogue:ident, $code:literal, $own_name:literal;)*) => {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Language {
            $($(#[$mark])* $language,)*
        }

        impl Language {
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$language),*];

            /// The code in the cookie, in forms and in `<html lang>`.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$language => $code,)*
                }
            }

            /// What its speakers call it.
            pub fn own_name(self) -> &'static str {
                match self {
                    $(Self::$language => $own_name,)*
                }
            }

            pub fn say(self, text: Text) -> String {
                match self {
                    $(Self::$language => $catalogue::say(text),)*
                }
            }

            /// The catalogue as it is written.
            #[cfg(test)]
            pub(super) fn source(self) -> &'static str {
                match self {
                    $(Self::$language => {
                        include_str!(concat!(stringify!($catalogue), ".rs"))
                    })*
                }
            }
        }
    };
}

// A language is its catalogue, `mod` above, and its line here. CONTRIBUTING.md has the steps.
languages! {
    #[default]
    En: en, "en", "English";
    Es: es, "es", "Español";
}

impl Language {
    /// Reads a code or a longer tag such as `es-MX`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }

    pub fn say_steps(self, steps: &[Step], browser: &UserAgent) -> Vec<String> {
        steps
            .iter()
            .map(|step| {
                self.say(Text::Step {
                    step: *step,
                    browser,
                })
            })
            .collect()
    }
}

/// The language of the page, provided by the root.
pub fn use_language() -> Language {
    use_context().unwrap_or_default()
}
