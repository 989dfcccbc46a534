//! Many who listen at once, and the calls that their pages make. Pages share a few connections here, as behind a
//! proxy: one to each would be more files than may be open.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use tokio::{
    sync::{Mutex, Notify, mpsc},
    task::JoinSet,
};

use crate::{
    BenchError,
    agent::Offer,
    http::{KeptAlive, Reopened, Repeat},
    session::Session,
    stream::EventStream,
};

/// Connections that the calls of all pages go over.
const CONNECTIONS: usize = 16;

/// What fails in here ends the measurement.
pub type Tasks = JoinSet<Result<(), BenchError>>;

/// Signed in, reachable, and not reading yet.
pub async fn arrive(
    sessions: &[Session],
    reopened: &Reopened,
) -> Result<Vec<(Session, EventStream)>, BenchError> {
    let mut arrived = Vec::with_capacity(sessions.len());
    for session in sessions {
        let stream = EventStream::open(session, reopened).await?;
        arrived.push((session.clone(), stream));
    }
    say_alive(sessions, reopened).await?;
    Ok(arrived)
}

/// One heartbeat of each.
pub async fn say_alive(sessions: &[Session], reopened: &Reopened) -> Result<(), BenchError> {
    let Some(first) = sessions.first() else {
        return Ok(());
    };
    let mut connection = KeptAlive::to(first.server(), reopened);
    for session in sessions {
        let answer = connection
            .call(&session.heartbeat_request(), Repeat::Harmless)
            .await?;
        if answer.head.status != 200 {
            return Err(BenchError::Heartbeat(answer.head.status));
        }
    }
    Ok(())
}

/// Reads a stream, answers its heartbeats, and tells each offer with the time at which it was read.
pub async fn listen(
    (session, mut stream): (Session, EventStream),
    calls: Calls,
    mut told: impl FnMut(Offer, Instant) + Send,
) -> Result<(), BenchError> {
    loop {
        let (read_at, events) = stream.next().await?;
        for event in events {
            match event.name.as_str() {
                "offer" => told(Offer::read(&event.data)?, read_at),
                "hb" => calls.make(Call::Heartbeat(session.heartbeat_request())),
                _ => {}
            }
        }
    }
}

/// Made by the pages, one after the other on each connection.
#[derive(Clone, Debug)]
pub struct Calls {
    line: mpsc::UnboundedSender<Call>,
    reports: Arc<Reports>,
}

#[derive(Debug)]
pub enum Call {
    Heartbeat(Vec<u8>),
    Report(Vec<u8>),
}

#[derive(Debug, Default)]
struct Reports {
    answered: AtomicU64,
    changed: Notify,
}

impl Calls {
    /// Made until the tasks are ended.
    pub fn open(server: SocketAddr, reopened: &Reopened, tasks: &mut Tasks) -> Self {
        let (line, waiting) = mpsc::unbounded_channel();
        let calls = Self {
            line,
            reports: Arc::default(),
        };
        let waiting = Arc::new(Mutex::new(waiting));
        for _ in 0..CONNECTIONS {
            let connection = KeptAlive::to(server, reopened);
            let reports = Arc::clone(&calls.reports);
            tasks.spawn(make_in_turn(connection, Arc::clone(&waiting), reports));
        }
        calls
    }

    pub fn make(&self, call: Call) {
        // Nobody makes calls any more once the measurement is over.
        let _ = self.line.send(call);
    }

    pub fn reports_answered(&self) -> u64 {
        self.reports.answered.load(Ordering::Relaxed)
    }

    /// Until so many calls with reports were answered, of all that were made.
    pub async fn until_reports_answered(&self, count: u64) {
        while self.reports_answered() < count {
            let changed = self.reports.changed.notified();
            if self.reports_answered() < count {
                changed.await;
            }
        }
    }
}

async fn make_in_turn(
    mut connection: KeptAlive,
    waiting: Arc<Mutex<mpsc::UnboundedReceiver<Call>>>,
    reports: Arc<Reports>,
) -> Result<(), BenchError> {
    loop {
        let next = waiting.lock().await.recv().await;
        match next {
            None => return Ok(()),
            Some(Call::Heartbeat(call)) => {
                let status = connection.call(&call, Repeat::Harmless).await?.head.status;
                if status != 200 {
                    return Err(BenchError::Heartbeat(status));
                }
            }
            Some(Call::Report(call)) => {
                let status = connection.call(&call, Repeat::Harmless).await?.head.status;
                if status != 200 {
                    return Err(BenchError::Report(status));
                }
                reports.answered.fetch_add(1, Ordering::Relaxed);
                reports.changed.notify_one();
            }
        }
    }
}

/// Lets `measured` go on for as long as none of the tasks has ended, which each does only when it fails.
pub async fn beside<T>(
    tasks: &mut Tasks,
    measured: impl Future<Output = Result<T, BenchError>>,
) -> Result<T, BenchError> {
    tokio::select! {
        measured = measured => measured,
        Some(ended) = tasks.join_next() => {
            ended??;
            Err(BenchError::Unexpected("a reader ended too early".to_owned()))
        }
    }
}
