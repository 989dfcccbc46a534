//! Leads from the customer in hand to the form that plans a call with them.

use domain::id::RequestId;
use leptos::prelude::*;

use crate::text::{Sessions, use_language};

/// The address names the request and nothing of the customer: the form finds them by it.
#[component]
pub fn ScheduleLink(request: RequestId) -> impl IntoView {
    let language = use_language();
    view! {
        <a class="button" href=format!("/schedule?for={request}")>
            {language.say(Sessions::ScheduleThis)}
        </a>
    }
}
