//! The languages that there are. What each says is in `en` and its like.

use leptos::prelude::use_context;
use serde::Serialize;
use unpack::Unpack;

/// Makes the list of languages out of one line each.
macro_rules! languages {
    ($($(#[$mark:meta])* $language:ident: $code:literal, $own_name:literal;)*) => {
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
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
        }
    };
}

// A language is its line here, its line in `spoken` and the folder named after its code. CONTRIBUTING.md has the steps.
languages! {
    #[default]
    En: "en", "English";
    Es: "es", "Español";
}

impl Language {
    /// Reads a code or a longer tag such as `es-MX`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?;
        Self::ALL
            .into_iter()
            .find(|language| language.code().eq_ignore_ascii_case(primary))
    }
}

/// The language of the page, provided by the root.
pub fn use_language() -> Language {
    use_context().unwrap_or_default()
}
