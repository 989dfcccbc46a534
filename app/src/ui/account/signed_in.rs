//! What a page of somebody's own needs: a desk.

use leptos::prelude::*;

use super::{front::FrontPage, sign_in::SignInPage};
use crate::{desk::context::DeskContext, wire::form::PostedForm};

/// A page of the signed-in agent. Who is not signed in is led away by the server before this. What is
/// left is a form that was sent when the sign-in had ended, which waits for the next one, and a page
/// that outlived its session, which shows the front page.
pub fn signed_in<V: IntoView + 'static>(page: impl FnOnce(DeskContext) -> V) -> AnyView {
    match use_context::<DeskContext>() {
        Some(desk) => page(desk).into_any(),
        None if PostedForm::waits_for_sign_in() => view! { <SignInPage/> }.into_any(),
        None => view! { <FrontPage/> }.into_any(),
    }
}
