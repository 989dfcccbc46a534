//! One event stream of the server, for as long as this is kept. The browser's own reconnecting is not waited
//! for: whoever hears of a failure makes another one.

use std::rc::Rc;

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Event, EventSource, MessageEvent};

use crate::wire::frame::{EventFrame, NAMES};

pub enum StreamEvent {
    /// The server has accepted it.
    Opened,
    Brought(EventFrame),
    Failed(Failure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    Lost,
    /// CLOSED: the server answered, but not with a stream.
    Refused,
}

/// An open EventSource with its listeners; dropped, it is closed and calls nobody.
pub struct OpenStream {
    events: EventSource,
    _heard: Closure<dyn Fn(MessageEvent)>,
    _opened: Closure<dyn Fn(Event)>,
    _failed: Closure<dyn Fn(Event)>,
}

impl Drop for OpenStream {
    fn drop(&mut self) {
        self.events.set_onerror(None);
        self.events.close();
    }
}

impl OpenStream {
    /// `None`: the browser can't even try.
    pub fn connect(address: &str, heard: impl Fn(StreamEvent) + 'static) -> Option<Self> {
        let events = EventSource::new(address).ok()?;
        let heard = Rc::new(heard);
        let listener = heard.clone();
        let brought = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            listener(StreamEvent::Brought(frame(&event)));
        });
        for name in NAMES {
            events
                .add_event_listener_with_callback(name, brought.as_ref().unchecked_ref())
                .ok()?;
        }
        let listener = heard.clone();
        let opened = Closure::<dyn Fn(Event)>::new(move |_| listener(StreamEvent::Opened));
        events.set_onopen(Some(opened.as_ref().unchecked_ref()));
        let source = events.clone();
        let failed = Closure::<dyn Fn(Event)>::new(move |_| {
            let failure = if source.ready_state() == EventSource::CLOSED {
                Failure::Refused
            } else {
                Failure::Lost
            };
            heard(StreamEvent::Failed(failure));
        });
        events.set_onerror(Some(failed.as_ref().unchecked_ref()));
        Some(Self {
            events,
            _heard: brought,
            _opened: opened,
            _failed: failed,
        })
    }
}

fn frame(event: &MessageEvent) -> EventFrame {
    EventFrame {
        name: event.type_(),
        id: event.last_event_id(),
        data: event.data().as_string().unwrap_or_default(),
    }
}
