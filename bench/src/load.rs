//! Sends requests when they are due, whatever has become of those before.

use std::{
    collections::BTreeMap,
    num::{NonZeroU32, NonZeroUsize},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde::Serialize;
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    BenchError, Options,
    agent::Rung,
    clock,
    door::{Door, created},
    figures::Durations,
    http::{KeptAlive, Reopened, Repeat},
    ledger::{Ledger, Progress, Stage},
    pace::{Alarm, Schedule},
};

/// What is to be sent.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Requests a second.
    pub rate: NonZeroU32,
    /// Seconds that are not counted.
    pub warm_up: u32,
    pub seconds: NonZeroU32,
    pub connections: NonZeroUsize,
    pub keys: Keys,
}

/// Whether a request that is sent again is known to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keys {
    /// Each request has its own.
    OneEach,
    None,
}

/// A load, ready to be sent.
#[derive(Debug)]
pub struct Load {
    door: Door,
    to: String,
    plan: Plan,
    schedule: Schedule,
    ledger: Arc<Mutex<Ledger>>,
    rung: Rung,
    reopened: Reopened,
}

/// What the sender saw. Errors of the warm-up count too.
#[derive(Debug, Default)]
pub struct Sent {
    /// From the intended time to the answer 201.
    pub to_created: Durations,
    /// From the intended time to the driver sending: its own share in every other figure, and the wait for a
    /// connection that is free.
    pub late: Durations,
    /// By what went wrong.
    pub errors: BTreeMap<String, u64>,
    /// From the first measured request being due to the last answer.
    pub took: Duration,
}

impl From<&Options> for Plan {
    fn from(options: &Options) -> Self {
        Self {
            rate: options.rate,
            warm_up: options.warm_up,
            seconds: options.seconds,
            connections: options.connections,
            keys: if options.keys {
                Keys::OneEach
            } else {
                Keys::None
            },
        }
    }
}

impl Plan {
    /// With the warm-up.
    pub fn requests(&self) -> u32 {
        self.rate
            .get()
            .saturating_mul(self.warm_up.saturating_add(self.seconds.get()))
    }

    /// Until the last answer: a server that falls behind takes longer than was planned.
    pub fn achieved_rate(&self, sent: &Sent, accepted: u64) -> f64 {
        let planned = Duration::from_secs(self.seconds.get().into());
        let accepted = u32::try_from(accepted).unwrap_or(u32::MAX);
        f64::from(accepted) / sent.took.max(planned).as_secs_f64()
    }
}

impl Load {
    /// For this team or stream.
    pub fn new(
        plan: Plan,
        door: Door,
        to: &str,
        ledger: Arc<Mutex<Ledger>>,
        rung: Rung,
        reopened: Reopened,
    ) -> Self {
        Self {
            door,
            to: to.to_owned(),
            plan,
            schedule: Schedule::new(plan.rate),
            ledger,
            rung,
            reopened,
        }
    }

    fn request(&self, index: u64) -> Vec<u8> {
        let key = (self.plan.keys == Keys::OneEach).then_some(index);
        self.door.post(&self.to, key)
    }

    /// Sends all requests and waits for their answers.
    pub async fn send(self) -> Result<Sent, BenchError> {
        let connections = self.plan.connections.get();
        let start = clock::now() + Duration::from_millis(10);
        let warm_up = self.schedule.count(self.plan.warm_up);
        let run = Arc::new(Run {
            warm_up,
            total: self.plan.requests().into(),
            measured_from: start + self.schedule.offset(warm_up),
            load: self,
            start,
            next: AtomicU64::new(0),
            sent: Mutex::default(),
        });
        let mut senders = JoinSet::new();
        for _ in 0..connections {
            senders.spawn(Arc::clone(&run).send_in_turn());
        }
        while let Some(ended) = senders.join_next().await {
            ended??;
        }
        Ok(std::mem::take(&mut *run.sent()))
    }
}

struct Run {
    load: Load,
    warm_up: u64,
    total: u64,
    start: Instant,
    measured_from: Instant,
    next: AtomicU64,
    sent: Mutex<Sent>,
}

impl Run {
    /// One connection: takes the next request that nobody has taken, waits until it is due, sends it.
    async fn send_in_turn(self: Arc<Self>) -> Result<(), BenchError> {
        let alarm = Alarm::new()?;
        let mut connection = KeptAlive::to(self.load.door.server(), &self.load.reopened);
        // Unless each has a key, all are the same.
        let mut call = self.load.request(0);
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.total {
                return Ok(());
            }
            let due = self.start + self.load.schedule.offset(index);
            let repeat = match self.load.plan.keys {
                Keys::OneEach => {
                    call = self.load.request(index);
                    Repeat::Harmless
                }
                Keys::None => Repeat::Never,
            };
            alarm.until(due).await?;
            let sent_at = clock::now();
            let answer = connection.call(&call, repeat).await;
            let answered_at = clock::now();
            let stage = if index < self.warm_up {
                Stage::WarmUp
            } else {
                Stage::Measured
            };
            match answer.and_then(|answer| created(&answer)) {
                Ok(id) => self.accepted(id, due, stage),
                Err(error) => {
                    *self.sent().errors.entry(error.to_string()).or_default() += 1;
                    continue;
                }
            }
            if stage == Stage::Measured {
                let mut sent = self.sent();
                sent.late.record(sent_at - due);
                sent.to_created.record(answered_at - due);
                sent.took = sent.took.max(answered_at - self.measured_from);
            }
        }
    }

    fn accepted(&self, id: String, due: Instant, stage: Stage) {
        let ledger = &self.load.ledger;
        let progress = ledger
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .accepted(id.clone(), due, stage);
        if progress == Progress::Complete {
            // Nobody listens when requests are left ringing.
            let _ = self.load.rung.send(id);
        }
    }

    fn sent(&self) -> MutexGuard<'_, Sent> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Cancels what has rung everywhere, as it comes. Ends when nothing can come any more.
pub async fn cancel(
    door: Door,
    rung: mpsc::UnboundedReceiver<String>,
    reopened: Reopened,
) -> Result<(), BenchError> {
    let rung = tokio::sync::Mutex::new(rung);
    let canceller = || cancel_in_turn(&door, &rung, &reopened);
    tokio::try_join!(canceller(), canceller(), canceller(), canceller()).map(drop)
}

async fn cancel_in_turn(
    door: &Door,
    rung: &tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>,
    reopened: &Reopened,
) -> Result<(), BenchError> {
    let mut connection = KeptAlive::to(door.server(), reopened);
    loop {
        let next = rung.lock().await.recv().await;
        let Some(id) = next else { return Ok(()) };
        cancel_one(&mut connection, door, &id).await?;
    }
}

/// Nothing is done where nothing is kept.
pub async fn cancel_one(
    connection: &mut KeptAlive,
    door: &Door,
    id: &str,
) -> Result<(), BenchError> {
    let Some(call) = door.cancel(id) else {
        return Ok(());
    };
    match connection.call(&call, Repeat::Harmless).await?.head.status {
        // A call that was cut and repeated may have been done the first time.
        200 | 409 => Ok(()),
        status => Err(BenchError::Cancel(status)),
    }
}
