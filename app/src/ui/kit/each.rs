//! One view for each of several requests.

use domain::id::RequestId;
use leptos::prelude::*;

/// The view of a request stays the same elements as long as the request is there. As `For` of Leptos, which is compiled
/// anew for each content: this is there once.
#[component]
pub fn EachRequest(
    requests: Memo<Vec<RequestId>>,
    row: Callback<RequestId, AnyView>,
) -> impl IntoView {
    view! {
        <For each=move || requests.get() key=|request| *request let(request)>
            {row.run(request)}
        </For>
    }
}
