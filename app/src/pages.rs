//! What each address leads to.

mod agents_devices;
mod desktop;
mod front;
mod history;
mod language;
mod not_found;
mod notifications;
mod planned_calls;
mod sign_in;
mod trace;

use leptos::prelude::*;

pub use self::{
    agents_devices::AgentsDevicesPage, history::HistoryPage, language::LanguagePage,
    not_found::NotFoundPage, notifications::NotificationsPage, planned_calls::PlannedCallsPage,
    sign_in::SignInPage, trace::TracePage,
};
use self::{desktop::Desktop, front::FrontPage};
use crate::{desk_context::DeskContext, form::PostedForm};

/// The desktop for who is signed in, the front page for everybody else.
#[component]
pub fn Home() -> impl IntoView {
    signed_in(|desk| view! { <Desktop desk/> })
}

/// A page of the signed-in agent. Who is not signed in is led away by the server before this. What is
/// left is a form that was sent when the sign-in had ended, which waits for the next one, and a page
/// that outlived its session, which shows the front page.
fn signed_in<V: IntoView + 'static>(page: impl FnOnce(DeskContext) -> V) -> AnyView {
    match use_context::<DeskContext>() {
        Some(desk) => page(desk).into_any(),
        None if PostedForm::waits_for_sign_in() => view! { <SignInPage/> }.into_any(),
        None => view! { <FrontPage/> }.into_any(),
    }
}
