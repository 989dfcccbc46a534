//! The one writer of a desk. Commands queue in a mailbox; whatever is queued is decided one by one
//! and committed together, so that the disk is synced once for many.

mod answer;
mod deciding;

use std::{
    pin::pin,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use domain::{
    agent::Reachability,
    command::Command,
    desk::Desk,
    event::{Actor, Recorded},
    id::{AgentId, ApiKeyId, DeskId},
    time::{self, Timestamp},
};
use storage::{Commit, PressRow, ReceiptRow, Store, StoreError};
use tokio::sync::mpsc;

use self::{
    answer::Answer,
    deciding::{decide, told},
};
use crate::{
    clock::Clock,
    failpoint::{Failpoints, Step},
    hub::Hub,
    mailbox::Job,
    press::Press,
    reachability::Heard,
    remembered::Remembered,
};

/// Commands decided before a commit. More would let the first of them wait for no gain.
pub(crate) const BATCH: usize = 256;
/// Things of each sort that are dropped from memory after a commit. More than one makes.
const FORGOTTEN: usize = 2 * BATCH;
/// Events that the state tables may be behind the journal before some of them are written when nobody waits.
const BEHIND: usize = 64;
/// Before all of them are, whoever waits. The more they are, the more things are written once that changed twice.
const FAR_BEHIND: usize = 1_024;
/// When the desk has had nothing to do for so long, or twice that, they catch up.
const IDLE: Duration = Duration::from_millis(5);
/// How soon the database is tried again after it failed.
const RETRY: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) struct Writer {
    pub id: DeskId,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub mailbox: mpsc::Receiver<Job>,
    pub published: Arc<RwLock<Desk>>,
    pub hub: Arc<Hub>,
    pub heard: Arc<Heard>,
    /// Heard while the desk was being told of their silence: it is told that too.
    pub heard_since: Vec<AgentId>,
    pub failpoints: Failpoints,
    /// The desk as decided so far; `None` after a failed commit, until it could be read back.
    pub working: Option<Desk>,
    /// Set while there is no working copy.
    pub lost: Arc<AtomicBool>,
    /// By how much the clock had been set when the desk was last told.
    pub set_by: time::Step,
    pub receipts: Remembered<(ApiKeyId, String), ReceiptRow>,
    pub presses: Remembered<Press, ()>,
}

/// Whether the desk had something to do since this was last asked.
#[derive(Clone, Copy, Debug)]
enum Rest {
    Lasts,
    JustBegun,
}

/// Whether the state tables could be written when that was last tried. If not, they wait for a rest.
#[derive(Clone, Copy, Debug)]
enum Tables {
    CanCatchUp,
    CanNot,
}

impl Tables {
    fn after(settled: Result<(), StoreError>, desk: DeskId) -> Self {
        match settled {
            Ok(()) => Self::CanCatchUp,
            Err(error) => {
                tracing::warn!(desk.id = %desk, %error, "the state tables are behind the journal");
                Self::CanNot
            }
        }
    }

    /// Whether some of what they lack is to be written while nobody waits.
    fn are_due(self, behind: usize) -> bool {
        matches!(self, Self::CanCatchUp) && behind >= BEHIND
    }
}

#[derive(Default)]
struct Batch {
    recorded: Vec<Recorded>,
    receipts: Vec<ReceiptRow>,
    presses: Vec<PressRow>,
    answers: Vec<Answer>,
    /// Agents who are unreachable from here on.
    silent: Vec<AgentId>,
}

impl Writer {
    /// Runs until every handle is gone. What is queued then is still done.
    pub async fn run(mut self) {
        let mut jobs = Vec::with_capacity(BATCH);
        let mut rest = Rest::Lasts;
        let mut tables = Tables::CanCatchUp;
        // Not anew with every command: somebody would have to be woken each time.
        let mut look = pin!(tokio::time::sleep(IDLE));
        loop {
            tokio::select! {
                biased;
                received = self.mailbox.recv_many(&mut jobs, BATCH) => {
                    if received == 0 {
                        return;
                    }
                }
                () = next_timer(self.working.as_ref(), &*self.clock, self.set_by) => {}
                () = std::future::ready(()), if !self.heard_since.is_empty() => {}
                () = std::future::ready(()), if tables.are_due(self.store.behind()) => {
                    tables = Tables::after(self.store.settle_some().await, self.id);
                    continue;
                }
                () = &mut look, if self.store.behind() > 0 => {
                    if let Rest::Lasts = rest {
                        tables = Tables::after(self.store.settle().await, self.id);
                    }
                    rest = Rest::Lasts;
                    look.set(tokio::time::sleep(match tables {
                        Tables::CanCatchUp => IDLE,
                        Tables::CanNot => RETRY,
                    }));
                    continue;
                }
            }
            rest = Rest::JustBegun;
            self.failpoints.after(Step::Received);
            self.turn(jobs.drain(..)).await;
            if self.store.behind() >= FAR_BEHIND
                && let Tables::CanCatchUp = tables
            {
                tables = Tables::after(self.store.settle().await, self.id);
            }
        }
    }

    async fn turn(&mut self, jobs: impl Iterator<Item = Job>) {
        let Some(mut working) = self.working_copy().await else {
            for job in jobs {
                job.refuse();
            }
            return;
        };
        let set_by = self.clock.set_by();
        let now = self.clock.now();
        let mut batch = Batch::default();
        if set_by != self.set_by {
            // Before anything is due by the new time.
            let by = time::Step(set_by.0 - self.set_by.0);
            let stepped = decide(&mut working, Actor::Desk, &Command::StepClock { by }, now);
            batch.recorded.extend(stepped.into_iter().flatten());
        }
        if working.next_due().is_some_and(|due| due <= now)
            && let Ok(recorded) = decide(&mut working, Actor::Desk, &Command::Tick, now)
        {
            batch.recorded.extend(recorded);
        }
        for agent in std::mem::take(&mut self.heard_since) {
            let reachability = Reachability::Reachable;
            batch
                .recorded
                .extend(told(&mut working, agent, reachability, now));
        }
        for job in jobs {
            match self.recall(&mut working, &job, now).await {
                Ok(()) => self.decide_job(&mut working, job, now, &mut batch),
                Err(error) => {
                    tracing::warn!(desk.id = %self.id, %error, "what ended long ago can't be looked up");
                    job.refuse();
                }
            }
        }
        self.failpoints.after(Step::Decided);

        let committed = batch.recorded.is_empty() || self.commit(&working, &batch).await;
        self.failpoints.after(Step::Committed);
        if !committed {
            self.lost.store(true, Ordering::Relaxed);
            self.receipts.clear();
            self.presses.clear();
            for answer in batch.answers {
                answer.give_up();
            }
            return;
        }
        self.set_by = set_by;
        self.publish(&batch.recorded, now);
        self.heard_since = self.heard.forget(batch.silent, self.clock.awake());
        // Before the answers: the agents are the ones who wait. Whoever has an answer finds it in every stream.
        if !batch.recorded.is_empty() {
            self.hub.fan_out(batch.recorded);
        }
        self.failpoints.after(Step::FannedOut);
        for answer in batch.answers {
            answer.give();
        }
        self.failpoints.after(Step::Answered);
        let elapsed = self.clock.elapsed();
        self.receipts.forget(elapsed);
        self.presses.forget(elapsed);
        working.forget_some(now, FORGOTTEN);
        self.working = Some(working);
    }

    /// The desk to decide on, read back from the database if the last commit failed.
    async fn working_copy(&mut self) -> Option<Desk> {
        if let Some(desk) = self.working.take() {
            return Some(desk);
        }
        match self.store.load(self.id).await {
            Ok(desk) => {
                self.lost.store(false, Ordering::Relaxed);
                Some(desk)
            }
            Err(error) => {
                tracing::error!(desk.id = %self.id, %error, "the desk can't be read back");
                None
            }
        }
    }

    async fn commit(&self, working: &Desk, batch: &Batch) -> bool {
        let commit = Commit {
            desk: self.id,
            recorded: &batch.recorded,
            after: working,
            receipts: &batch.receipts,
            presses: &batch.presses,
        };
        match self.store.commit(&commit).await {
            Ok(()) => true,
            Err(error) => {
                tracing::error!(desk.id = %self.id, %error, "nothing was saved");
                false
            }
        }
    }

    fn publish(&self, recorded: &[Recorded], now: Timestamp) {
        let mut published = self
            .published
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        for recorded in recorded {
            published.apply(recorded);
        }
        published.forget_some(now, FORGOTTEN);
    }
}

/// `set_by`: as far as the desk knows of it.
async fn next_timer(working: Option<&Desk>, clock: &dyn Clock, set_by: time::Step) {
    match working {
        None => tokio::time::sleep(RETRY).await,
        Some(desk) => match desk.next_due() {
            Some(_) if clock.set_by() != set_by => {}
            Some(at) => clock.sleep_until(at).await,
            None => std::future::pending().await,
        },
    }
}
