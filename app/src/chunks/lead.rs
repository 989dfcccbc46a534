//! Leads to the pages whose files are not there yet. The router goes there once they are.

use std::{cell::Cell, pin::pin, rc::Rc};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::{Gone, pages, way::Way};
use crate::{
    browser,
    desk::context::{Connection, DeskContext},
    reactive::{effect, memo, on_change, spawn_local},
    ui::kit::handler::is_plain,
};

/// What comes sooner needs no word.
const SOON_MILLIS: u32 = 300;
/// A connection that is gone for a moment is not worth a word either.
const PATIENCE_MILLIS: u32 = 8_000;
/// That it is gone is known.
const DOUBT_MILLIS: u32 = 1_500;

/// What became of the file of a page.
enum File {
    There,
    /// The server answers, and has none: it is another release.
    Gone,
    Lost,
}

/// Takes the clicks on links to such pages. Returns what goes there by itself. Who goes elsewhere meanwhile, is wanted by a
/// request or has a customer in hand, is led no further.
pub fn follow(desk: DeskContext, way: RwSignal<Way>) -> impl Fn(&str) + 'static {
    let walks = Rc::new(Cell::new(0_u32));
    let begin = {
        let walks = Rc::clone(&walks);
        move || {
            walks.set(walks.get() + 1);
            way.set(Way::Here);
            walks.get()
        }
    };
    let go = {
        let begin = begin.clone();
        move |to: &str| {
            let number = begin();
            let walks = Rc::clone(&walks);
            let to = to.to_owned();
            spawn_local(async move {
                let is_on = || walks.get() == number;
                let file = {
                    let is_live = desk.connection.get_untracked() == Connection::Live;
                    let patience = if is_live {
                        PATIENCE_MILLIS
                    } else {
                        DOUBT_MILLIS
                    };
                    let mut file = pin!(file_of(&to, patience));
                    let soon = TimeoutFuture::new(SOON_MILLIS);
                    match select(&mut file, soon).await {
                        Either::Left((file, _)) => file,
                        Either::Right(_) => {
                            if is_on() {
                                way.set(Way::Loading);
                            }
                            file.await
                        }
                    }
                };
                if !is_on() {
                    return;
                }
                way.set(Way::Here);
                match file {
                    File::There => walk_to(&to),
                    File::Gone => browser::go_to(&to),
                    File::Lost => way.set(Way::Lost { to }),
                }
            });
        }
    };
    let elsewhere = {
        let begin = begin.clone();
        move || {
            begin();
        }
    };
    let back = elsewhere.clone();
    let _ = window_event_listener(ev::popstate, move |_| back());
    desk.when_one_comes_into_hand(elsewhere.clone());
    let wanted = memo(move || desk.wanted.get());
    on_change(wanted, move |_, now| {
        if now.is_some() {
            elsewhere();
        }
    });
    // What did not arrive is past as soon as something does.
    effect(move || {
        if desk.connection.get() == Connection::Live
            && matches!(way.get_untracked(), Way::Lost { .. })
        {
            way.set(Way::Here);
        }
    });
    let led = go.clone();
    let clicks = Closure::<dyn Fn(MouseEvent)>::new(move |event: MouseEvent| {
        let Some(to) = followed(&event) else {
            return;
        };
        begin();
        if !pages::is_there(path_of(&to)) {
            event.prevent_default();
            led(&to);
        }
    });
    // Before the router, which listens at the window. Fails only for a callback that is no function.
    let _ = document().add_event_listener_with_callback("click", clicks.as_ref().unchecked_ref());
    clicks.forget();
    go
}

/// The address of this site that a click leads to, if it is one that the router would follow.
fn followed(event: &MouseEvent) -> Option<String> {
    if event.default_prevented() || !is_plain(event) {
        return None;
    }
    let target = event.target()?.dyn_into::<web_sys::Element>().ok()?;
    let link = target.closest("a[href]:not([target], [download], [rel~=external])");
    let link = link.ok()??.dyn_into::<HtmlAnchorElement>().ok()?;
    let ours = window().location().origin().ok()? == link.origin();
    ours.then(|| format!("{}{}{}", link.pathname(), link.search(), link.hash()))
}

/// As by a link: what the router makes of a click is all that a page needs of it.
fn walk_to(address: &str) {
    let link = document().create_element("a").ok();
    let link = link.and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok());
    if let (Some(link), Some(body)) = (link, document().body()) {
        link.set_href(address);
        // Refused by nothing but a page without a body.
        let _ = body.append_child(&link);
        link.click();
        link.remove();
    }
}

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

async fn file_of(address: &str, patience: u32) -> File {
    let path = path_of(address);
    let mut comes = pin!(super::tried(async || pages::load_page(path).await));
    loop {
        match select(&mut comes, TimeoutFuture::new(patience)).await {
            Either::Left((Ok(()), _)) => return File::There,
            Either::Left((Err(Gone), _)) => return File::Gone,
            // It is slow.
            Either::Right(_) if answers_within(patience).await => {}
            Either::Right(_) => return File::Lost,
        }
    }
}

/// A network that has gone away says nothing at all.
async fn answers_within(patience: u32) -> bool {
    let answers = pin!(browser::answers());
    let answer = select(answers, TimeoutFuture::new(patience)).await;
    matches!(answer, Either::Left((true, _)))
}
