//! How a follower keeps up with its leader: it applies what the leader hands on, and asks the server
//! for a snapshot when it finds that something is missing.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::{
    time::{Span, Timestamp},
    view::Position,
};
use wasm_bindgen_futures::spawn_local;

use super::{
    clock::{browser_now, silence_since},
    tab::Tab,
};
use crate::{api, error::AppError, event_frame::EventFrame};

/// A snapshot that takes longer than this is asked for again.
const HANGS_AFTER: Span = Span::seconds(10);

#[derive(Default)]
pub struct Replica {
    asked_at: Cell<Option<Timestamp>>,
    /// What arrived while the snapshot was on its way. What the snapshot already contains changes
    /// nothing when it is applied again.
    waiting: RefCell<Vec<EventFrame>>,
}

impl Replica {
    fn is_loading(&self) -> bool {
        self.asked_at.get().is_some()
    }
}

/// A frame from the leader, which stood at `after` before it.
pub fn hear(tab: &Rc<Tab>, after: &Position, frame: EventFrame) {
    let complete = frame.name == "snapshot" || !is_behind(tab, after);
    if tab.replica.is_loading() || !complete {
        tab.replica.waiting.borrow_mut().push(frame);
        catch_up(tab);
    } else {
        tab.take_from_leader(&frame);
    }
}

/// The leader stands there: so should this tab.
pub fn compare(tab: &Rc<Tab>, leader: &Position) {
    if is_behind(tab, leader) {
        catch_up(tab);
    }
}

pub fn catch_up(tab: &Rc<Tab>) {
    let asked_at = tab.replica.asked_at.get();
    if asked_at.is_some_and(|asked| silence_since(asked) < HANGS_AFTER) {
        return;
    }
    let asked = browser_now();
    tab.replica.asked_at.set(Some(asked));
    let tab = tab.clone();
    spawn_local(async move {
        let answer = api::snapshot().await;
        if tab.replica.asked_at.get() != Some(asked) {
            // It was asked for again since.
            return;
        }
        tab.replica.asked_at.set(None);
        let waiting = tab.replica.waiting.take();
        match answer {
            Ok(snapshot) => {
                tab.take_snapshot(snapshot);
                for frame in waiting {
                    tab.take_from_leader(&frame);
                }
            }
            Err(AppError::SignedOut) => tab.signed_out(),
            // The leader's next word shows the gap again.
            Err(_) => {}
        }
    });
}

fn is_behind(tab: &Tab, leader: &Position) -> bool {
    tab.position()
        .is_some_and(|own| own.epoch != leader.epoch || own.seq < leader.seq)
}
