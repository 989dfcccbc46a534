//! Listens to what happens, keeps the board by it, and has what is touched looked at.

use std::{sync::Arc, time::Duration};

use domain::{
    event::{Event, Recorded},
    time::{Step, Timestamp},
};
use engine::Happening;
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    task::JoinSet,
};

use super::{
    board::Board,
    catch_up::{Behind, catch_up},
    dispatch::Dispatch,
    news::concern,
    post::Post,
    subject::Subject,
};

/// How soon the database is asked again that did not answer.
const RETRY: Duration = Duration::from_secs(1);

/// Whoever listens.
pub struct Lookout {
    post: Arc<Post>,
    happenings: Receiver<Happening>,
    behind: Behind,
    /// By how much the clock had been set when the desks last told of it. Until they have moved what
    /// runs, it looks as if all of that were over, or yet to come.
    set_by: Step,
    board: Board,
    dispatch: Dispatch,
}

impl Lookout {
    /// Listens from here on.
    pub fn new(post: Post) -> Self {
        let post = Arc::new(post);
        Self {
            happenings: post.engine.happenings(),
            behind: Behind::Everything,
            set_by: post.engine.clock().set_by(),
            board: Board::default(),
            dispatch: Dispatch::new(Arc::clone(&post)),
            post,
        }
    }

    /// Goes on until nothing can happen any more. `written`: the task that writes down what became of it.
    pub async fn keep(mut self, mut written: JoinSet<()>) {
        loop {
            if self.behind != Behind::Nothing {
                self.catch_up().await;
            }
            let set_by = self.post.engine.clock().set_by();
            let mut next = None;
            if self.behind != Behind::Everything && set_by == self.set_by {
                self.dispatch.look_at_what_was_touched(&mut self.board);
                next = self.board.next();
            }
            let is_unsure = self.behind != Behind::Nothing || set_by != self.set_by;
            tokio::select! {
                happening = self.happenings.recv() => match happening {
                    Ok(happening) => self.note(&happening),
                    Err(RecvError::Lagged(missed)) => self.fell_behind(missed),
                    Err(RecvError::Closed) => return,
                },
                () = until(&self.post, next) => {
                    self.board.touch_what_is_due(self.post.engine.clock().now());
                }
                Some(ended) = self.dispatch.ended() => self.dispatch.arrived(&mut self.board, ended),
                Some(ended) = written.join_next() => {
                    tracing::error!(?ended, "nothing about Web Push is written down any more");
                }
                // A desk on which nothing runs says nothing of its clock.
                () = tokio::time::sleep(RETRY), if is_unsure => self.set_by = set_by,
            }
            self.note_what_else_happened();
        }
    }

    async fn catch_up(&mut self) {
        match catch_up(&self.post.engine, &mut self.board, self.behind).await {
            Ok(()) => self.behind = Behind::Nothing,
            Err(error) => {
                tracing::warn!(%error, "what is to be sent by Web Push can't be read yet");
            }
        }
    }

    fn fell_behind(&mut self, missed: u64) {
        tracing::info!(
            missed,
            "too much happens to listen to: everything is looked at instead"
        );
        if self.behind == Behind::Nothing {
            self.behind = Behind::Happenings;
        }
    }

    /// One look at the desk does for all that has happened by now.
    fn note_what_else_happened(&mut self) {
        loop {
            match self.happenings.try_recv() {
                Ok(happening) => self.note(&happening),
                Err(TryRecvError::Lagged(missed)) => self.fell_behind(missed),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    fn note(&mut self, happening: &Happening) {
        let Recorded { at, event, .. } = &*happening.recorded;
        let desk = happening.desk;
        match event {
            Event::OfferMade { offer, request, .. } | Event::OfferJoined { offer, request, .. } => {
                let (offer, request) = (*offer, *request);
                self.board.watch(desk, Subject::Offer { offer, request });
            }
            Event::NotificationsDecided {
                request, decisions, ..
            } => self.board.watch_unoffered(desk, *request, *at, decisions),
            Event::ClockStepped { by } => {
                self.board.step(desk, *by);
                self.set_by = self.post.engine.clock().set_by();
            }
            _ => {}
        }
        if let Some(desk) = self.post.engine.desk(desk) {
            self.board.touch(&desk, concern(event));
        }
    }
}

async fn until(post: &Post, at: Option<Timestamp>) {
    match at {
        Some(at) => post.engine.clock().sleep_until(at).await,
        None => std::future::pending().await,
    }
}
