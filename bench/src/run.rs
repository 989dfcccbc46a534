//! One run, from start to report.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use thiserror::Error;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::mpsc,
    task::{JoinError, JoinSet},
    time::{sleep, timeout},
};

use crate::{
    Options,
    agent::{Agent, Desktop},
    desk::Desk,
    disk,
    heartbeats::{self, Heartbeats},
    http::Reopened,
    idle::IdleStreams,
    ledger::Ledger,
    load::{self, Keys, Load, Sent},
    process::{self, Bytes},
    report::{
        Conditions, Cores, Heartbeat, IdleStream, Latency, LoadFigures, Memory, Report, Reports,
        Requests,
    },
    reports::ReportsSent,
    server::{self, Server},
};

/// How long the last offers may take.
const STRAGGLERS: Duration = Duration::from_secs(5);
/// After something has changed, before memory is read.
const SETTLED: Duration = Duration::from_secs(1);

/// Why there are no figures.
#[derive(Debug, Error)]
pub enum BenchError {
    #[error(transparent)]
    Io(#[from] io::Error),
    #[error("a program can't be started: {0}")]
    NotStarted(io::Error),
    #[error("the driver can't be pinned: the machine needs two cores and the program taskset")]
    NotPinned,
    #[error("the server did not answer; it said:\n{0}")]
    NoAnswer(String),
    #[error("`deskbell {command}` failed: {answer}")]
    Command { command: String, answer: String },
    #[error("signing in was answered with {0}")]
    SignIn(u16),
    #[error("the event stream was answered with {0}")]
    Stream(u16),
    #[error("a heartbeat was answered with {0}")]
    Heartbeat(u16),
    #[error("a report on an offer was answered with {0}")]
    Report(u16),
    #[error("cancelling a request was answered with {0}")]
    Cancel(u16),
    #[error("an offer can't be read: {0}")]
    Event(serde_json::Error),
    #[error("the figures can't be written: {0}")]
    Json(serde_json::Error),
    #[error("a part of the driver failed: {0}")]
    Task(#[from] JoinError),
    #[error("interrupted")]
    Interrupted,
}

/// Measures and prints. Whatever happens, the server that was started is ended and its data removed.
pub async fn run(options: &Options) -> Result<(), BenchError> {
    let mut terminated = signal(SignalKind::terminate())?;
    let report = tokio::select! {
        report = measure(options) => report?,
        _ = tokio::signal::ctrl_c() => return Err(BenchError::Interrupted),
        _ = terminated.recv() => return Err(BenchError::Interrupted),
    };
    print!("{report}");
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&report).map_err(BenchError::Json)?;
        std::fs::write(path, json + "\n")?;
    }
    Ok(())
}

async fn measure(options: &Options) -> Result<Report, BenchError> {
    rlimit::increase_nofile_limit(u64::MAX)?;
    let load_average = process::load_average()?;
    if options.pin {
        server::pin_driver()?;
    }
    let server = Server::start(options).await?;
    let disk_sync = disk::sync_times(server.folder())?.summary();
    sleep(SETTLED).await;
    let at_rest = process::memory(server.pid())?;

    let streams = usize::try_from(options.streams).unwrap_or(usize::MAX);
    let desk = Desk::set_up(&server, options.agents.get(), streams).await?;
    sleep(SETTLED).await;
    let signed_in = process::memory(server.pid())?;
    let cpu_without = idle_cpu(options, &server).await?;

    let mut idle = IdleStreams::open(&desk.idle, streams).await?;
    sleep(SETTLED).await;
    let with_idle_streams = process::memory(server.pid())?;
    let cpu_with = idle_cpu(options, &server).await?;

    let rung = ring(options, &server, desk).await?;
    let figures = rung.ledger.figures();
    Ok(Report {
        server: server.version()?,
        conditions: conditions(options, load_average),
        disk_sync,
        latency: Latency {
            to_offer: figures.to_offer.summary(),
            to_last_offer: figures.to_last_offer.summary(),
            to_created: rung.sent.to_created.summary(),
            sent_late: rung.sent.late.summary(),
            to_heartbeat_answered: rung
                .heartbeats
                .as_ref()
                .and_then(|heartbeats| heartbeats.to_answer.summary()),
        },
        load: LoadFigures {
            achieved_rate: achieved_rate(options, &rung.sent, figures.accepted),
            accepted: figures.accepted,
            offers_expected: rung.ledger.offers_expected(),
            offers_read: figures.offers_read,
            offers_repeated: figures.offers_repeated,
            errors: rung.sent.errors,
            cpu_per_request: rung.cpu,
            reopened: rung.reopened,
        },
        heartbeat: rung.heartbeats.map(|heartbeats| Heartbeat {
            cpu: heartbeats.cpu,
        }),
        reports: rung.reports.map(|sent| Reports {
            sent: sent.reports(),
            calls: sent.calls(),
        }),
        memory: Memory {
            at_rest,
            signed_in,
            with_idle_streams,
            after_load: process::memory(server.pid())?,
        },
        idle_stream: (options.streams > 0).then(|| IdleStream {
            memory: Bytes(
                with_idle_streams.0.saturating_sub(signed_in.0) / u64::from(options.streams),
            ),
            cpu_a_second: cpu_with.saturating_sub(cpu_without)
                / options.streams
                / options.idle_seconds.get(),
            ended: idle.ended(),
        }),
        first_answer: server.first_answer(),
    })
}

/// What came of the ringing.
struct Rung {
    sent: Sent,
    ledger: Ledger,
    /// Of the server, for each request.
    cpu: Duration,
    heartbeats: Option<Heartbeats>,
    reports: Option<ReportsSent>,
    /// Connections that the server had closed.
    reopened: u64,
}

/// Everything that rings: the agents arrive, and requests are sent until all their offers were read.
async fn ring(options: &Options, server: &Server, desk: Desk) -> Result<Rung, BenchError> {
    let reopened = Reopened::default();
    let mut agents = Vec::with_capacity(desk.agents.len());
    for (number, session) in desk.agents.into_iter().enumerate() {
        agents.push(Agent::arrive(number, session, &reopened).await?);
    }
    let heartbeats = heartbeats::measure(&mut agents, options.heartbeats, server).await?;

    let (rung, to_cancel) = mpsc::unbounded_channel();
    let desktop = Desktop {
        ledger: Arc::new(Mutex::new(Ledger::new(options.agents.get()))),
        rung,
        reports: options.reports.then(ReportsSent::default),
    };
    let mut others = JoinSet::new();
    for agent in agents {
        others.spawn(agent.work(desktop.clone()));
    }
    if options.keep {
        drop(to_cancel);
    } else {
        let api_key = desk.api_key.clone();
        others.spawn(load::cancel(
            server.address(),
            api_key,
            to_cancel,
            reopened.clone(),
        ));
    }

    let Desktop {
        ledger,
        rung,
        reports,
    } = desktop;
    let cpu_before = process::cpu_time(server.pid())?;
    let load = Load::new(
        options,
        server.address(),
        desk.api_key,
        Arc::clone(&ledger),
        rung,
        reopened.clone(),
    );
    let sent = tokio::select! {
        sent = load.send() => sent?,
        // None of them ends by itself before everything was sent, unless it fails.
        Some(failed) = others.join_next() => {
            failed??;
            return Err(BenchError::Interrupted);
        }
    };
    let all_told = async {
        while !is_all_read(&ledger) || !is_all_reported(&ledger, reports.as_ref()) {
            sleep(Duration::from_millis(5)).await;
        }
    };
    // Offers that are still missing then are told in the report.
    let _ = timeout(STRAGGLERS, all_told).await;
    let cpu = process::cpu_time(server.pid())?.saturating_sub(cpu_before);
    let requests = options.rate.get() * (options.warm_up + options.seconds.get());
    others.shutdown().await;
    let ledger = std::mem::replace(&mut *lock(&ledger), Ledger::new(0));
    Ok(Rung {
        sent,
        ledger,
        cpu: cpu / requests,
        heartbeats,
        reports,
        reopened: reopened.times(),
    })
}

async fn idle_cpu(options: &Options, server: &Server) -> Result<Duration, BenchError> {
    let before = process::cpu_time(server.pid())?;
    sleep(Duration::from_secs(options.idle_seconds.get().into())).await;
    Ok(process::cpu_time(server.pid())?.saturating_sub(before))
}

/// So that the server's work for the last reports counts, too.
fn is_all_reported(ledger: &Mutex<Ledger>, reports: Option<&ReportsSent>) -> bool {
    reports.is_none_or(|sent| sent.reports() >= 2 * lock(ledger).figures().offers_read)
}

fn is_all_read(ledger: &Mutex<Ledger>) -> bool {
    let ledger = lock(ledger);
    ledger.figures().offers_read >= ledger.offers_expected()
}

fn lock(ledger: &Mutex<Ledger>) -> MutexGuard<'_, Ledger> {
    ledger.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Until the last answer: a server that falls behind takes longer than was planned.
fn achieved_rate(options: &Options, sent: &Sent, accepted: u64) -> f64 {
    let planned = Duration::from_secs(options.seconds.get().into());
    let accepted = u32::try_from(accepted).unwrap_or(u32::MAX);
    f64::from(accepted) / sent.took.max(planned).as_secs_f64()
}

fn conditions(options: &Options, load_average: f64) -> Conditions {
    Conditions {
        rate: options.rate.get(),
        seconds: options.seconds.get(),
        warm_up_seconds: options.warm_up,
        agents: options.agents.get(),
        idle_streams: options.streams,
        connections: options.connections.get(),
        keys: Keys::from(options),
        requests: if options.keep {
            Requests::LeftRinging
        } else {
            Requests::Cancelled
        },
        cores: if options.pin {
            Cores::Pinned
        } else {
            Cores::Shared
        },
        load_average,
    }
}
