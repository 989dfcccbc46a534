//! The one event stream of this browser, held by the leader. It is made anew for ever: a browser's
//! own reconnecting gives up for good when a proxy answers 502, and notices no sleep.

use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

use domain::{
    id::AgentId,
    time::{Span, Timestamp},
    view::Position,
};
use gloo_timers::callback::Timeout;
use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

use super::{
    clock::{browser_now, silence_since},
    tab::Tab,
};
use crate::{
    tab::{
        liveness::{self, Care, Line, is_stale_after},
        reconnection::wait_before,
    },
    wire::frame::{EventFrame, NAMES},
};

/// A page that is about to go does not come back for its stream.
const LEAVING_FOR: Span = Span::seconds(5);

/// Where a new stream begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Beginning {
    /// After the last event that is known.
    Position,
    /// With a snapshot.
    Snapshot,
}

pub struct Stream {
    source: RefCell<Option<Source>>,
    /// Browser time: of the last event, or of the attempt to connect.
    heard_at: Cell<Timestamp>,
    /// Failed attempts since the last event.
    attempts: Cell<usize>,
    /// Browser time of the next attempt, while there is no source.
    retry_at: Cell<Option<Timestamp>>,
    begin: Cell<Beginning>,
    left_until: Cell<Timestamp>,
}

impl Default for Stream {
    fn default() -> Self {
        Self {
            source: RefCell::new(None),
            heard_at: Cell::new(browser_now()),
            attempts: Cell::new(0),
            retry_at: Cell::new(None),
            begin: Cell::new(Beginning::Position),
            left_until: Cell::new(Timestamp(0)),
        }
    }
}

/// An open EventSource with its listeners; dropped, it is closed and calls nobody.
struct Source {
    events: EventSource,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _opened: Closure<dyn Fn(Event)>,
    _failed: Closure<dyn Fn(Event)>,
}

impl Drop for Source {
    fn drop(&mut self) {
        self.events.set_onerror(None);
        self.events.close();
    }
}

/// Opens the stream, in place of the one there is.
pub fn open(tab: &Rc<Tab>) {
    let stream = &tab.stream;
    drop(stream.source.take());
    stream.retry_at.set(None);
    stream.heard_at.set(browser_now());
    let Some(position) = tab.position() else {
        return;
    };
    let address = address(tab.agent, &position, stream.begin.get());
    let Some(source) = connect(tab, &address) else {
        retry_later(tab);
        return;
    };
    stream.source.replace(Some(source));
}

/// Begins again with a snapshot.
pub fn start_over(tab: &Rc<Tab>) {
    tab.stream.begin.set(Beginning::Snapshot);
    // Not at once: a server that can't be understood would be asked without end.
    drop(tab.stream.source.take());
    retry_later(tab);
}

pub fn close(tab: &Tab) {
    drop(tab.stream.source.take());
    tab.stream.retry_at.set(None);
}

/// The page is on its way to another one, and its session may be ending.
pub fn leave(tab: &Tab) {
    tab.stream.left_until.set(browser_now() + LEAVING_FOR);
}

/// Looks after the stream, every few seconds.
pub fn watch(tab: &Rc<Tab>) {
    let stream = &tab.stream;
    match liveness::watch(stream.line(), stream.heard_at.get(), browser_now()) {
        Care::Nothing => {}
        Care::Open => open(tab),
        Care::GiveUp => {
            tab.stream_lost();
            retry_later(tab);
        }
    }
}

/// Somebody is back at the page, or the network is: don't wait for the next attempt.
pub fn check(tab: &Rc<Tab>) {
    let stream = &tab.stream;
    if liveness::check(stream.line(), stream.heard_at.get(), browser_now()) != Care::Nothing {
        stream.attempts.set(0);
        open(tab);
    }
}

impl Stream {
    fn line(&self) -> Line {
        match (self.retry_at.get(), self.ready_state()) {
            (Some(retry_at), _) => Line::Down { retry_at },
            (None, Some(EventSource::CONNECTING)) => Line::Connecting,
            (None, _) => Line::Open,
        }
    }

    fn ready_state(&self) -> Option<u16> {
        let source = self.source.borrow();
        source.as_ref().map(|source| source.events.ready_state())
    }
}

fn address(agent: AgentId, position: &Position, begin: Beginning) -> String {
    match begin {
        Beginning::Position => format!(
            "/events?agent={agent}&since={}.{}",
            String::from(js_sys::encode_uri_component(&position.epoch)),
            position.seq
        ),
        Beginning::Snapshot => "/events".to_owned(),
    }
}

fn connect(tab: &Rc<Tab>, address: &str) -> Option<Source> {
    let events = EventSource::new(address).ok()?;
    let listener = tab.clone();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        on_event(&listener, &event);
    });
    for name in NAMES {
        events
            .add_event_listener_with_callback(name, heard.as_ref().unchecked_ref())
            .ok()?;
    }
    let listener = tab.clone();
    let opened = Closure::<dyn Fn(Event)>::new(move |_| {
        listener.stream.heard_at.set(browser_now());
        listener.stream_opened();
    });
    events.set_onopen(Some(opened.as_ref().unchecked_ref()));
    let listener = tab.clone();
    let failed = Closure::<dyn Fn(Event)>::new(move |_| on_error(&listener));
    events.set_onerror(Some(failed.as_ref().unchecked_ref()));
    Some(Source {
        events,
        _heard: heard,
        _opened: opened,
        _failed: failed,
    })
}

fn on_event(tab: &Rc<Tab>, event: &MessageEvent) {
    let stream = &tab.stream;
    let silence = silence_since(stream.heard_at.replace(browser_now()));
    if is_stale_after(silence) {
        open(tab);
        return;
    }
    stream.attempts.set(0);
    stream.begin.set(Beginning::Position);
    tab.stream_heard(EventFrame {
        name: event.type_(),
        id: event.last_event_id(),
        data: event.data().as_string().unwrap_or_default(),
    });
}

fn on_error(tab: &Rc<Tab>) {
    // CLOSED: the server answered, but not with a stream. Perhaps nobody is signed in any more.
    let refused = tab.stream.ready_state() == Some(EventSource::CLOSED);
    drop(tab.stream.source.take());
    tab.stream_lost();
    if refused {
        tab.acknowledge();
    }
    retry_later(tab);
}

fn retry_later(tab: &Rc<Tab>) {
    let stream = &tab.stream;
    drop(stream.source.take());
    let attempt = stream.attempts.replace(stream.attempts.get() + 1);
    let waited = silence_since(stream.heard_at.get());
    let wait = wait_before(attempt, waited, js_sys::Math::random());
    let at = (browser_now() + wait).max(stream.left_until.get());
    stream.retry_at.set(Some(at));
    // The watchdog would notice as well, but only every few seconds.
    let tab = tab.clone();
    let wait = at.since(browser_now()).0.try_into().unwrap_or(u32::MAX);
    Timeout::new(wait, move || {
        if tab.stream.retry_at.get() == Some(at) {
            open(&tab);
        }
    })
    .forget();
}
