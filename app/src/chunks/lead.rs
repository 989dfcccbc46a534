//! Leads to the pages whose files are not there yet. The router goes there once they are.

use std::{cell::Cell, pin::pin, rc::Rc};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use leptos::{
    ev,
    prelude::*,
    wasm_bindgen::{JsCast, closure::Closure},
};
use leptos_router::{NavigateOptions, hooks::use_navigate};
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::{Gone, pages, way::Way};
use crate::{
    browser,
    desk::context::DeskContext,
    reactive::{memo, spawn_local},
    ui::kit::handler::is_plain,
};

/// What comes sooner needs no word.
const SOON_MILLIS: u32 = 300;
/// A connection that is gone for a moment is not worth a word either.
const PATIENCE_MILLIS: u32 = 8_000;

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
    let navigate = use_navigate();
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
            let (to, navigate) = (to.to_owned(), navigate.clone());
            spawn_local(async move {
                let is_on = || walks.get() == number;
                let file = {
                    let mut file = pin!(file_of(&to));
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
                    File::There => navigate(&to, NavigateOptions::default()),
                    File::Gone => browser::go_to(&to),
                    File::Lost => way.set(Way::Lost { to }),
                }
            });
        }
    };
    let in_hand = memo(move || desk.with(|view| view.sessions.iter().count()));
    let elsewhere = {
        let begin = begin.clone();
        move || {
            begin();
        }
    };
    let back = elsewhere.clone();
    let _ = window_event_listener(ev::popstate, move |_| back());
    Effect::new(move |before: Option<()>| {
        let wanted = desk.wanted.get().is_some();
        in_hand.track();
        if before.is_some() && (wanted || in_hand.get_untracked() > 0) {
            elsewhere();
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

fn path_of(address: &str) -> &str {
    address.split(['?', '#']).next().unwrap_or_default()
}

async fn file_of(address: &str) -> File {
    let path = path_of(address);
    let mut comes = pin!(super::tried(async || pages::load_page(path).await));
    loop {
        match select(&mut comes, TimeoutFuture::new(PATIENCE_MILLIS)).await {
            Either::Left((Ok(()), _)) => return File::There,
            Either::Left((Err(Gone), _)) => return File::Gone,
            // It is slow.
            Either::Right(_) if browser::answers().await => {}
            Either::Right(_) => return File::Lost,
        }
    }
}
