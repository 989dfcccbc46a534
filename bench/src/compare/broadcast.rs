//! One request rings a whole team: until the last agent has read it, and until everybody's reports are answered.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::{sync::Notify, time::timeout};

use super::{
    crowd::{Call, Calls, Tasks, arrive, beside, listen},
    latency::summary,
    row::{Row, Verdict, both, ratio, size, times},
    side::{Listeners, Side},
    stage::{Stage, Which},
};
use crate::{
    BenchError, clock,
    door::{Door, created},
    figures::{Durations, Percentiles, readable},
    http::{KeptAlive, Reopened, Repeat},
    ledger::{Ledger, Progress, Stage as Counted},
    load::cancel_one,
    reports,
};

const ROUNDS: usize = 20;
const PATIENCE: Duration = Duration::from_mins(1);
/// Of what the plain server takes to its last reader.
const SHARE: f64 = 1.2;
/// For all reports of ten thousand agents; of fewer, as much less.
const REPORTS_OF_TEN_THOUSAND: Duration = Duration::from_secs(1);

struct Told {
    to_last: Percentiles,
    /// Until all reports were answered; absent where nobody reports.
    to_reported: Option<Percentiles>,
}

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let mut sizes = stage.options().compare.broadcast.clone();
    sizes.sort_unstable();
    let mut rows = Vec::new();
    for size in sizes {
        let mut told = Vec::new();
        for which in [Which::Deskbell, Which::Plain] {
            let side = stage.side(which).await?;
            told.push(ring(&side, &side.crowd(size), which).await?);
        }
        if let [ours, plain] = &told[..] {
            rows.extend(rows_of(size, ours, plain));
        }
    }
    Ok(rows)
}

async fn ring(side: &Side, crowd: &Listeners, which: Which) -> Result<Told, BenchError> {
    let reopened = Reopened::default();
    let mut tasks = Tasks::new();
    let calls = Calls::open(side.door().server(), &reopened, &mut tasks);
    let room = Arc::new(Room {
        ledger: Mutex::new(Ledger::new(crowd.sessions.len())),
        complete: Notify::new(),
        reporting: Mutex::new(Reporting::No),
    });
    for (number, arrived) in arrive(&crowd.sessions, &reopened)
        .await?
        .into_iter()
        .enumerate()
    {
        let (room, calls, session) = (Arc::clone(&room), calls.clone(), arrived.0.clone());
        let told = {
            let calls = calls.clone();
            move |offer: crate::agent::Offer, at| {
                room.read(&offer.request, number, at);
                if *room
                    .reporting
                    .lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    == Reporting::Yes
                {
                    calls.make(Call::Report(
                        session.report_request(&reports::body(&[offer.offer])),
                    ));
                }
            }
        };
        tasks.spawn(listen(arrived, calls, told));
    }
    let rounds = Rounds {
        door: side.door(),
        to: &crowd.to,
        room: &room,
        calls: &calls,
        agents: u64::try_from(crowd.sessions.len()).unwrap_or(u64::MAX),
    };
    let measured = async {
        let to_last = rounds.without_reports(&reopened).await?;
        let to_reported = match which {
            Which::Deskbell => Some(rounds.with_reports(&reopened).await?),
            Which::Plain => None,
        };
        Ok(Told {
            to_last,
            to_reported,
        })
    };
    let told = beside(&mut tasks, measured).await?;
    tasks.shutdown().await;
    Ok(told)
}

/// Where the agents of a broadcast note what they read.
struct Room {
    ledger: Mutex<Ledger>,
    complete: Notify,
    reporting: Mutex<Reporting>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reporting {
    Yes,
    No,
}

impl Room {
    fn read(&self, request: &str, agent: usize, at: std::time::Instant) {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        if ledger.read(request, agent, at) == Progress::Complete {
            self.complete.notify_one();
        }
    }

    fn accepted(&self, request: String, due: std::time::Instant, counted: Counted) {
        let mut ledger = self.ledger.lock().unwrap_or_else(PoisonError::into_inner);
        if ledger.accepted(request, due, counted) == Progress::Complete {
            self.complete.notify_one();
        }
    }
}

struct Rounds<'run> {
    door: &'run Door,
    to: &'run str,
    room: &'run Room,
    calls: &'run Calls,
    agents: u64,
}

impl Rounds<'_> {
    /// One after the other, each cancelled when all have read it.
    async fn without_reports(&self, reopened: &Reopened) -> Result<Percentiles, BenchError> {
        let mut connection = KeptAlive::to(self.door.server(), reopened);
        for round in 0..=ROUNDS {
            let counted = if round == 0 {
                Counted::WarmUp
            } else {
                Counted::Measured
            };
            let id = self.ring(&mut connection, counted).await?;
            cancel_one(&mut connection, self.door, &id).await?;
        }
        let ledger = self
            .room
            .ledger
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        summary(&ledger.figures().to_last_offer)
    }

    async fn with_reports(&self, reopened: &Reopened) -> Result<Percentiles, BenchError> {
        *self
            .room
            .reporting
            .lock()
            .unwrap_or_else(PoisonError::into_inner) = Reporting::Yes;
        let mut connection = KeptAlive::to(self.door.server(), reopened);
        let mut all_reported = Durations::default();
        for round in 1..=ROUNDS {
            let begun = clock::now();
            let id = self.ring(&mut connection, Counted::WarmUp).await?;
            let expected = self.agents * u64::try_from(round).unwrap_or(u64::MAX);
            timeout(PATIENCE, self.calls.until_reports_answered(expected))
                .await
                .map_err(|_| BenchError::Unexpected("reports were not answered".to_owned()))?;
            all_reported.record(clock::now() - begun);
            cancel_one(&mut connection, self.door, &id).await?;
        }
        summary(&all_reported)
    }

    async fn ring(
        &self,
        connection: &mut KeptAlive,
        counted: Counted,
    ) -> Result<String, BenchError> {
        let call = self.door.post(self.to, None);
        let due = clock::now();
        let id = created(&connection.call(&call, Repeat::Never).await?)?;
        self.room.accepted(id.clone(), due, counted);
        timeout(PATIENCE, self.room.complete.notified())
            .await
            .map_err(|_| {
                BenchError::Unexpected("a broadcast did not reach everybody".to_owned())
            })?;
        Ok(id)
    }
}

fn rows_of(agents: usize, ours: &Told, plain: &Told) -> Vec<Row> {
    let share = ratio(
        ours.to_last.p50.as_secs_f64(),
        plain.to_last.p50.as_secs_f64(),
    );
    let mut rows = vec![
        Row::new(
            format!("broadcast to {agents}: POST → the last one's read, p50 / max of {ROUNDS}"),
            format!(
                "{} ({})",
                both(ours.to_last.p50, ours.to_last.max),
                times(share)
            ),
        )
        .beside(both(plain.to_last.p50, plain.to_last.max))
        .goal(
            format!("≤ {SHARE} × the plain server"),
            Verdict::at_most(share, SHARE),
        )
        .time("deskbell_us", ours.to_last.p50)
        .time("plain_us", plain.to_last.p50)
        .value("agents", size(agents))
        .value("ratio", share),
    ];
    if let Some(reported) = &ours.to_reported {
        let limit = REPORTS_OF_TEN_THOUSAND.mul_f64(size(agents) / 10_000.0);
        rows.push(
            Row::new(
                format!("the same, until all {} reports are answered", 2 * agents),
                both(reported.p50, reported.max),
            )
            .goal(
                format!("≤ {} (20 000 in 1 s, linear)", readable(limit)),
                Verdict::at_most(reported.p50.as_secs_f64(), limit.as_secs_f64()),
            )
            .time("deskbell_us", reported.p50)
            .value("agents", size(agents)),
        );
    }
    rows
}

#[cfg(test)]
mod tests {
    use super::*;

    fn percentiles(millis: u64) -> Percentiles {
        let mut durations = Durations::default();
        durations.record(Duration::from_millis(millis));
        durations.summary().unwrap()
    }

    #[test]
    fn fewer_agents_have_less_time_for_their_reports() {
        let told = |reported: u64| Told {
            to_last: percentiles(12),
            to_reported: Some(percentiles(reported)),
        };
        let plain = Told {
            to_last: percentiles(10),
            to_reported: None,
        };
        let verdicts = |reported| rows_of(1_000, &told(reported), &plain).map_verdicts();
        assert_eq!(verdicts(99), [Verdict::Reached, Verdict::Reached]);
        assert_eq!(verdicts(110), [Verdict::Reached, Verdict::Missed]);
    }

    trait Verdicts {
        fn map_verdicts(self) -> Vec<Verdict>;
    }

    impl Verdicts for Vec<Row> {
        fn map_verdicts(self) -> Vec<Verdict> {
            self.into_iter().map(|row| row.verdict).collect()
        }
    }
}
