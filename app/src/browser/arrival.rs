//! Somebody comes from a popup: by a wish that the service worker keeps until a page takes it when a
//! desktop was open, by the address of the page when it had to be opened.

use domain::id::RequestId;
use leptos::prelude::*;

use super::{
    ear::Ear,
    ports::{
        address, page,
        popups::Popups,
        service_worker::{self, Wish, WishKind, WorkerWord},
    },
};
use crate::{
    desk::{actions, context::DeskContext},
    reactive::spawn_local,
    tab::heard::Heard,
};

pub fn watch(ctx: DeskContext, popups: &Popups, ear: Ear) {
    if let Some(request) = address::take_request() {
        ctx.wanted.try_set(Some(request));
    }
    let listening = popups.clone();
    service_worker::listen(move |word| match word {
        WorkerWord::Wish => ask_for_wishes(&listening),
        WorkerWord::Wishes { wishes } => wishes.into_iter().for_each(|wish| grant(ctx, wish)),
        WorkerWord::Pushed => ear.hear(Heard::Pushed),
        WorkerWord::Open { request } => lead_to(ctx, request),
        WorkerWord::Connect { request } => connect(ctx, request),
    });
    ask_for_wishes(popups);
}

fn ask_for_wishes(popups: &Popups) {
    let popups = popups.clone();
    spawn_local(async move {
        service_worker::ask_for_wishes(popups.registration().await);
    });
}

fn grant(ctx: DeskContext, Wish { kind, request }: Wish) {
    match kind {
        WishKind::Open => lead_to(ctx, request),
        WishKind::Connect => connect(ctx, request),
        WishKind::Later => actions::later(ctx, request),
    }
}

fn lead_to(ctx: DeskContext, request: RequestId) {
    // The service worker has already asked for it; some systems want it from the page.
    page::focus();
    if address::shows_desktop() {
        ctx.wanted.try_set(Some(request));
    } else {
        // The lists are on another page, which takes the wish from its address.
        address::go_to_request(request);
    }
}

/// The popup's button *Connect*, like the row's.
fn connect(ctx: DeskContext, request: RequestId) {
    spawn_local(async move {
        actions::connected(ctx, request).await;
        lead_to(ctx, request);
    });
}
