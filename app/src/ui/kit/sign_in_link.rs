//! The way to the sign-in page, and back to the page that it was taken from.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::wire::way_back::sign_in_address;

/// For a `href`; follows the address of the page.
pub fn sign_in_from_here() -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let here = here();
    move || sign_in_address(&here())
}

/// The address of the page, its query included.
pub fn here() -> impl Fn() -> String + Clone + Send + Sync + 'static {
    let location = use_location();
    move || match location.search.get() {
        search if search.is_empty() => location.pathname.get(),
        search => format!("{}?{search}", location.pathname.get()),
    }
}
