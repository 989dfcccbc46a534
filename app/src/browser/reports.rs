//! Tells the server what became of each offer on this device, and goes on trying while it matters.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::{
    id::OfferId,
    notification::Report,
    time::{Span, Timestamp},
};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    clock::{browser_now, silence_since},
    tab::Tab,
};
use crate::{alert::plan::ringing, api, wire::error::AppError};

/// An answer that takes longer than this is not waited for any more: one batch that hangs may not keep
/// back what is said of other offers, for which the desk waits three seconds.
const HANGS_AFTER: Span = Span::seconds(2);

#[derive(Default)]
pub struct Reports {
    waiting: RefCell<Vec<(OfferId, Report)>>,
    sent_at: Cell<Option<Timestamp>>,
}

pub fn add(tab: &Tab, offer: OfferId, report: Report) {
    tab.reports.waiting.borrow_mut().push((offer, report));
}

/// Sends what waits, one batch at a time, so that the server hears it in its order.
pub fn flush(tab: &Rc<Tab>) {
    let sent_at = tab.reports.sent_at.get();
    if sent_at.is_some_and(|sent| silence_since(sent) < HANGS_AFTER) {
        return;
    }
    let batch = tab.reports.waiting.take();
    if batch.is_empty() {
        return;
    }
    let sent = browser_now();
    tab.reports.sent_at.set(Some(sent));
    let tab = tab.clone();
    spawn_local(async move {
        let answer = api::report_deliveries(batch.clone()).await;
        if tab.reports.sent_at.get() == Some(sent) {
            tab.reports.sent_at.set(None);
        }
        match answer {
            Ok(()) => flush(&tab),
            Err(AppError::SignedOut) => tab.signed_out(),
            // The watchdog flushes again.
            Err(_) => keep(&tab, batch),
        }
    });
}

/// Once an offer is over, nobody waits for its reports.
fn keep(tab: &Tab, batch: Vec<(OfferId, Report)>) {
    let ringing = tab.ctx.view.try_with_untracked(ringing).unwrap_or_default();
    let mut waiting = tab.reports.waiting.borrow_mut();
    let newer = std::mem::take(&mut *waiting);
    waiting.extend(
        batch
            .into_iter()
            .filter(|(offer, _)| ringing.contains(offer)),
    );
    waiting.extend(newer);
}
