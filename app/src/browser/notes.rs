//! Notes: every tab lists them in its page; the leader raises a popup where nobody looks.

use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    attention, device,
    notifier::take_away,
    popups::{About, Click, Popup, raise},
    tab::Tab,
};
use crate::{
    alert::{
        notice::{LeadsTo, Notice, Writer},
        plan::{Attention, may_remind},
    },
    device::state::DeviceState,
    text::PageZone,
};

/// What is needed to write one now.
pub fn writer(tab: &Tab) -> Writer {
    Writer {
        language: tab.language,
        now: tab.clock.now(),
        zone: PageZone::Local,
    }
}

/// In place of an older one about the same.
pub fn list(tab: &Tab, note: &Notice) {
    tab.ctx.notes.try_update(|notes| {
        notes.retain(|known| known.tag != note.tag);
        notes.push(note.clone());
    });
}

pub fn show(tab: &Rc<Tab>, note: Notice) {
    let wishes = tab
        .ctx
        .view
        .try_with_untracked(|view| may_remind(view).then(|| view.me.preferences.clone()));
    let wishes = wishes.flatten();
    let Some(wishes) = wishes.filter(|wishes| wishes.desktop_notifications.is_on()) else {
        return;
    };
    let seen_in_page =
        attention::of_device(tab) == Attention::LookedAt && !wishes.while_looking.is_on();
    if seen_in_page || device::state(&tab.window) != DeviceState::Granted {
        return;
    }
    let popup = Popup {
        tag: note.tag,
        title: note.title,
        body: note.body,
        about: match note.leads_to {
            LeadsTo::Request(request) => Some(About {
                request,
                offer: None,
                click: Click::Opens,
                buttons: Vec::new(),
            }),
            LeadsTo::Desktop | LeadsTo::SignIn => None,
        },
    };
    let tab = tab.clone();
    spawn_local(async move {
        // A note that can't be shown is in the page all the same.
        let _ = raise(&tab, &popup).await;
        take_away(&tab);
    });
}
