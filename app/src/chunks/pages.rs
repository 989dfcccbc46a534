//! The pages besides the desktop.

use leptos::prelude::*;
use leptos_router::LazyRoute;

use super::Gone;
#[cfg(feature = "chunks")]
use super::walk::Walk;
use crate::ui::{
    account::{history::HistoryPage, language::LanguagePage},
    planning::planned_calls::PlannedCallsPage,
    settings::notifications_page::NotificationsPage,
    supervisor::{agents_devices::AgentsDevicesPage, trace_page::TracePage},
};

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
        #[cfg(feature = "hydrate")]
        pub async fn load_page(path: &str) -> Result<(), Gone> {
            #[cfg(feature = "chunks")]
            match named(path) {
                $($path => {
                    $load().await?;
                    there::note($path);
                })*
                _ => {}
            }
            #[cfg(not(feature = "chunks"))]
            let _ = path;
            Ok(())
        }

        /// Whether the page at this address needs no file that is not there.
        #[cfg(feature = "chunks")]
        pub fn is_there(path: &str) -> bool {
            let path = named(path);
            ![$($path),*].contains(&path) || there::knows(path)
        }
    };
}

/// The pages whose files are there.
#[cfg(feature = "chunks")]
mod there {
    use std::cell::RefCell;

    thread_local! {
        static PATHS: RefCell<Vec<&'static str>> = const { RefCell::new(Vec::new()) };
    }

    pub fn note(path: &'static str) {
        PATHS.with_borrow_mut(|paths| paths.push(path));
    }

    pub fn knows(path: &str) -> bool {
        PATHS.with_borrow(|paths| paths.contains(&path))
    }
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
