//! What a request for a large team costs more than one for a small team, when nothing is sent: everybody is signed in
//! and reachable, and has no stream.

use std::time::Duration;

use serde::Deserialize;

use super::{
    crowd::say_alive,
    latency::summary,
    row::{Row, Verdict, ratio, times},
    side::Side,
    stage::Stage,
};
use crate::{
    BenchError, clock,
    door::created,
    figures::{Durations, readable},
    http::{KeptAlive, Reopened, Repeat},
    load::cancel_one,
    process,
};

const SMALL: usize = 5;
/// In turns, so that whatever else happens happens to both.
const TURNS: usize = 10;
const REQUESTS: usize = 30;
const LIMIT: f64 = 1.5;
/// The size that the goal is about.
const GOAL: usize = 5_000;

#[derive(Default)]
struct Cost {
    to_created: Durations,
    cpu: Duration,
}

#[derive(Deserialize)]
struct Answered {
    state: String,
}

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let large = stage.options().compare.team;
    let side = stage.deskbell().await?;
    say_alive(&side.crowd(large.max(SMALL)).sessions, &Reopened::default()).await?;
    let (mut of_small, mut of_large) = (Cost::default(), Cost::default());
    // The first turn of each is not counted.
    post(&side, SMALL, &mut Cost::default()).await?;
    post(&side, large, &mut Cost::default()).await?;
    for _ in 0..TURNS {
        post(&side, SMALL, &mut of_small).await?;
        post(&side, large, &mut of_large).await?;
    }
    let p50 = |cost: &Cost| summary(&cost.to_created).map(|summary| summary.p50);
    let (small_p50, large_p50) = (p50(&of_small)?, p50(&of_large)?);
    let cpu = ratio(of_large.cpu.as_secs_f64(), of_small.cpu.as_secs_f64());
    let latency = ratio(large_p50.as_secs_f64(), small_p50.as_secs_f64());
    let requests = u32::try_from(TURNS * REQUESTS).unwrap_or(u32::MAX);
    let mut row = Row::new(
        format!("POST to a team of {large} against one of {SMALL}, without the sends: CPU, POST → 201 p50"),
        format!("{}, {}", times(cpu), times(latency)),
    )
    .goal(
        format!("≤ {LIMIT} ×"),
        Verdict::at_most(cpu, LIMIT).and(Verdict::at_most(latency, LIMIT)),
    )
    .note(format!(
        "{} and {} of CPU, {} and {} to the 201",
        readable(of_large.cpu / requests),
        readable(of_small.cpu / requests),
        readable(large_p50),
        readable(small_p50)
    ))
    .value("cpu_ratio", cpu)
    .value("latency_ratio", latency);
    if large != GOAL {
        row = row.note(format!(
            "the goal is about a team of {GOAL}: `--team {GOAL}`"
        ));
    }
    Ok(vec![row])
}

/// Only the POSTs are measured; each is cancelled afterwards.
async fn post(side: &Side, team: usize, cost: &mut Cost) -> Result<(), BenchError> {
    let crowd = side.crowd(team);
    let mut connection = KeptAlive::to(side.door().server(), &Reopened::default());
    let call = side.door().post(&crowd.to, None);
    let mut ids = Vec::with_capacity(REQUESTS);
    let before = process::cpu_time(side.pid())?;
    for _ in 0..REQUESTS {
        let begun = clock::now();
        let answer = connection.call(&call, Repeat::Never).await?;
        cost.to_created.record(clock::now() - begun);
        ids.push(created(&answer)?);
        let state = answer.json::<Answered>()?.state;
        if state != "offered" {
            return Err(BenchError::Unexpected(format!(
                "a request for a team of {team} is {state}, not offered: its members count as absent"
            )));
        }
    }
    cost.cpu += process::cpu_time(side.pid())?.saturating_sub(before);
    for id in ids {
        cancel_one(&mut connection, side.door(), &id).await?;
    }
    Ok(())
}
