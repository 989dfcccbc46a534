//! How soon the server begins to answer with a desktop on which many rows wait.

use std::time::Duration;

use super::{
    latency::summary,
    row::{Row, Verdict, both, number},
    stage::Stage,
};
use crate::{
    BenchError, clock,
    door::created,
    figures::{Durations, readable},
    http::{Connection, KeptAlive, Reopened, Repeat},
};

const ROWS: usize = 200;
const PAGES: usize = 200;
const LIMIT: Duration = Duration::from_millis(3);

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let side = stage.deskbell().await?;
    // Nobody in this team has said that they are there, so its requests wait.
    let (to, session) = side.one(0)?;
    let mut posting = KeptAlive::to(side.door().server(), &Reopened::default());
    let call = side.door().post(&to, None);
    for _ in 0..ROWS {
        created(&posting.call(&call, Repeat::Never).await?)?;
    }
    let mut connection = Connection::open(side.door().server()).await?;
    let call = session.desktop_request();
    let (mut to_first, mut to_last, mut bytes) = (Durations::default(), Durations::default(), 0);
    for _ in 0..PAGES {
        let begun = clock::now();
        let head = connection.begin(&call).await?;
        to_first.record(clock::now() - begun);
        let body = connection.body(&head).await?;
        to_last.record(clock::now() - begun);
        bytes = body.len();
        if head.status != 200 {
            return Err(BenchError::Unexpected(format!(
                "the desktop was answered with {}",
                head.status
            )));
        }
    }
    let (first, last) = (summary(&to_first)?, summary(&to_last)?);
    let kib = number(u64::try_from(bytes).unwrap_or(u64::MAX)) / 1_024.0;
    Ok(vec![
        Row::new(
            format!("first byte of the desktop with {ROWS} rows: p50 / p99"),
            both(first.p50, first.p99),
        )
        .goal(
            format!("p50 ≤ {}", readable(LIMIT)),
            Verdict::at_most(first.p50.as_secs_f64(), LIMIT.as_secs_f64()),
        )
        .note(format!(
            "complete after {}, {kib:.0} KiB as sent",
            both(last.p50, last.p99)
        ))
        .time("deskbell_us", first.p50)
        .time("complete_us", last.p50),
    ])
}
