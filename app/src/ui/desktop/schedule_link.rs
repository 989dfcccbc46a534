//! To the form for a call with the customer in hand.

use domain::id::RequestId;
use leptos::prelude::*;

use crate::text::{Sessions, use_language};

#[component]
pub fn ScheduleLink(request: RequestId) -> impl IntoView {
    let language = use_language();
    view! {
        <a class="button" href=format!("/schedule?request={request}")>
            {language.say(Sessions::ScheduleThis)}
        </a>
    }
}
