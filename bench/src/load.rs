//! Sends requests when they are due, whatever has become of those before.

use std::{
    collections::BTreeMap,
    io,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use tokio::{sync::mpsc, task::JoinSet};

use crate::{
    BenchError, Options,
    agent::Rung,
    clock,
    desk::TEAM,
    figures::Durations,
    http::{KeptAlive, Reopened, Repeat, Response, request},
    ledger::{Ledger, Progress, Stage},
    pace::{Alarm, Schedule},
};

/// A load, ready to be sent.
#[derive(Debug)]
pub struct Load {
    server: SocketAddr,
    api_key: String,
    schedule: Schedule,
    connections: usize,
    keys: Keys,
    warm_up: u64,
    total: u64,
    ledger: Arc<Mutex<Ledger>>,
    rung: Rung,
    reopened: Reopened,
}

/// Whether a request that is sent again is known to be the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Keys {
    /// Each request has its own.
    OneEach,
    None,
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

#[derive(Deserialize)]
struct Created {
    id: String,
}

impl Load {
    pub fn new(
        options: &Options,
        server: SocketAddr,
        api_key: String,
        ledger: Arc<Mutex<Ledger>>,
        rung: Rung,
        reopened: Reopened,
    ) -> Self {
        let schedule = Schedule::new(options.rate);
        let warm_up = schedule.count(options.warm_up);
        Self {
            server,
            api_key,
            schedule,
            connections: options.connections.get(),
            keys: Keys::from(options),
            warm_up,
            total: warm_up + schedule.count(options.seconds.get()),
            ledger,
            rung,
            reopened,
        }
    }

    fn request(&self, index: u64) -> Vec<u8> {
        let key = (self.keys == Keys::OneEach).then_some(index);
        queue_request(self.server, &self.api_key, key)
    }

    /// Sends all requests and waits for their answers.
    pub async fn send(self) -> Result<Sent, BenchError> {
        let connections = self.connections;
        let start = clock::now() + Duration::from_millis(10);
        let run = Arc::new(Run {
            measured_from: start + self.schedule.offset(self.warm_up),
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

impl From<&Options> for Keys {
    fn from(options: &Options) -> Self {
        if options.keys {
            Self::OneEach
        } else {
            Self::None
        }
    }
}

struct Run {
    load: Load,
    start: Instant,
    measured_from: Instant,
    next: AtomicU64,
    sent: Mutex<Sent>,
}

impl Run {
    /// One connection: takes the next request that nobody has taken, waits until it is due, sends it.
    async fn send_in_turn(self: Arc<Self>) -> Result<(), BenchError> {
        let alarm = Alarm::new()?;
        let mut connection = KeptAlive::to(self.load.server, &self.load.reopened);
        // Unless each has a key, all are the same.
        let mut call = self.load.request(0);
        loop {
            let index = self.next.fetch_add(1, Ordering::Relaxed);
            if index >= self.load.total {
                return Ok(());
            }
            let due = self.start + self.load.schedule.offset(index);
            let repeat = match self.load.keys {
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
            let stage = if index < self.load.warm_up {
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
    server: SocketAddr,
    api_key: String,
    rung: mpsc::UnboundedReceiver<String>,
    reopened: Reopened,
) -> Result<(), BenchError> {
    let rung = tokio::sync::Mutex::new(rung);
    let canceller = || cancel_in_turn(server, &api_key, &rung, &reopened);
    tokio::try_join!(canceller(), canceller(), canceller(), canceller()).map(drop)
}

async fn cancel_in_turn(
    server: SocketAddr,
    api_key: &str,
    rung: &tokio::sync::Mutex<mpsc::UnboundedReceiver<String>>,
    reopened: &Reopened,
) -> Result<(), BenchError> {
    let mut connection = KeptAlive::to(server, reopened);
    loop {
        let next = rung.lock().await.recv().await;
        let Some(id) = next else { return Ok(()) };
        let call = cancel_request(server, api_key, &id);
        let answer = connection.call(&call, Repeat::Harmless).await?;
        match answer.head.status {
            // A call that was cut and repeated may have been done the first time.
            200 | 409 => {}
            status => return Err(BenchError::Cancel(status)),
        }
    }
}

fn created(answer: &Response) -> io::Result<String> {
    match answer.head.status {
        201 => answer.json::<Created>().map(|created| created.id),
        status => Err(io::Error::other(format!("answered {status}"))),
    }
}

fn queue_request(server: SocketAddr, api_key: &str, key: Option<u64>) -> Vec<u8> {
    let body = serde_json::json!({
        "kind": "new_request",
        "team": TEAM,
        "customer": { "name": "Maria Silva", "phone": "+351912345678" },
        "message": "Please tell me about the larger of the two, and whether it can be here by Friday.",
    });
    let bearer = format!("Authorization: Bearer {api_key}");
    let key = key.map(|key| format!("Idempotency-Key: bench-{key}"));
    let mut headers = vec!["Content-Type: application/json", &bearer];
    headers.extend(key.as_deref());
    request(
        "POST",
        "/api/v1/requests",
        server,
        &headers,
        &body.to_string(),
    )
}

fn cancel_request(server: SocketAddr, api_key: &str, id: &str) -> Vec<u8> {
    let path = format!("/api/v1/requests/{id}/cancel");
    let bearer = format!("Authorization: Bearer {api_key}");
    request("POST", &path, server, &[&bearer], "")
}
