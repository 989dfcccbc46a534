//! One agent's event stream: what they missed, then what happens.
//!
//! A reader who was away takes what they missed a page at a time and at their own pace: from the journal
//! while it is long ago, from memory when it is not, and once little is left the stream is switched to
//! what happens. Until then it hears nothing, so nothing piles up for them, and every page brings them
//! closer however much happens meanwhile: catching up always ends.

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll, ready},
};

use bytes::Bytes;
use domain::{
    desk::Desk,
    event::Recorded,
    id::DeviceId,
    time::Span,
    view::{Message, Position, Viewer, project},
};
use futures::{Stream, future::BoxFuture};
use storage::StoreError;
use tokio::sync::mpsc;

use crate::{
    desk::DeskHandle,
    frame,
    hub::{Hears, Missed, Opened, PAGE, SubscribeError, Subscriber, Subscription, begins_anew},
};

/// What is older than this is not replayed; the reader gets a snapshot.
const REPLAYED: Span = Span::days(1);

/// Of so many events in a row that don't concern a reader who catches up, they are told that nothing
/// has changed. Otherwise a browser would hear nothing for too long, take the stream for dead, and
/// begin anew from where it was.
const QUIET: usize = 4_096;

/// Complete server-sent events. Dropping it ends the subscription.
pub struct EventStream {
    head: VecDeque<Bytes>,
    behind: Option<CatchUp>,
    frames: mpsc::Receiver<Bytes>,
    _open: Subscription,
}

/// A reader who has not reached what happens now.
struct CatchUp {
    desk: DeskHandle,
    viewer: Viewer,
    device: DeviceId,
    /// The stream in the hub.
    id: u64,
    /// The reader has everything up to here.
    after: u64,
    /// Events since the last of which they were told.
    quiet: usize,
    reading: Option<BoxFuture<'static, Result<Vec<Recorded>, StoreError>>>,
}

/// The next frames of a reader who catches up; the last of them when there is a heartbeat at the end.
enum Page {
    More(VecDeque<Bytes>),
    Last(VecDeque<Bytes>),
}

impl DeskHandle {
    /// Opens an event stream: what happened after `since` and then whatever happens; or, without
    /// `since`, a snapshot first.
    ///
    /// # Errors
    /// The session has too many streams, or the journal can't be read.
    pub async fn subscribe(
        &self,
        who: &Subscriber,
        since: Option<Position>,
    ) -> Result<EventStream, SubscribeError> {
        let viewer = self
            .read(|desk| desk.agent(who.agent).map(Viewer::from))
            .ok_or(SubscribeError::UnknownAgent)?;
        let Some(since) = since else {
            return self.begin(viewer, who, VecDeque::new());
        };
        if self.can_resume(&since).await? {
            self.resume(viewer, who, since.seq).await
        } else {
            self.begin(viewer, who, VecDeque::from([frame::resync()]))
        }
    }

    /// Not from another journal, not from the future, and not from too long ago.
    async fn can_resume(&self, since: &Position) -> Result<bool, SubscribeError> {
        // The reader's snapshot may have been ahead of the streams by a batch, see `begin`.
        if since.epoch != self.hub().epoch() || since.seq > self.read(Desk::seq) {
            return Ok(false);
        }
        if self.hub().remembers(since.seq) {
            return Ok(true);
        }
        let next = self.store().happened_after(self.id(), since.seq).await;
        let next = next.map_err(|_| SubscribeError::Unavailable)?;
        Ok(next.is_none_or(|at| self.now().since(at) <= REPLAYED))
    }

    /// A stream that goes on where the reader was.
    async fn resume(
        &self,
        viewer: Viewer,
        who: &Subscriber,
        after: u64,
    ) -> Result<EventStream, SubscribeError> {
        let opened = self.hub().open(viewer.clone(), who, |_| Hears::Nothing)?;
        let behind = CatchUp {
            desk: self.clone(),
            viewer,
            device: who.device,
            id: opened.subscription.id,
            after,
            quiet: 0,
            reading: None,
        };
        let mut stream = EventStream::new(opened, VecDeque::new(), Some(behind));
        // So that a journal that can't be read is said before the stream has begun.
        std::future::poll_fn(|context| stream.turn_page(context))
            .await
            .map_err(|_| SubscribeError::Unavailable)?;
        Ok(stream)
    }

    fn begin(
        &self,
        viewer: Viewer,
        who: &Subscriber,
        mut head: VecDeque<Bytes>,
    ) -> Result<EventStream, SubscribeError> {
        let mut view = None;
        let mut up_to = 0;
        let opened = self.hub().open(viewer, who, |fanned_out| {
            // Taken while nothing can be fanned out. The snapshot may be ahead of the streams by a
            // batch that is just being answered; the stream then skips that batch.
            view = self.snapshot(who.agent, who.device);
            up_to = view
                .as_ref()
                .map_or(fanned_out, |view| view.position.seq.max(fanned_out));
            Hears::After(up_to)
        })?;
        let view = view.ok_or(SubscribeError::UnknownAgent)?;
        head.push_back(frame::snapshot(&view));
        head.push_back(self.heartbeat(up_to));
        Ok(EventStream::new(opened, head, None))
    }
}

impl EventStream {
    fn new(opened: Opened, head: VecDeque<Bytes>, behind: Option<CatchUp>) -> Self {
        Self {
            head,
            behind,
            frames: opened.frames,
            _open: opened.subscription,
        }
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

impl CatchUp {
    fn poll_page(&mut self, context: &mut Context<'_>) -> Poll<Result<Page, StoreError>> {
        let reading = match &mut self.reading {
            Some(reading) => reading,
            None => match self.desk.hub().missed(self.id, self.after) {
                Missed::Some(events) => {
                    let events = events.iter().map(Arc::as_ref);
                    return Poll::Ready(Ok(Page::More(self.frames(events))));
                }
                Missed::Last { events, up_to } => {
                    let mut frames = self.frames(events.iter().map(Arc::as_ref));
                    frames.push_back(self.desk.heartbeat(up_to));
                    return Poll::Ready(Ok(Page::Last(frames)));
                }
                Missed::InJournal => self.reading.insert(read(&self.desk, self.after)),
            },
        };
        let page = ready!(reading.as_mut().poll(context));
        self.reading = None;
        let page = page?;
        if page.is_empty() {
            // It was fanned out, so it had been written.
            let lost = format!("the journal ends at {}", self.after);
            return Poll::Ready(Err(StoreError::Damaged(lost)));
        }
        Poll::Ready(Ok(Page::More(self.frames(page.iter()))))
    }

    /// What this agent is told of these events, which follow what they have.
    fn frames<'event>(
        &mut self,
        events: impl Iterator<Item = &'event Recorded>,
    ) -> VecDeque<Bytes> {
        let epoch = self.desk.hub().epoch();
        let mut frames = VecDeque::new();
        for recorded in events {
            if recorded.seq <= self.after {
                continue;
            }
            self.after = recorded.seq;
            if begins_anew(recorded)
                && let Some(view) = self.desk.snapshot(self.viewer.agent, self.device)
            {
                frames.push_back(frame::resync());
                frames.push_back(frame::snapshot(&view));
                self.after = view.position.seq.max(recorded.seq);
                self.quiet = 0;
                continue;
            }
            let about = project(recorded)
                .into_iter()
                .find(|(audience, _)| audience.includes(&self.viewer));
            let message = match about {
                Some((_, message)) => message,
                None if self.quiet >= QUIET => NOTHING,
                None => {
                    self.quiet += 1;
                    continue;
                }
            };
            self.quiet = 0;
            let frame = frame::message(epoch, recorded.seq, recorded.at, &message);
            frames.push_back(frame);
        }
        frames
    }
}

/// Neither of what it may tell has changed.
const NOTHING: Message = Message::Agent {
    presence: None,
    attendance: None,
    preferences: None,
};

fn read(desk: &DeskHandle, after: u64) -> BoxFuture<'static, Result<Vec<Recorded>, StoreError>> {
    let (store, id) = (desk.store().clone(), desk.id());
    let limit = u32::try_from(PAGE).unwrap_or(u32::MAX);
    Box::pin(async move { store.journal(id, after, limit).await })
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
                return Poll::Ready(Some(frame));
            }
            // Also while catching up: what is no event comes this way, and so does the end.
            if let Poll::Ready(frame) = self.frames.poll_recv(context) {
                return Poll::Ready(frame);
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
