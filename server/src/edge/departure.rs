//! How an event stream leaves hyper: once it has said what it has to say, its socket goes to the reactor.
//!
//! Until then hyper writes it as any other answer. The body says when it is silent, the line when all that
//! was said is with the system; then nothing of the answer is left in hyper, and what follows are further
//! chunks of the body that hyper has begun.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    task::{Context, Poll},
    time::Duration,
};

use axum::body::{Body, Bytes};
use engine::EventStream;
use futures::{Stream, StreamExt};
use tokio::time::{Sleep, sleep};

use super::pulse::Pulse;

/// Given to each request whose answer may leave. Cheap to clone.
#[derive(Clone)]
pub struct Departure {
    pulse: Arc<Pulse>,
    waiting: Arc<Mutex<Option<Waiting>>>,
}

/// An event stream that hyper still writes.
struct Waiting {
    leaving: Leaving,
    over: Pin<Box<Sleep>>,
}

/// An event stream on its way.
pub struct Leaving {
    pub frames: EventStream,
    /// How long it may last.
    pub life: Duration,
}

impl Departure {
    pub fn new(pulse: Arc<Pulse>) -> Self {
        Self {
            pulse,
            waiting: Arc::default(),
        }
    }

    /// The body of an answer that leaves when it is silent, and ends after so long if it can't.
    pub fn body(self, frames: EventStream, life: Duration) -> Body {
        *self.lock() = Some(Waiting {
            leaving: Leaving { frames, life },
            over: Box::pin(sleep(life)),
        });
        Body::from_stream(Frames(self))
    }

    /// What leaves now, if something does. To be asked when hyper has nothing more to do.
    pub fn take(&self) -> Option<Leaving> {
        if !self.pulse.is_silent() {
            return None;
        }
        self.lock().take().map(|waiting| waiting.leaving)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The body that hyper has. What it is made of can be taken from under it.
struct Frames(Departure);

impl Stream for Frames {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Departure { pulse, .. } = &self.0;
        let mut waiting = self.0.lock();
        let Some(Waiting { leaving, over }) = &mut *waiting else {
            return Poll::Pending;
        };
        if over.as_mut().poll(context).is_ready() {
            return Poll::Ready(None);
        }
        let frame = leaving.frames.poll_next_unpin(context);
        match &frame {
            Poll::Ready(_) => pulse.speaks(),
            Poll::Pending if leaving.frames.is_up_to_date() => pulse.pauses(),
            Poll::Pending => {}
        }
        frame.map(|frame| frame.map(Ok))
    }
}

/// The stream ends with its answer, as it would without a departure.
impl Drop for Frames {
    fn drop(&mut self) {
        let left = self.0.lock().take();
        drop(left);
    }
}
