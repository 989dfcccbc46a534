//! What a page does not begin with, each in a file of its own that the browser loads when it is needed: the pages
//! besides the desktop, and the languages.
//!
//! Without the feature `chunks` (on the server, and under `make dev`) all of it is in one piece, and nothing waits.
//! A file can be gone: after an upgrade an old page asks for what the new release no longer has. Then the browser is led
//! to the same address, where the new release answers.

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::{LazyRoute, hooks::use_location};

#[cfg(feature = "chunks")]
use crate::text::Tongue;
use crate::{
    text::Language,
    ui::{
        account::{history::HistoryPage, language::LanguagePage},
        planning::planned_calls::PlannedCallsPage,
        settings::notifications_page::NotificationsPage,
        supervisor::{agents_devices::AgentsDevicesPage, trace_page::TracePage},
    },
};

/// A file could not be loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gone;

impl From<SplitLoaderError> for Gone {
    fn from(_: SplitLoaderError) -> Self {
        Self
    }
}

/// Makes each page a route whose file is loaded when somebody goes there.
macro_rules! pages {
    ($($route:ident: $page:ident from $file:ident, before $load:ident, at $path:literal;)*) => {
        $(
            #[cfg_attr(feature = "chunks", leptos::wasm_split::wasm_split(
                $file,
                fallible,
                preload($load),
                wasm_split_path = ::leptos::wasm_split
            ))]
            fn $file() -> Result<AnyView, Gone> {
                Ok(view! { <$page/> }.into_any())
            }

            pub struct $route;

            impl LazyRoute for $route {
                fn data() -> Self {
                    Self
                }

                async fn view(_: Self) -> AnyView {
                    let location = use_location();
                    #[cfg(feature = "chunks")]
                    let page = $file().await;
                    #[cfg(not(feature = "chunks"))]
                    let page = $file();
                    page.unwrap_or_else(|Gone| {
                        let path = location.pathname.get_untracked();
                        ask_the_server(&path, &location.search.get_untracked());
                        ().into_any()
                    })
                }
            }
        )*

        /// The chunk that the page at this address begins with.
        #[cfg(feature = "ssr")]
        pub fn of_page(path: &str) -> Option<&'static str> {
            match path {
                $($path => Some(stringify!($file)),)*
                _ => None,
            }
        }

        /// Loads what the page at this address begins with.
        ///
        /// # Errors
        /// Nothing answers, or there is no such file any more.
        pub async fn load_page(path: &str) -> Result<(), Gone> {
            #[cfg(feature = "chunks")]
            match path {
                $($path => $load().await?,)*
                _ => {}
            }
            #[cfg(not(feature = "chunks"))]
            let _ = path;
            Ok(())
        }
    };
}

pages! {
    History: HistoryPage from history, before load_history, at "/profile/notifications/history";
    Languages: LanguagePage from languages, before load_languages, at "/profile/language";
    Notifications: NotificationsPage from notifications, before load_notifications, at "/profile/notifications";
    PlannedCalls: PlannedCallsPage from planned_calls, before load_planned_calls, at "/schedule";
    AgentsDevices: AgentsDevicesPage from agents_devices, before load_agents_devices, at "/supervisor/devices";
    Traced: TracePage from traced, before load_traced, at "/supervisor/notifications";
}

fn ask_the_server(path: &str, search: &str) {
    let query = search.trim_start_matches('?');
    let address = if query.is_empty() {
        path.to_owned()
    } else {
        format!("{path}?{query}")
    };
    // Without an address to go to there is no page either.
    let _ = window().location().assign(&address);
}

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

/// Loads what the page of this browser begins with. What the server has drawn is read meanwhile, and its forms are sent.
#[cfg(feature = "hydrate")]
pub async fn until_loaded() {
    /// A connection that was lost while the page came.
    const TRY_AGAIN_MILLIS: u32 = 2_000;

    let path = window().location().pathname().unwrap_or_default();
    let page = document().document_element();
    let code = page
        .and_then(|page| page.get_attribute("lang"))
        .unwrap_or_default();
    let language = Language::from_tag(&code).unwrap_or_default();
    while load_language(language).await.is_err() || load_page(&path).await.is_err() {
        gloo_timers::future::TimeoutFuture::new(TRY_AGAIN_MILLIS).await;
    }
}
