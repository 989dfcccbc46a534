//! The customers in the agent's hands, when there are several: whose session is shown.

use domain::{
    id::RequestId,
    request::Channel,
    view::{AgentView, SessionStage},
};
use leptos::prelude::*;

use super::stage::stage_text;
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Facts, Language, Sessions, customer_name, length, use_language},
    ui::kit::{
        each::each,
        focus,
        handler::{click, submit},
        when::When,
    },
};

/// The parameter of the desktop's address that names the session to show. It is for pages without
/// scripts; with them the choice is made in the page.
pub const SESSION: &str = "session";

/// Where the forms of a session lead without scripts: back to the same one of several.
pub fn address(view: &AgentView, request: RequestId) -> String {
    if view.sessions.iter().nth(1).is_some() {
        format!("/?{SESSION}={request}")
    } else {
        "/".to_owned()
    }
}

#[component]
pub fn SessionSwitch(
    desk: DeskContext,
    /// The one that is shown.
    served: RequestId,
) -> impl IntoView {
    let language = use_language();
    let open = desk.in_hand();
    let several = memo(move || open.read().len() > 1);
    view! {
        <When is=several>
            <form
                class="session-switch"
                method="get"
                action="/"
                on:submit=submit(move |event| event.prevent_default())
            >
                <ul aria-label=language.say(Sessions::Open)>
                    {each(
                        move || open.get(),
                        RequestId::to_string,
                        move |request| {
                            view! { <li><SwitchButton desk request served/></li> }.into_any()
                        },
                    )}
                </ul>
            </form>
        </When>
    }
}

#[component]
fn SwitchButton(desk: DeskContext, request: RequestId, served: RequestId) -> impl IntoView {
    let language = use_language();
    // Of a session that has just ended, the last that was said until the button is gone.
    let said = Memo::new(move |last: Option<&Option<(String, String)>>| {
        desk.with(|view| words(view, request, language))
            .or_else(|| last.cloned().flatten())
    });
    let customer = move || said.get().map(|(customer, _)| customer);
    let stage = move || said.get().map(|(_, stage)| stage);
    let left = move || {
        let closes_at = desk.with(|view| match view.sessions.of(request)?.stage {
            SessionStage::WrapUp { closes_at, .. } => Some(closes_at),
            _ => None,
        })?;
        Some(format!(" {}", length(closes_at.since(desk.now.get()))))
    };
    view! {
        <button
            type="submit"
            name=SESSION
            value=request.to_string()
            class="button"
            aria-current=(served == request).then_some("true")
            on:click=click(move |event| {
                event.prevent_default();
                desk.shown.set(Some(request));
                desk.problem.set(None);
                focus::once_drawn(|| {
                    focus::focus("#session-heading");
                });
            })
        >
            <span class="switch-who"><bdi>{move || customer()}</bdi></span>
            " "
            <span class="quiet small">
                {move || stage()}
                // For the eye alone: read out, it would never come to an end.
                <span class="countdown" aria-hidden="true">{move || left()}</span>
            </span>
        </button>
    }
}

/// Who it is, and where the session stands.
fn words(view: &AgentView, request: RequestId, language: Language) -> Option<(String, String)> {
    let session = view.sessions.of(request)?;
    let row = view.requests.get(&request);
    let customer = row.map_or_else(
        || language.say(Facts::Customer),
        |row| customer_name(&row.customer, language),
    );
    let channel = row.map_or(Channel::Voice, |row| row.channel);
    Some((customer, language.say(stage_text(&session.stage, channel))))
}

/// Which of the open sessions the page shows: the one that the agent chose, else the newest.
pub fn choice(open: &[RequestId], shown: Option<RequestId>) -> Option<RequestId> {
    shown
        .filter(|shown| open.contains(shown))
        .or(open.last().copied())
}

/// Whom the agent has taken since.
pub fn taken_since(before: &[RequestId], open: &[RequestId]) -> Option<RequestId> {
    open.iter()
        .rev()
        .find(|request| !before.contains(request))
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::request;

    #[test]
    fn the_newest_is_shown_unless_the_agent_chose_another_that_is_still_open() {
        let open = [request(1), request(2), request(3)];
        assert_eq!(choice(&open, None), Some(request(3)));
        assert_eq!(choice(&open, Some(request(1))), Some(request(1)));
        assert_eq!(choice(&open, Some(request(9))), Some(request(3)));
        assert_eq!(choice(&[], Some(request(1))), None);
    }

    #[test]
    fn who_was_taken_is_told_from_who_left() {
        let before = [request(1), request(2)];
        let open = [request(2), request(3)];
        assert_eq!(taken_since(&before, &open), Some(request(3)));
        assert_eq!(taken_since(&before, &before[1..]), None);
    }
}
