//! A reader who has not reached what happens now, and takes what they missed a page at a time.

use std::{
    collections::VecDeque,
    sync::Arc,
    task::{Context, Poll, ready},
};

use domain::{
    event::Recorded,
    id::DeviceId,
    view::{Message, Viewer, project},
};
use futures::future::BoxFuture;
use storage::StoreError;

use crate::{
    desk::DeskHandle,
    frame::{self, Frame},
    hub::{Missed, PAGE, begins_anew},
};

/// Of so many events in a row that don't concern a reader who catches up, they are told that nothing
/// has changed. Otherwise a browser would hear nothing for too long, take the stream for dead, and
/// begin anew from where it was.
const QUIET: usize = 4_096;

pub(super) struct CatchUp {
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
pub(super) enum Page {
    More(VecDeque<Frame>),
    Last(VecDeque<Frame>),
}

impl CatchUp {
    /// `stream`: the one in the hub. `after`: the reader has everything up to there.
    pub fn new(
        desk: DeskHandle,
        viewer: Viewer,
        device: DeviceId,
        stream: u64,
        after: u64,
    ) -> Self {
        Self {
            desk,
            viewer,
            device,
            id: stream,
            after,
            quiet: 0,
            reading: None,
        }
    }

    pub(super) fn poll_page(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Result<Page, StoreError>> {
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
    ) -> VecDeque<Frame> {
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
