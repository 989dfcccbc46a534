//! One run, from start to report.

use std::time::Duration;

use tokio::{
    signal::unix::{SignalKind, signal},
    time::sleep,
};

use crate::{
    Options,
    agent::Agent,
    compare::compare,
    desk::{Desk, STREAMS_PER_SESSION, TEAM},
    disk,
    error::BenchError,
    heartbeats::{self, Heartbeats},
    http::Reopened,
    idle::IdleStreams,
    launched::{Cores, pin_driver},
    load::Plan,
    process::{self, Bytes},
    report::{
        Conditions, Heartbeat, IdleStream, Latency, LoadFigures, Memory, Report, Reports, Requests,
    },
    reports::ReportsSent,
    ringing::{Ringing, Rung},
    server::{Server, scratch},
};

/// After something has changed, before memory is read.
const SETTLED: Duration = Duration::from_secs(1);

/// Measures and prints. Whatever happens, the servers that were started are ended and their data removed.
pub async fn run(options: &Options) -> Result<(), BenchError> {
    let mut terminated = signal(SignalKind::terminate())?;
    tokio::select! {
        done = measure_and_print(options) => done,
        _ = tokio::signal::ctrl_c() => Err(BenchError::Interrupted),
        _ = terminated.recv() => Err(BenchError::Interrupted),
    }
}

async fn measure_and_print(options: &Options) -> Result<(), BenchError> {
    rlimit::increase_nofile_limit(u64::MAX)?;
    if options.compare.compare {
        return compare(options).await;
    }
    let report = measure(options).await?;
    print!("{report}");
    if let Some(path) = &options.json {
        let json = serde_json::to_string_pretty(&report).map_err(BenchError::Json)?;
        std::fs::write(path, json + "\n")?;
    }
    Ok(())
}

async fn measure(options: &Options) -> Result<Report, BenchError> {
    let load_average = process::load_average()?;
    let cores = cores(options);
    if cores == Cores::Pinned {
        pin_driver()?;
    }
    let folder = scratch(options.scratch.as_deref())?;
    let server = Server::start(&options.server, folder, cores).await?;
    let disk_sync = disk::sync_times(server.folder())?.summary();
    sleep(SETTLED).await;
    let at_rest = process::memory(server.pid())?;

    let streams = usize::try_from(options.streams).unwrap_or(usize::MAX);
    let desk = Desk::set_up(&server, options.agents.get(), streams).await?;
    sleep(SETTLED).await;
    let signed_in = process::memory(server.pid())?;
    let cpu_without = idle_cpu(options, &server).await?;

    let mut idle = IdleStreams::default();
    idle.open_until(&desk.idle, STREAMS_PER_SESSION, streams)
        .await?;
    sleep(SETTLED).await;
    let with_idle_streams = process::memory(server.pid())?;
    let cpu_with = idle_cpu(options, &server).await?;

    let reopened = Reopened::default();
    let plan = Plan::from(options);
    let (rung, heartbeats, reports) = ring(options, plan, &server, desk, &reopened).await?;
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
            to_heartbeat_answered: heartbeats
                .as_ref()
                .and_then(|heartbeats| heartbeats.to_answer.summary()),
        },
        load: LoadFigures {
            achieved_rate: plan.achieved_rate(&rung.sent, figures.accepted),
            accepted: figures.accepted,
            offers_expected: rung.ledger.offers_expected(),
            offers_read: figures.offers_read,
            offers_repeated: figures.offers_repeated,
            errors: rung.sent.errors,
            cpu_per_request: rung.cpu,
            reopened: reopened.times(),
        },
        heartbeat: heartbeats.map(|heartbeats| Heartbeat {
            cpu: heartbeats.cpu,
        }),
        reports: reports.map(|sent| Reports {
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

/// Everything that rings: the agents arrive, and requests are sent until all their offers were read.
async fn ring(
    options: &Options,
    plan: Plan,
    server: &Server,
    desk: Desk,
    reopened: &Reopened,
) -> Result<(Rung, Option<Heartbeats>, Option<ReportsSent>), BenchError> {
    let mut agents = Vec::with_capacity(desk.agents.len());
    for (number, session) in desk.agents.into_iter().enumerate() {
        agents.push(Agent::arrive(number, session, reopened).await?);
    }
    let heartbeats = heartbeats::measure(&mut agents, options.heartbeats, server).await?;
    let reports = options.reports.then(ReportsSent::default);
    let ringing = Ringing {
        plan,
        door: &desk.door,
        to: TEAM,
        requests: requests(options),
        reports: reports.clone(),
        pid: server.pid(),
        reopened,
    };
    Ok((ringing.ring(agents).await?, heartbeats, reports))
}

async fn idle_cpu(options: &Options, server: &Server) -> Result<Duration, BenchError> {
    let before = process::cpu_time(server.pid())?;
    sleep(Duration::from_secs(options.idle_seconds.get().into())).await;
    Ok(process::cpu_time(server.pid())?.saturating_sub(before))
}

fn requests(options: &Options) -> Requests {
    if options.keep {
        Requests::LeftRinging
    } else {
        Requests::Cancelled
    }
}

fn cores(options: &Options) -> Cores {
    if options.pin {
        Cores::Pinned
    } else {
        Cores::Shared
    }
}

fn conditions(options: &Options, load_average: f64) -> Conditions {
    let plan = Plan::from(options);
    Conditions {
        rate: plan.rate.get(),
        seconds: plan.seconds.get(),
        warm_up_seconds: plan.warm_up,
        agents: options.agents.get(),
        idle_streams: options.streams,
        connections: plan.connections.get(),
        keys: plan.keys,
        requests: requests(options),
        cores: cores(options),
        load_average,
    }
}
