//! A pulse and an alarm clock that go on in a hidden page: timers of a hidden page fall to one a minute, a
//! worker's don't (public/tick-worker.js).

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{MessageEvent, Worker};

use super::clock;

/// What the worker says when it was asked to say something after a while.
const ALARM: &str = "alarm";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tick {
    Pulse,
    Alarm,
}

pub struct TickWorker {
    /// Without a reference of ours, the browser may collect it. `None` where none can be started.
    worker: Option<Worker>,
}

impl TickWorker {
    pub fn start(heard: impl Fn(Tick) + 'static) -> Self {
        let Ok(worker) = Worker::new("/tick-worker.js") else {
            return Self { worker: None };
        };
        let tick = Closure::<dyn Fn(MessageEvent)>::new(move |message: MessageEvent| {
            heard(if message.data().as_string().as_deref() == Some(ALARM) {
                Tick::Alarm
            } else {
                Tick::Pulse
            });
        });
        worker.set_onmessage(Some(tick.as_ref().unchecked_ref()));
        tick.forget();
        Self {
            worker: Some(worker),
        }
    }

    /// Rings in so many milliseconds; `instead` stands in where there is no worker to ask.
    pub fn set_alarm(&self, millis: u32, instead: impl FnOnce() + 'static) {
        let asked = self
            .worker
            .as_ref()
            .map(|worker| worker.post_message(&millis.into()));
        if !matches!(asked, Some(Ok(()))) {
            clock::after(millis, instead);
        }
    }
}
