//! An agent at work: reads their stream, notes every offer, and says that they are alive.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tokio::sync::{Notify, mpsc};

use crate::{
    BenchError,
    desk::Session,
    http::Connection,
    ledger::{Ledger, Progress},
    stream::EventStream,
};

/// Signed in, reachable, and not reading yet.
#[derive(Debug)]
pub struct Agent {
    number: usize,
    session: Session,
    stream: EventStream,
    /// For the answers to heartbeats.
    connection: Connection,
}

/// Requests that every agent has been rung for.
pub type Rung = mpsc::UnboundedSender<String>;

#[derive(Deserialize)]
struct Offer {
    request: String,
}

impl Agent {
    pub async fn arrive(number: usize, session: Session) -> Result<Self, BenchError> {
        let stream = EventStream::open(&session).await?;
        let connection = Connection::open(session.server()).await?;
        let mut agent = Self {
            number,
            session,
            stream,
            connection,
        };
        acknowledge(&mut agent.connection, &agent.session).await?;
        Ok(agent)
    }

    /// Until the stream ends, which is an error, or the task is dropped.
    pub async fn work(self, ledger: Arc<Mutex<Ledger>>, rung: Rung) -> Result<(), BenchError> {
        let heartbeat = Notify::new();
        tokio::try_join!(
            read(self.number, self.stream, &heartbeat, &ledger, &rung),
            answer(self.connection, &self.session, &heartbeat),
        )
        .map(drop)
    }
}

async fn read(
    number: usize,
    mut stream: EventStream,
    heartbeat: &Notify,
    ledger: &Mutex<Ledger>,
    rung: &Rung,
) -> Result<(), BenchError> {
    loop {
        let (read_at, events) = stream.next().await?;
        for event in events {
            match event.name.as_str() {
                "offer" => {
                    let Offer { request } =
                        serde_json::from_str(&event.data).map_err(BenchError::Event)?;
                    let progress = ledger
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .read(&request, number, read_at);
                    if progress == Progress::Complete {
                        // Nobody listens when requests are left ringing.
                        let _ = rung.send(request);
                    }
                }
                "hb" => heartbeat.notify_one(),
                _ => {}
            }
        }
    }
}

/// Beside the reading: an answer that takes its time must not make an offer look late.
async fn answer(
    mut connection: Connection,
    session: &Session,
    heartbeat: &Notify,
) -> Result<(), BenchError> {
    loop {
        heartbeat.notified().await;
        acknowledge(&mut connection, session).await?;
    }
}

async fn acknowledge(connection: &mut Connection, session: &Session) -> Result<(), BenchError> {
    let answer = connection.call(&session.heartbeat_request()).await?;
    match answer.head.status {
        200 => Ok(()),
        status => Err(BenchError::Heartbeat(status)),
    }
}
