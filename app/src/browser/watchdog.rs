//! The pulse that drives everything which must happen although no event comes.
//!
//! It comes from a worker: timers of a hidden page fall to one a minute, a worker's don't. The page's
//! own timer steps the clock on the screen, and stands in where no worker can be started.

use std::rc::Rc;

use domain::time::Span;
use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, PageTransitionEvent, VisibilityState, Worker};

use super::{
    clock::{browser_now, silence_since},
    listener::listen,
    notifier, stream,
    tab::Tab,
};

/// What the worker says (public/tick-worker.js) when it was asked to say something after a while.
const ALARM: &str = "alarm";
const STEP_MILLIS: u32 = 1_000;
/// A pulse that comes this late means that the laptop or the tab was asleep.
const ASLEEP_AFTER: Span = Span::seconds(15);
/// How often the tabs tell each other how they are.
const TELL_EVERY: Span = Span(4_500);

pub fn start(tab: &Rc<Tab>) {
    start_worker(tab);
    let stepping = tab.clone();
    Interval::new(STEP_MILLIS, move || pulse(&stepping)).forget();

    let awake = tab.clone();
    listen(&tab.window, &["online"], move |_| awake.wake());
    let awake = tab.clone();
    listen(&tab.document, &["resume"], move |_| awake.wake());
    let awake = tab.clone();
    listen(&tab.window, &["pageshow"], move |event| {
        let shown = event.dyn_ref::<PageTransitionEvent>();
        if shown.is_some_and(PageTransitionEvent::persisted) {
            awake.wake();
        }
    });
    let back = tab.clone();
    listen(&tab.window, &["focus"], move |_| back.look_after());
    let back = tab.clone();
    listen(&tab.document, &["visibilitychange"], move |_| {
        if back.document.visibility_state() == VisibilityState::Visible {
            back.look_after();
        }
    });
    let leaving = tab.clone();
    listen(&tab.window, &["beforeunload"], move |_| {
        stream::leave(&leaving);
    });
}

fn start_worker(tab: &Rc<Tab>) {
    let Ok(worker) = Worker::new("/tick-worker.js") else {
        return;
    };
    let ticking = tab.clone();
    let tick = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
        if message.data().as_string().as_deref() == Some(ALARM) {
            notifier::take_away(&ticking);
        } else {
            pulse(&ticking);
        }
    });
    worker.set_onmessage(Some(tick.as_ref().unchecked_ref()));
    tick.forget();
    // Without a reference of ours, the browser may collect it.
    tab.worker.replace(Some(worker));
}

/// Looks again, in so many milliseconds, for popups that are over. The heartbeat would, but much later.
pub fn look_again_in(tab: &Rc<Tab>, millis: u32) {
    let asked = tab
        .worker
        .borrow()
        .as_ref()
        .map(|worker| worker.post_message(&millis.into()));
    if !matches!(asked, Some(Ok(()))) {
        let tab = tab.clone();
        Timeout::new(millis, move || notifier::take_away(&tab)).forget();
    }
}

fn pulse(tab: &Rc<Tab>) {
    let asleep = silence_since(tab.pulse_at.replace(browser_now()));
    tab.step_clock();
    if asleep > ASLEEP_AFTER {
        tab.wake();
    }
    tab.beat();
    if silence_since(tab.told_at.get()) >= TELL_EVERY {
        tab.told_at.set(browser_now());
        tab.tell_others();
    }
}
