//! From a request's POST to the event read, at a constant rate, beside more and more idle streams.

use std::time::Duration;

use tokio::time::sleep;

use super::{
    chart::{Level, level},
    row::{Row, Verdict, both, size},
    side::Side,
    stage::{Stage, Which},
};
use crate::{
    BenchError,
    agent::Agent,
    disk,
    figures::{Durations, Percentiles, microseconds, readable},
    http::Reopened,
    idle::IdleStreams,
    load::Plan,
    report::Requests,
    ringing::Ringing,
};

const SETTLED: Duration = Duration::from_secs(1);
/// Above the disk's own p50.
const P50_ABOVE: Duration = Duration::from_micros(90);
/// Above three times the disk's own p99.
const P99_ABOVE: Duration = Duration::from_micros(300);

/// Of one server at one level.
#[derive(Debug)]
pub struct Heard {
    pub to_event: Percentiles,
    pub late: Percentiles,
    pub sync: Percentiles,
    pub cpu: Duration,
    pub doubts: Vec<String>,
}

pub async fn measure(stage: &Stage<'_>, levels: &mut Vec<Level>) -> Result<Vec<Row>, BenchError> {
    let mut ours = None;
    let mut plain = None;
    for which in [Which::Deskbell, Which::Plain] {
        let side = stage.side(which).await?;
        let mut idle = IdleStreams::default();
        for (number, streams) in stage.levels().iter().enumerate() {
            let (sessions, each) = side.idle(*streams);
            idle.renew().await?;
            idle.open_until(&sessions, each, *streams).await?;
            sleep(SETTLED).await;
            // Each time another agent: nothing that may still ring for the last one is in the way.
            let heard = hear(&side, number, stage.options().into()).await?;
            let at = level(levels, *streams);
            let p99_us = Some(microseconds(heard.to_event.p99));
            match which {
                Which::Deskbell => at.deskbell.p99_us = p99_us,
                Which::Plain => at.plain.p99_us = p99_us,
            }
            if *streams == stage.table_level() {
                match which {
                    Which::Deskbell => ours = Some(heard),
                    Which::Plain => plain = Some(heard),
                }
            }
        }
    }
    let (Some(ours), Some(plain)) = (ours, plain) else {
        return Ok(Vec::new());
    };
    Ok(rows(stage, ours, plain))
}

/// Rings one agent, and what they heard.
pub async fn hear(side: &Side, agent: usize, plan: Plan) -> Result<Heard, BenchError> {
    let reopened = Reopened::default();
    let (to, session) = side.one(agent)?;
    let agents = vec![Agent::arrive(0, session, &reopened).await?];
    let mut sync = disk::sync_times(side.folder())?;
    let ringing = Ringing {
        plan,
        door: side.door(),
        to: &to,
        requests: Requests::Cancelled,
        reports: None,
        pid: side.pid(),
        reopened: &reopened,
    };
    let rung = ringing.ring(agents).await?;
    sync.add(&disk::sync_times(side.folder())?);

    let figures = rung.ledger.figures();
    let mut doubts = Vec::new();
    let achieved = plan.achieved_rate(&rung.sent, figures.accepted);
    let rate = f64::from(plan.rate.get());
    if achieved < 0.99 * rate {
        doubts.push(format!(
            "of {rate} requests a second only {achieved:.0} were accepted"
        ));
    }
    let lost = rung
        .ledger
        .offers_expected()
        .saturating_sub(figures.offers_read);
    if lost > 0 || figures.offers_repeated > 0 {
        doubts.push(format!(
            "{lost} offers were not read, {} came twice",
            figures.offers_repeated
        ));
    }
    doubts.extend(
        rung.sent
            .errors
            .iter()
            .map(|(error, times)| format!("{times} times: {error}")),
    );
    if reopened.times() > 0 {
        doubts.push(format!(
            "connections were opened again {} times",
            reopened.times()
        ));
    }
    Ok(Heard {
        to_event: summary(&figures.to_offer)?,
        late: summary(&rung.sent.late)?,
        sync: summary(&sync)?,
        cpu: rung.cpu,
        doubts,
    })
}

pub fn summary(durations: &Durations) -> Result<Percentiles, BenchError> {
    durations
        .summary()
        .ok_or_else(|| BenchError::Unexpected("no request was answered".to_owned()))
}

fn rows(stage: &Stage<'_>, ours: Heard, plain: Heard) -> Vec<Row> {
    let (streams, rate) = (stage.table_level(), stage.options().rate);
    let p50 = ours.sync.p50 + P50_ABOVE;
    let p99 = 3 * ours.sync.p99 + P99_ABOVE;
    let reached = |measured: Duration, limit: Duration| {
        Verdict::at_most(measured.as_secs_f64(), limit.as_secs_f64())
    };
    let what = "POST → event read";
    vec![
        Row::new(
            format!("{what}, {rate}/s, {streams} idle streams: p50"),
            readable(ours.to_event.p50),
        )
        .beside(readable(plain.to_event.p50))
        .goal(
            format!(
                "≤ {} (fdatasync p50 {} + 90 µs)",
                readable(p50),
                readable(ours.sync.p50)
            ),
            reached(ours.to_event.p50, p50),
        )
        .note(format!(
            "sent late by the driver, p50 / p99: {} beside Deskbell, {} beside the plain server",
            both(ours.late.p50, ours.late.p99),
            both(plain.late.p50, plain.late.p99)
        ))
        .note(format!(
            "server CPU a request: {} with its offer and its cancelling; the plain server {}",
            readable(ours.cpu),
            readable(plain.cpu)
        ))
        .notes(ours.doubts)
        .notes(
            plain
                .doubts
                .into_iter()
                .map(|doubt| format!("plain server: {doubt}")),
        )
        .time("deskbell_us", ours.to_event.p50)
        .time("plain_us", plain.to_event.p50)
        .time("fdatasync_us", ours.sync.p50)
        .time("deskbell_cpu_us", ours.cpu)
        .value("streams", size(streams))
        .value("rate", rate.get().into()),
        Row::new(format!("{what}: p99"), readable(ours.to_event.p99))
            .beside(readable(plain.to_event.p99))
            .goal(
                format!(
                    "≤ {} (3 × fdatasync p99 {} + 300 µs)",
                    readable(p99),
                    readable(ours.sync.p99)
                ),
                reached(ours.to_event.p99, p99),
            )
            .time("deskbell_us", ours.to_event.p99)
            .time("plain_us", plain.to_event.p99)
            .time("fdatasync_us", ours.sync.p99),
    ]
}
