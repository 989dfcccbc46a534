//! What a page does not begin with, each in a file of its own that the browser loads when it is needed: the pages
//! besides the desktop, and the languages.
//!
//! Without the feature `chunks` (on the server, and under `make dev`) all of it is in one piece, and nothing waits.
//! A file can be gone: after an upgrade an old page asks for what the new release no longer has. Then the browser is led
//! to the same address, where the new release answers. While nothing answers, it is tried again.

use leptos::{prelude::*, wasm_split::SplitLoaderError};
use leptos_router::LazyRoute;

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
                    #[cfg(feature = "chunks")]
                    {
                        let walk = Walk::begin();
                        while $load().await.is_err() {
                            if walk.is_over().await {
                                return ().into_any();
                            }
                        }
                    }
                    #[cfg(feature = "chunks")]
                    let page = $file().await;
                    #[cfg(not(feature = "chunks"))]
                    let page = $file();
                    page.unwrap_or_else(|Gone| ().into_any())
                }
            }
        )*

        /// The chunk that the page at this address begins with.
        #[cfg(feature = "ssr")]
        pub fn of_page(path: &str) -> Option<&'static str> {
            match named(path) {
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
            match named(path) {
                $($path => $load().await?,)*
                _ => {}
            }
            #[cfg(not(feature = "chunks"))]
            let _ = path;
            Ok(())
        }
    };
}

/// The router takes an address with a slash at its end for the same.
#[cfg(any(feature = "ssr", feature = "chunks"))]
fn named(path: &str) -> &str {
    path.trim_end_matches('/')
}

pages! {
    History: HistoryPage from history, before load_history, at "/profile/notifications/history";
    Languages: LanguagePage from languages, before load_languages, at "/profile/language";
    Notifications: NotificationsPage from notifications, before load_notifications, at "/profile/notifications";
    PlannedCalls: PlannedCallsPage from planned_calls, before load_planned_calls, at "/schedule";
    AgentsDevices: AgentsDevicesPage from agents_devices, before load_agents_devices, at "/supervisor/devices";
    Traced: TracePage from traced, before load_traced, at "/supervisor/notifications";
}

/// Somebody goes to a page whose file could not be loaded.
#[cfg(feature = "chunks")]
struct Walk {
    location: leptos_router::location::Location,
    path: String,
    address: String,
    /// The server has answered once since: then the file may be there as well.
    answered: std::cell::Cell<bool>,
}

#[cfg(feature = "chunks")]
impl Walk {
    fn begin() -> Self {
        let location = leptos_router::hooks::use_location();
        let path = location.pathname.get_untracked();
        let query = location.search.get_untracked();
        let query = query.trim_start_matches('?');
        let address = if query.is_empty() {
            path.clone()
        } else {
            format!("{path}?{query}")
        };
        Self {
            location,
            path,
            address,
            answered: std::cell::Cell::new(false),
        }
    }

    /// Waits until it is worth another try. Over is the walk when they have gone elsewhere meanwhile, or when the server
    /// answers and still has no such file: then the whole page is asked for.
    async fn is_over(&self) -> bool {
        while !crate::browser::answers(&self.address).await {
            wait_a_moment().await;
            if self.is_elsewhere() {
                return true;
            }
        }
        if self.is_elsewhere() {
            return true;
        }
        let is_gone = self.answered.replace(true);
        if is_gone {
            crate::browser::go_to(&self.address);
        }
        is_gone
    }

    fn is_elsewhere(&self) -> bool {
        self.location.pathname.try_get_untracked().as_ref() != Some(&self.path)
    }
}

#[cfg(feature = "hydrate")]
async fn wait_a_moment() {
    gloo_timers::future::TimeoutFuture::new(2_000).await;
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
/// A page that is older than its server is asked for once more.
#[cfg(feature = "hydrate")]
pub async fn until_loaded() {
    let location = window().location();
    let path = location.pathname().unwrap_or_default();
    let page = document().document_element();
    let code = page
        .and_then(|page| page.get_attribute("lang"))
        .unwrap_or_default();
    let language = Language::from_tag(&code).unwrap_or_default();
    while load_language(language).await.is_err() || load_page(&path).await.is_err() {
        if crate::browser::answers(&path).await {
            crate::browser::reload_once();
        }
        wait_a_moment().await;
    }
}
