//! How many requests a second are accepted, durable and read by the one agent whom they ring.

use std::time::Duration;

use super::{
    closed::{self, Done, Until},
    row::{Row, Verdict, grouped, ratio, times},
    stage::{Stage, Which},
};
use crate::BenchError;

/// Of what the plain server publishes.
const SHARE: f64 = 0.4;
/// A server below this share of its core could do more: something else was the limit.
const BUSY: f64 = 0.97;

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let options = stage.options();
    let until = Until::Time(
        Duration::from_secs(options.warm_up.into()),
        Duration::from_secs(options.seconds.get().into()),
    );
    let (solo, lanes) = (options.compare.solo, options.compare.lanes);
    let mut done = Vec::new();
    for which in [Which::Deskbell, Which::Plain] {
        let side = stage.side(which).await?;
        done.push(closed::run(side.door(), side.pid(), &side.solo(solo), lanes, until).await?);
    }
    let [ours, plain] = &done[..] else {
        return Ok(Vec::new());
    };
    Ok(vec![row(ours, plain, lanes, solo)])
}

fn row(ours: &Done, plain: &Done, lanes: usize, solo: usize) -> Row {
    let could = capacity(plain);
    let share = ratio(ours.a_second(), could);
    let mut row = Row::new(
        format!("accepted, durable, read by one agent: a second, {lanes} under way"),
        format!("{} ({})", grouped(ours.a_second()), times(share)),
    )
    .beside(grouped(plain.a_second()))
    .goal(
        format!("≥ {SHARE} × the plain server"),
        Verdict::at_least(share, SHARE),
    )
    .note(format!(
        "spread over {solo} agents; each request was cancelled, too, which makes {} durable commands a second",
        grouped(2.0 * ours.a_second())
    ))
    .note(format!(
        "share of its core, server / driver: {:.2} / {:.2} beside Deskbell, {:.2} / {:.2} beside the plain server",
        ours.server_share(),
        ours.driver_share(),
        plain.server_share(),
        plain.driver_share()
    ))
    .value("deskbell_a_second", ours.a_second())
    .value("plain_a_second", plain.a_second())
    .value("plain_could_a_second", could)
    .value("ratio", share);
    if could > plain.a_second() {
        row = row.note(format!(
            "the plain server used only a part of its core; with all of it, it could publish {} a second: the ratio is to that",
            grouped(could)
        ));
    }
    for (name, done) in [("Deskbell", ours), ("the plain server", plain)] {
        if done.reopened > 0 {
            row = row.note(format!(
                "{name} closed {} connections, which were opened again",
                done.reopened
            ));
        }
    }
    row
}

/// What this server does in a second of its core, if it was not busy all the time.
fn capacity(done: &Done) -> f64 {
    let share = done.server_share();
    if share > 0.0 && share < BUSY {
        done.a_second() / share
    } else {
        done.a_second()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn done(requests: u64, server_share: f64) -> Done {
        Done {
            requests,
            took: Duration::from_secs(10),
            server_cpu: Duration::from_secs_f64(10.0 * server_share),
            driver_cpu: Duration::from_secs(9),
            reopened: 0,
        }
    }

    #[test]
    fn a_plain_server_that_was_not_busy_counts_for_what_it_could_do() {
        let row = row(&done(200_000, 1.0), &done(400_000, 0.5), 64, 64);
        assert!((row.values["ratio"] - 0.25).abs() < 1e-9);
        assert_eq!(row.verdict, Verdict::Missed);
        assert!(
            row.notes
                .iter()
                .any(|note| note.contains("80 000 a second"))
        );
    }

    #[test]
    fn a_plain_server_that_was_busy_counts_for_what_it_did() {
        let row = row(&done(200_000, 0.8), &done(400_000, 0.99), 64, 64);
        assert!((row.values["ratio"] - 0.5).abs() < 1e-9);
        assert_eq!(row.verdict, Verdict::Reached);
    }
}
