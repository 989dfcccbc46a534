//! The languages.

#[cfg(feature = "hydrate")]
use super::Gone;
use crate::text::Language;
#[cfg(feature = "chunks")]
use crate::text::Tongue;

/// Makes each language a file.
macro_rules! tongues {
    ($($language:ident: $file:ident;)*) => {
        $(
            #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
                $file,
                fallible,
                wasm_split_path = ::leptos::wasm_split
            ))]
            #[cfg(feature = "chunks")]
            fn $file() -> Result<&'static dyn Tongue, Gone> {
                Ok(crate::text::$file())
            }
        )*

        /// The chunk of a language.
        #[cfg(feature = "ssr")]
        pub fn of_language(language: Language) -> &'static str {
            match language {
                $(Language::$language => stringify!($file),)*
            }
        }

        /// Loads what the page says in every place.
        ///
        /// # Errors
        /// Nothing answers, or there is no such file any more.
        #[cfg(feature = "hydrate")]
        pub async fn load_language(language: Language) -> Result<(), Gone> {
            #[cfg(feature = "chunks")]
            crate::text::speak(match language {
                $(Language::$language => $file().await?,)*
            });
            #[cfg(not(feature = "chunks"))]
            let _ = language;
            Ok(())
        }
    };
}

tongues! {
    En: english;
    Es: spanish;
}
