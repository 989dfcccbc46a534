//! An agent at work: reads their stream, notes every offer, reports it, and says that they are alive.

use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use tokio::sync::{Notify, mpsc};

use crate::{
    BenchError,
    http::{KeptAlive, Reopened, Repeat},
    ledger::{Ledger, Progress},
    reports::{self, ReportsSent},
    session::Session,
    stream::EventStream,
};

/// Signed in, reachable, and not reading yet.
#[derive(Debug)]
pub struct Agent {
    number: usize,
    session: Session,
    stream: EventStream,
    /// For the answers to heartbeats.
    connection: KeptAlive,
    /// For reports, so that neither waits for the other.
    reporting: KeptAlive,
}

/// Requests that every agent has been rung for.
pub type Rung = mpsc::UnboundedSender<String>;

/// Where the offers go that an agent has read.
#[derive(Clone, Debug)]
pub struct Desktop {
    pub ledger: Arc<Mutex<Ledger>>,
    pub rung: Rung,
    /// Present if agents report, as browsers do.
    pub reports: Option<ReportsSent>,
}

/// An offer as the stream tells it.
#[derive(Debug, Deserialize)]
pub struct Offer {
    pub offer: String,
    pub request: String,
}

impl Offer {
    pub fn read(data: &str) -> Result<Self, BenchError> {
        serde_json::from_str(data).map_err(BenchError::Event)
    }
}

impl Agent {
    pub async fn arrive(
        number: usize,
        session: Session,
        reopened: &Reopened,
    ) -> Result<Self, BenchError> {
        let stream = EventStream::open(&session, reopened).await?;
        let connection = KeptAlive::to(session.server(), reopened);
        let reporting = KeptAlive::to(session.server(), reopened);
        let mut agent = Self {
            number,
            session,
            stream,
            connection,
            reporting,
        };
        agent.acknowledge().await?;
        Ok(agent)
    }

    /// Says that this device is alive.
    pub async fn acknowledge(&mut self) -> Result<(), BenchError> {
        acknowledge(&mut self.connection, &self.session).await
    }

    /// Until the stream ends, which is an error, or the task is dropped.
    pub async fn work(self, desktop: Desktop) -> Result<(), BenchError> {
        let heartbeat = Notify::new();
        let (offers, read_offers) = mpsc::unbounded_channel();
        let reported = desktop.reports.clone();
        let report = async {
            match reported {
                Some(sent) => {
                    reports::send(self.reporting, &self.session, read_offers, &sent).await
                }
                None => Ok(()),
            }
        };
        tokio::try_join!(
            read(self.number, self.stream, &heartbeat, &desktop, offers),
            answer(self.connection, &self.session, &heartbeat),
            report,
        )
        .map(drop)
    }
}

async fn read(
    number: usize,
    mut stream: EventStream,
    heartbeat: &Notify,
    desktop: &Desktop,
    offers: mpsc::UnboundedSender<String>,
) -> Result<(), BenchError> {
    loop {
        let (read_at, events) = stream.next().await?;
        for event in events {
            match event.name.as_str() {
                "offer" => {
                    let Offer { offer, request } = Offer::read(&event.data)?;
                    let progress = desktop
                        .ledger
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .read(&request, number, read_at);
                    if progress == Progress::Complete {
                        // Nobody listens when requests are left ringing.
                        let _ = desktop.rung.send(request);
                    }
                    // Nor when agents don't report.
                    let _ = offers.send(offer);
                }
                "hb" => heartbeat.notify_one(),
                _ => {}
            }
        }
    }
}

/// Beside the reading: an answer that takes its time must not make an offer look late.
async fn answer(
    mut connection: KeptAlive,
    session: &Session,
    heartbeat: &Notify,
) -> Result<(), BenchError> {
    loop {
        heartbeat.notified().await;
        acknowledge(&mut connection, session).await?;
    }
}

async fn acknowledge(connection: &mut KeptAlive, session: &Session) -> Result<(), BenchError> {
    let call = session.heartbeat_request();
    let answer = connection.call(&call, Repeat::Harmless).await?;
    match answer.head.status {
        200 => Ok(()),
        status => Err(BenchError::Heartbeat(status)),
    }
}
