//! How a follower keeps up with its leader: it applies what the leader hands on, and asks the server
//! for a snapshot when it finds that something is missing. What it decides is in [`crate::tab::following`].

use std::{cell::RefCell, rc::Rc};

use domain::view::Position;
use wasm_bindgen_futures::spawn_local;

use super::{clock::browser_now, tab::Tab};
use crate::{
    api,
    tab::following::{Follower, Heard, is_behind},
    wire::{error::AppError, frame::EventFrame},
};

#[derive(Default)]
pub struct Replica(RefCell<Follower>);

/// A frame from the leader, which stood at `after` before it.
pub fn hear(tab: &Rc<Tab>, after: &Position, frame: EventFrame) {
    let own = tab.position();
    let heard = tab.replica.0.borrow_mut().hear(own.as_ref(), after, frame);
    match heard {
        Heard::Take(frame) => tab.take_from_leader(&frame),
        Heard::Waits => catch_up(tab),
    }
}

/// The leader stands there: so should this tab.
pub fn compare(tab: &Rc<Tab>, leader: &Position) {
    if is_behind(tab.position().as_ref(), leader) {
        catch_up(tab);
    }
}

pub fn catch_up(tab: &Rc<Tab>) {
    let Some(asked) = tab.replica.0.borrow_mut().ask(browser_now()) else {
        return;
    };
    let tab = tab.clone();
    spawn_local(async move {
        let answer = api::snapshot().await;
        let Some(waiting) = tab.replica.0.borrow_mut().answered(asked) else {
            return;
        };
        match answer {
            Ok(snapshot) => {
                tab.take_snapshot(snapshot);
                for (after, frame) in waiting {
                    hear(&tab, &after, frame);
                }
            }
            Err(AppError::SignedOut) => tab.signed_out(),
            // The leader's next word shows the gap again.
            Err(_) => {}
        }
    });
}
