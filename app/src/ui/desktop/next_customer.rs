//! Whoever is attended next, as far as this page can tell.

use domain::{
    serving::{Full, Serving},
    time::Timestamp,
    view::{AgentView, Group, Row},
};
use leptos::prelude::*;

use super::row_words::{kind_and_team, opening};
use crate::{
    desk::context::DeskContext,
    reactive::memo,
    text::{Sessions, customer_name, use_language},
};

/// Whoever is first of those who ring here: the desk skips whom this agent has put off, and they don't ring. Of anybody
/// else only the desk knows whether this agent may take them, so nobody comes after one whose team is closed.
pub fn next_customer(view: &AgentView, now: Timestamp) -> Option<&Row> {
    let mut line = view.listed(Group::Pending, now).into_iter();
    line.find(|row| view.rings.contains_key(&row.id) || opening(row, now).is_some())
        .filter(|row| view.rings.contains_key(&row.id))
}

/// Why none of those who wait can be taken; nothing where that is for the desk to say.
pub fn no_room(view: &AgentView, now: Timestamp) -> Option<Full> {
    if matches!(view.serving(), Serving::Call(_)) {
        return Some(Full::InCall);
    }
    if view.beyond > 0 {
        return None;
    }
    let pending = view.listed(Group::Pending, now);
    let refusals: Option<Vec<_>> = pending.iter().map(|row| view.room_for(row).err()).collect();
    refusals?.into_iter().next()
}

/// What they want, before anybody connects them.
#[component]
pub fn NextCustomer(desk: DeskContext, stale: Memo<Option<Timestamp>>) -> impl IntoView {
    let language = use_language();
    let next = memo(move || {
        let now = desk.now.get();
        stale
            .read()
            .is_none()
            .then(|| desk.with(|view| next_customer(view, now).cloned()))?
    });
    let wait = move || {
        let row = next.read();
        let waited = desk.now.get().since(row.as_ref()?.since());
        Some(language.say(Sessions::HasWaited(waited)))
    };
    view! {
        {move || next.get().map(|row| {
            let what = desk.with(|view| kind_and_team(&row, view, language));
            view! {
                <section class="card next-customer" aria-labelledby="next-customer">
                    <p id="next-customer" class="quiet small">{language.say(Sessions::NextCustomer)}</p>
                    <p class="next-who"><bdi>{customer_name(&row.customer, language)}</bdi></p>
                    <p class="quiet">
                        {what} " · " {move || wait()}
                    </p>
                    {row.message.map(|message| view! { <blockquote dir="auto">{message}</blockquote> })}
                </section>
            }
        })}
    }
}

#[cfg(test)]
mod tests {
    use domain::{
        request::{Draft, Kind},
        view::{Session, SessionStage},
    };

    use super::*;
    use crate::desk::sample_view::{NOW, desktop, request, ring, row};

    /// The first is in hand.
    fn with(kinds: &[Kind]) -> AgentView {
        let mut view = desktop([ring(2)]);
        view.requests = (1..)
            .zip(kinds)
            .map(|(number, kind)| (request(number), row(number, *kind)))
            .collect();
        view.sessions = [Session {
            request: request(1),
            stage: SessionStage::Bridged {
                since: NOW,
                draft: Draft::default(),
            },
        }]
        .into_iter()
        .collect();
        for row in view.requests.values_mut().take(1) {
            row.phase = domain::view::Phase::Over;
        }
        view
    }

    #[test]
    fn whom_this_agent_has_put_off_is_not_next() {
        let mut view = with(&[Kind::InboundCall, Kind::NewRequest, Kind::NewRequest]);
        view.sessions = domain::view::Sessions::default();
        view.rings = [ring(3)].into_iter().collect();
        assert_eq!(
            next_customer(&view, NOW).map(|row| row.id),
            Some(request(3))
        );
        view.rings.clear();
        assert_eq!(next_customer(&view, NOW), None);
    }

    #[test]
    fn whose_hands_are_full_is_told_so_and_whose_are_not_is_not() {
        let in_call = with(&[Kind::InboundCall, Kind::InboundChat]);
        assert_eq!(no_room(&in_call, NOW), Some(Full::InCall));

        // One chat is all that this team's agents have at once.
        let mut in_chat = with(&[Kind::InboundChat, Kind::InboundChat, Kind::InboundCall]);
        let refused = no_room(&in_chat, NOW);
        assert!(
            refused.is_some_and(|full| full != Full::InCall),
            "{refused:?}"
        );
        in_chat.beyond = 1;
        assert_eq!(no_room(&in_chat, NOW), None, "it may be anybody");
        assert_eq!(
            no_room(&with(&[Kind::InboundChat]), NOW),
            None,
            "nobody waits"
        );

        let mut free = in_chat;
        free.beyond = 0;
        free.sessions = domain::view::Sessions::default();
        assert_eq!(no_room(&free, NOW), None);
    }
}
