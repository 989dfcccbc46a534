//! What a page of somebody's own needs: a desk. And the pages of those who have none: they are read and sent without
//! scripts, so the browser's part has nothing of them.

use leptos::prelude::*;

#[cfg(feature = "ssr")]
use super::{front::FrontPage, sign_in::SignInPage};
use crate::desk::context::DeskContext;

/// A page of the signed-in agent. Who is not signed in is led away by the server before this. What is
/// left is a form that was sent when the sign-in had ended, which waits for the next one, and a page
/// that outlived its session, which shows the front page.
pub fn signed_in<V: IntoView + 'static>(page: impl FnOnce(DeskContext) -> V) -> AnyView {
    match use_context::<DeskContext>() {
        Some(desk) => page(desk).into_any(),
        None => outside(),
    }
}

#[cfg(feature = "ssr")]
fn outside() -> AnyView {
    if crate::wire::form::PostedForm::waits_for_sign_in() {
        view! { <SignInPage/> }.into_any()
    } else {
        view! { <FrontPage/> }.into_any()
    }
}

#[cfg(not(feature = "ssr"))]
fn outside() -> AnyView {
    ().into_any()
}

/// Where one signs in.
#[component]
pub fn Gate() -> impl IntoView {
    #[cfg(feature = "ssr")]
    view! { <SignInPage/> }
}
