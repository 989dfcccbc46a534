//! Opening an event stream where its reader was.

use std::collections::VecDeque;

use domain::{
    desk::Desk,
    time::Span,
    view::{Position, Viewer},
};

use super::{EventStream, catch_up::CatchUp};
use crate::{
    desk::DeskHandle,
    frame::{self, Frame},
    hub::Hears,
    subscriber::{SubscribeError, Subscriber},
};

/// What is older than this is not replayed; the reader gets a snapshot.
const REPLAYED: Span = Span::days(1);

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
        let stream = opened.subscription.id();
        let behind = CatchUp::new(self.clone(), viewer, who.device, stream, after);
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
        mut head: VecDeque<Frame>,
    ) -> Result<EventStream, SubscribeError> {
        let mut view = None;
        let mut up_to = 0;
        let opened = self.hub().open(viewer, who, |fanned_out| {
            // Taken while nothing can be fanned out. The snapshot may be ahead of the streams by a
            // batch that is about to be fanned out; the stream then skips that batch.
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
