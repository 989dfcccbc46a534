//! Who rings, on every page but the one that lists them: there the row says it.

use leptos::{ev, prelude::*};
use leptos_router::hooks::use_location;

use crate::{
    desk::{context::DeskContext, freshness::as_of, listing},
    reactive::memo,
    text::{Notes, use_language},
    ui::kit::{
        handler::{click, is_plain},
        icon::{Icon, IconImage},
        page_title::who_rings,
    },
};

#[component]
pub fn RingingElsewhere(desk: DeskContext) -> impl IntoView {
    let language = use_language();
    let path = use_location().pathname;
    let stale = as_of(desk);
    let rings = memo(move || {
        let is_listed = path.with(|path| listing::is_at(path));
        // Whether it still rings is not known while the connection is lost.
        if is_listed || stale.read().is_some() {
            return None;
        }
        desk.with(|view| who_rings(view, language))
    });
    move || {
        rings.get().map(|(request, words)| {
            // The router leads there, unless it is to be in another window.
            let lead = move |event: ev::MouseEvent| {
                if is_plain(&event) {
                    desk.wanted.set(Some(request));
                }
            };
            view! {
                <div class="banner ringing-elsewhere">
                    <IconImage icon=Icon::Bell/>
                    <strong class="banner-words"><bdi>{words}</bdi></strong>
                    <a class="button" href="/" on:click=click(lead)>{language.say(Notes::Show)}</a>
                </div>
            }
        })
    }
}
