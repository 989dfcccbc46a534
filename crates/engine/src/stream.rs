//! One agent's event stream: what they missed, then what happens.
//!
//! A reader who was away takes what they missed a page at a time and at their own pace: from the journal
//! while it is long ago, from memory when it is not, and once little is left the stream is switched to
//! what happens. Until then it hears nothing, so nothing piles up for them, and every page brings them
//! closer however much happens meanwhile: catching up always ends.

mod catch_up;
mod opening;

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use futures::Stream;
use storage::StoreError;
use tokio::sync::mpsc;

use self::catch_up::{CatchUp, Page};
use crate::{
    frame::Frame,
    hub::{Opened, Subscription},
    outlet::Slot,
};

/// Complete server-sent events. Dropping it ends the subscription.
pub struct EventStream {
    head: VecDeque<Frame>,
    behind: Option<CatchUp>,
    frames: mpsc::Receiver<Frame>,
    open: Subscription,
}

impl EventStream {
    fn new(opened: Opened, head: VecDeque<Frame>, behind: Option<CatchUp>) -> Self {
        Self {
            head,
            behind,
            frames: opened.frames,
            open: opened.subscription,
        }
    }

    /// Whether its reader has all that they missed, and from here on only hears what happens.
    pub fn is_up_to_date(&self) -> bool {
        self.head.is_empty() && self.behind.is_none() && !self.frames.is_closed()
    }

    /// Has the outlet of the desk write to the reader of a stream that is up to date; what waits for them
    /// already comes first. The outlet keeps what this returns for as long as the stream is open. `None`:
    /// the stream has ended, or the desk has no outlet.
    pub fn hand_over(mut self, slot: Slot) -> Option<Subscription> {
        let is_handed_over = self.is_up_to_date() && self.open.hand_over(slot, &mut self.frames);
        is_handed_over.then_some(self.open)
    }

    /// Gets the next frames of a reader who catches up. Afterwards there may be none for them yet.
    fn turn_page(&mut self, context: &mut Context<'_>) -> Poll<Result<(), StoreError>> {
        if let Some(behind) = &mut self.behind {
            match ready!(behind.poll_page(context))? {
                Page::More(frames) => self.head.extend(frames),
                Page::Last(frames) => {
                    self.head.extend(frames);
                    self.behind = None;
                }
            }
        }
        Poll::Ready(Ok(()))
    }
}

impl Stream for EventStream {
    type Item = Bytes;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Bytes>> {
        loop {
            // Whoever was signed out, or cut off, gets nothing more, not even what is still queued.
            if self.frames.is_closed() {
                return Poll::Ready(None);
            }
            if let Some(frame) = self.head.pop_front() {
                return Poll::Ready(Some(frame.event()));
            }
            // Also while catching up: what is no event comes this way, and so does the end.
            if let Poll::Ready(frame) = self.frames.poll_recv(context) {
                return Poll::Ready(frame.map(|frame| frame.event()));
            }
            if self.behind.is_none() {
                return Poll::Pending;
            }
            if let Err(error) = ready!(self.turn_page(context)) {
                // The reader comes again, with the position that they have reached.
                tracing::warn!(%error, "a stream ends early");
                return Poll::Ready(None);
            }
        }
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("catches_up", &self.behind.is_some())
            .finish_non_exhaustive()
    }
}
