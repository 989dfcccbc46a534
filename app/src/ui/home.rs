//! Where the address of the site itself leads.

use leptos::prelude::*;

use super::{account::signed_in::signed_in, desktop::desktop_page::Desktop};

/// The desktop for who is signed in, the front page for everybody else.
#[component]
pub fn Home() -> impl IntoView {
    signed_in(|desk| view! { <Desktop desk/> })
}
