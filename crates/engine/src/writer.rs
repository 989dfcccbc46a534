//! The one writer of a desk. Commands queue in a mailbox; whatever is queued is decided one by one
//! and committed together, so that the disk is synced once for many.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use domain::{
    command::Command,
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::{Actor, Event, Recorded},
    id::{ApiKeyId, DeskId},
    request::Request,
    time::{Span, Timestamp},
};
use storage::{Commit, PressRow, ReceiptRow, Store};
use tokio::sync::{mpsc, oneshot};

use crate::{
    clock::Clock,
    desk::{CommandError, Press, Receipt, Received},
    failpoint::{Failpoints, Step},
    hub::Hub,
    ids,
};

/// Commands decided before a commit. More would let the first of them wait for no gain.
const BATCH: usize = 256;
/// How long a receipt is remembered here. Who asks later finds it in the database: this only has to
/// cover the time between their look there and their turn in the mailbox.
const RECEIPTS_REMEMBERED: Span = Span::minutes(2);
/// How often what ended is dropped from memory: it means walking through all of it.
const TIDIED_EVERY: Span = Span::seconds(10);
/// How soon the database is tried again after it failed.
const RETRY: Duration = Duration::from_secs(1);

#[derive(Debug)]
pub(crate) enum Job {
    Execute {
        actor: Actor,
        command: Command,
        press: Option<Press>,
        reply: oneshot::Sender<Result<Vec<Recorded>, CommandError>>,
    },
    Receive {
        actor: Actor,
        command: Command,
        receipt: Option<Receipt>,
        reply: oneshot::Sender<Result<Received, CommandError>>,
    },
}

/// An answer that is given once the batch is on the disk.
enum Answer {
    Executed(
        oneshot::Sender<Result<Vec<Recorded>, CommandError>>,
        Result<Vec<Recorded>, CommandError>,
    ),
    Received(
        oneshot::Sender<Result<Received, CommandError>>,
        Box<Result<Received, CommandError>>,
    ),
}

#[derive(Debug)]
pub(crate) struct Writer {
    pub id: DeskId,
    pub store: Store,
    pub clock: Arc<dyn Clock>,
    pub mailbox: mpsc::Receiver<Job>,
    pub published: Arc<RwLock<Desk>>,
    pub hub: Arc<Hub>,
    pub failpoints: Failpoints,
    /// The desk as decided so far; `None` after a failed commit, until it could be read back.
    pub working: Option<Desk>,
    pub tidied_at: Timestamp,
    pub receipts: HashMap<(ApiKeyId, String), (Timestamp, ReceiptRow)>,
    /// Remembered for as long as receipts are, and for the same reason.
    pub presses: HashMap<Press, Timestamp>,
}

#[derive(Default)]
struct Batch {
    recorded: Vec<Recorded>,
    receipts: Vec<ReceiptRow>,
    presses: Vec<PressRow>,
    answers: Vec<Answer>,
}

impl Writer {
    /// Runs until every handle is gone. What is queued then is still done.
    pub async fn run(mut self) {
        let mut jobs = Vec::with_capacity(BATCH);
        loop {
            tokio::select! {
                received = self.mailbox.recv_many(&mut jobs, BATCH) => {
                    if received == 0 {
                        return;
                    }
                }
                () = next_timer(self.working.as_ref(), &*self.clock) => {}
            }
            self.failpoints.after(Step::Received);
            self.turn(jobs.drain(..)).await;
        }
    }

    async fn turn(&mut self, jobs: impl Iterator<Item = Job>) {
        let Some(mut working) = self.working_copy().await else {
            for job in jobs {
                job.refuse();
            }
            return;
        };
        let now = self.clock.now();
        let mut batch = Batch::default();
        if working.next_due().is_some_and(|due| due <= now)
            && let Ok(recorded) = decide(&mut working, Actor::Desk, &Command::Tick, now)
        {
            batch.recorded.extend(recorded);
        }
        for job in jobs {
            self.decide_job(&mut working, job, now, &mut batch);
        }
        self.failpoints.after(Step::Decided);

        let committed = batch.recorded.is_empty() || self.commit(&working, &batch).await;
        self.failpoints.after(Step::Committed);
        if !committed {
            self.receipts.clear();
            self.presses.clear();
            for answer in batch.answers {
                answer.give_up();
            }
            return;
        }
        self.publish(&batch.recorded);
        for answer in batch.answers {
            answer.give();
        }
        self.failpoints.after(Step::Answered);
        if !batch.recorded.is_empty() {
            self.hub.fan_out(batch.recorded);
        }
        self.failpoints.after(Step::FannedOut);
        if now.since(self.tidied_at) >= TIDIED_EVERY {
            self.tidied_at = now;
            working.forget_ended(now);
            self.published
                .write()
                .unwrap_or_else(PoisonError::into_inner)
                .forget_ended(now);
        }
        self.working = Some(working);
    }

    /// The desk to decide on, read back from the database if the last commit failed.
    async fn working_copy(&mut self) -> Option<Desk> {
        if let Some(desk) = self.working.take() {
            return Some(desk);
        }
        match self.store.load(self.id).await {
            Ok(desk) => Some(desk),
            Err(error) => {
                tracing::error!(desk.id = %self.id, %error, "the desk can't be read back");
                None
            }
        }
    }

    fn decide_job(&mut self, working: &mut Desk, job: Job, now: Timestamp, batch: &mut Batch) {
        match job {
            Job::Execute {
                actor,
                command,
                press,
                reply,
            } => {
                let decided = self.execute(working, actor, &command, press, now, batch);
                batch.answers.push(Answer::Executed(reply, decided));
            }
            Job::Receive {
                actor,
                command,
                receipt,
                reply,
            } => {
                let received = self.receive(working, actor, &command, receipt, now, batch);
                batch
                    .answers
                    .push(Answer::Received(reply, Box::new(received)));
            }
        }
    }

    /// What a press has already done is not done again: it is answered as done.
    fn execute(
        &mut self,
        working: &mut Desk,
        actor: Actor,
        command: &Command,
        press: Option<Press>,
        now: Timestamp,
        batch: &mut Batch,
    ) -> Result<Vec<Recorded>, CommandError> {
        if press
            .as_ref()
            .is_some_and(|press| self.presses.contains_key(press))
        {
            return Ok(vec![]);
        }
        let recorded = decide(working, actor, command, now)?;
        batch.recorded.extend(recorded.iter().cloned());
        if let Some(press) = press.filter(|_| !recorded.is_empty()) {
            self.presses
                .retain(|_, at| now.since(*at) < RECEIPTS_REMEMBERED);
            batch.presses.push(PressRow {
                agent: press.agent,
                key: press.key.clone(),
                at: now,
            });
            self.presses.insert(press, now);
        }
        Ok(recorded)
    }

    fn receive(
        &mut self,
        working: &mut Desk,
        actor: Actor,
        command: &Command,
        receipt: Option<Receipt>,
        now: Timestamp,
        batch: &mut Batch,
    ) -> Result<Received, CommandError> {
        if let Some(receipt) = &receipt
            && let Some((_, known)) = self.receipts.get(&(receipt.api_key, receipt.key.clone()))
        {
            return Received::from_row(known, &receipt.body_hash);
        }
        let recorded = decide(working, actor, command, now)?;
        let request = recorded
            .iter()
            .find_map(|recorded| match &recorded.event {
                Event::RequestReceived { request } => working.request(request.id).cloned(),
                _ => None,
            })
            .ok_or(CommandError::Unavailable)?;
        batch.recorded.extend(recorded);
        if let Some(receipt) = receipt {
            let row = receipt.row(&request, now);
            self.receipts
                .retain(|_, (at, _)| now.since(*at) < RECEIPTS_REMEMBERED);
            self.receipts
                .insert((row.api_key, row.key.clone()), (now, row.clone()));
            batch.receipts.push(row);
        }
        Ok(Received::New(request))
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

    fn publish(&self, recorded: &[Recorded]) {
        let mut published = self
            .published
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        for recorded in recorded {
            published.apply(recorded);
        }
    }
}

async fn next_timer(working: Option<&Desk>, clock: &dyn Clock) {
    match working {
        None => tokio::time::sleep(RETRY).await,
        Some(desk) => match desk.next_due() {
            Some(at) => clock.sleep_until(at).await,
            None => std::future::pending().await,
        },
    }
}

fn decide(
    working: &mut Desk,
    actor: Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Recorded>, CommandError> {
    let mut moment = Moment::new(now, ids::entropy());
    execute(working, actor, command, &mut moment).map_err(CommandError::Rejected)
}

impl Job {
    fn refuse(self) {
        // A caller who went away doesn't need the answer.
        match self {
            Self::Execute { reply, .. } => drop(reply.send(Err(CommandError::Unavailable))),
            Self::Receive { reply, .. } => drop(reply.send(Err(CommandError::Unavailable))),
        }
    }
}

impl Answer {
    fn give(self) {
        match self {
            Self::Executed(reply, answer) => drop(reply.send(answer)),
            Self::Received(reply, answer) => drop(reply.send(*answer)),
        }
    }

    /// Nothing of the batch was saved, so even a refusal may have been based on what never was.
    fn give_up(self) {
        match self {
            Self::Executed(reply, _) => drop(reply.send(Err(CommandError::Unavailable))),
            Self::Received(reply, _) => drop(reply.send(Err(CommandError::Unavailable))),
        }
    }
}

impl Receipt {
    fn row(&self, request: &Request, at: Timestamp) -> ReceiptRow {
        ReceiptRow {
            api_key: self.api_key,
            key: self.key.clone(),
            body_hash: self.body_hash.clone(),
            request: request.id,
            answer: serde_json::to_string(request)
                .expect("a request is plain data with string keys"),
            at,
        }
    }
}
