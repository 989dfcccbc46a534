//! Whoever presses a key, or moves the pointer, on a page of Deskbell is there.

use std::rc::Rc;

use domain::{
    id::RequestId,
    time::Timestamp,
    view::{Attendance, Ending, Message},
};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, MouseEvent};

use super::{listener::listen, tab::Tab};
use crate::{api, desk::patience::in_time, tab::sign_of_life::Word};

const EVENTS: [&str; 4] = ["pointermove", "pointerdown", "keydown", "wheel"];

pub fn watch(tab: &Rc<Tab>) {
    let touched = tab.clone();
    listen(&tab.window, &EVENTS, move |event| {
        if is_by_hand(&event) {
            let attendance = touched
                .ctx
                .view
                .try_with_untracked(|view| view.me.attendance)
                .unwrap_or(Attendance::Responding);
            let now = touched.clock.now();
            say(touched.sign_of_life.borrow_mut().touched(now, attendance));
        }
    });
}

/// A page that moves under a pointer that rests makes events, too.
fn is_by_hand(event: &Event) -> bool {
    event.type_() != "pointermove"
        || event
            .dyn_ref::<MouseEvent>()
            .is_some_and(|moved| moved.movement_x() != 0 || moved.movement_y() != 0)
}

/// When the offer that this message ends began to ring for the agent, if its time was over.
pub fn ran_out(tab: &Tab, message: &Message) -> Option<Timestamp> {
    let Message::OfferEnded {
        request,
        reason: Ending::TimedOut,
        ..
    } = message
    else {
        return None;
    };
    ringing_since(tab, *request)
}

fn ringing_since(tab: &Tab, request: RequestId) -> Option<Timestamp> {
    tab.ctx
        .view
        .try_with_untracked(|view| view.rings.get(&request).map(|ring| ring.began_at))?
}

pub fn note_ran_out(tab: &Tab, began_at: Timestamp) {
    let now = tab.clock.now();
    say(tab.sign_of_life.borrow_mut().ran_out(began_at, now));
}

fn say(word: Word) {
    if word == Word::ThereTheyAre {
        spawn_local(async {
            // Lost, it is said again with the next touch that counts.
            let _ = in_time(api::touch()).await;
        });
    }
}
