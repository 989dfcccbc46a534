//! The calls that every desktop makes all day: that it is there, and what became of an offer.

use std::time::Duration;

use tokio::task::JoinSet;

use super::{
    crowd::{Tasks, arrive, say_alive},
    row::{Row, Verdict, number},
    side::Side,
    stage::Stage,
};
use crate::{
    BenchError,
    agent::Offer,
    door::{Door, created},
    figures::readable,
    http::{KeptAlive, Reopened, Repeat},
    load::cancel_one,
    process,
    reports::{STAGES, stage_body},
    session::Session,
    stream::EventStream,
};

/// Kept open, one call after the other on each.
const CONNECTIONS: usize = 8;
const HEARTBEATS: usize = 8_000;
/// Of each agent, so that each has something to report.
const OFFERS: usize = 40;
const LIMIT: Duration = Duration::from_micros(25);

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let side = stage.deskbell().await?;
    let plain = stage.plain().await?;
    let heartbeat = |side: &Side| -> Vec<Vec<u8>> {
        let solo = side.solo(stage.options().compare.solo);
        let each = solo.iter().flat_map(|one| &one.sessions);
        let calls: Vec<_> = each.map(Session::heartbeat_request).collect();
        calls.into_iter().cycle().take(HEARTBEATS).collect()
    };
    // The first of each is news, which is a command of its own.
    for one in side.solo(stage.options().compare.solo) {
        say_alive(&one.sessions, &Reopened::default()).await?;
    }
    let ours = cost(&side, heartbeat(&side)).await?;
    let beside = cost(&plain, heartbeat(&plain)).await?;
    let report = reports(&side, stage.options().compare.solo).await?;
    Ok(vec![
        row("a heartbeat's answer: server CPU", ours)
            .beside(readable(beside))
            .time("plain_us", beside)
            .note(format!("{HEARTBEATS} calls over {CONNECTIONS} connections")),
        row("one report on an offer: server CPU", report.cpu).note(format!(
            "{} reports, each a call of its own, over {CONNECTIONS} connections",
            report.calls
        )),
    ])
}

fn row(figure: &str, cpu: Duration) -> Row {
    let verdict = Verdict::at_most(cpu.as_secs_f64(), LIMIT.as_secs_f64());
    Row::new(figure, readable(cpu))
        .goal(format!("≤ {}", readable(LIMIT)), verdict)
        .time("deskbell_us", cpu)
}

struct Reported {
    cpu: Duration,
    calls: usize,
}

/// Agents are rung until each has offers to report on; only the reports are measured.
async fn reports(side: &Side, solo: usize) -> Result<Reported, BenchError> {
    let reopened = Reopened::default();
    let mut ringing = Vec::new();
    let mut offers = Vec::new();
    let mut posting = KeptAlive::to(side.door().server(), &reopened);
    for one in side.solo(solo.min(50)) {
        for (session, mut stream) in arrive(&one.sessions, &reopened).await? {
            ringing.extend(post(&mut posting, side.door(), &one.to).await?);
            for offer in read_offers(&mut stream).await? {
                offers.push((session.clone(), offer));
            }
        }
    }
    let calls: Vec<_> = STAGES
        .iter()
        .flat_map(|stage| offers.iter().map(move |offer| (stage, offer)))
        .map(|(stage, (session, offer))| session.report_request(&stage_body(offer, stage)))
        .collect();
    let reported = Reported {
        calls: calls.len(),
        cpu: cost(side, calls).await?,
    };
    for id in ringing {
        cancel_one(&mut posting, side.door(), &id).await?;
    }
    Ok(reported)
}

async fn post(
    connection: &mut KeptAlive,
    door: &Door,
    to: &str,
) -> Result<Vec<String>, BenchError> {
    let call = door.post(to, None);
    let mut ids = Vec::with_capacity(OFFERS);
    for _ in 0..OFFERS {
        ids.push(created(&connection.call(&call, Repeat::Never).await?)?);
    }
    Ok(ids)
}

async fn read_offers(stream: &mut EventStream) -> Result<Vec<String>, BenchError> {
    let mut offers = Vec::with_capacity(OFFERS);
    while offers.len() < OFFERS {
        for event in stream.next().await?.1 {
            if event.name == "offer" {
                offers.push(Offer::read(&event.data)?.offer);
            }
        }
    }
    Ok(offers)
}

/// Of the server, for each of these calls.
async fn cost(side: &Side, calls: Vec<Vec<u8>>) -> Result<Duration, BenchError> {
    let server = side.door().server();
    let count = number(u64::try_from(calls.len()).unwrap_or(u64::MAX));
    let mut lanes: Vec<Vec<Vec<u8>>> = vec![Vec::new(); CONNECTIONS];
    for (index, call) in calls.into_iter().enumerate() {
        lanes[index % CONNECTIONS].push(call);
    }
    let before = process::cpu_time(side.pid())?;
    let mut tasks: Tasks = JoinSet::new();
    let reopened = Reopened::default();
    for lane in lanes {
        let mut connection = KeptAlive::to(server, &reopened);
        tasks.spawn(async move {
            for call in lane {
                let status = connection.call(&call, Repeat::Harmless).await?.head.status;
                if status != 200 {
                    return Err(BenchError::Unexpected(format!(
                        "a call was answered with {status}"
                    )));
                }
            }
            Ok(())
        });
    }
    while let Some(ended) = tasks.join_next().await {
        ended??;
    }
    let cpu = process::cpu_time(side.pid())?.saturating_sub(before);
    Ok(cpu.div_f64(count))
}
