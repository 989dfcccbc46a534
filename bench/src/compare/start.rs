//! How long a server that has a past takes until it serves again.

use std::time::Duration;

use super::{
    history::{events, live},
    row::{Row, Verdict, grouped, number},
    stage::Stage,
};
use crate::{BenchError, figures::readable};

const LIMIT: Duration = Duration::from_secs(1);
/// The length of the journal that the goal is about.
const GOAL: u64 = 1_000_000;
const STARTS: usize = 5;

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let fresh = stage.deskbell().await?.deskbell()?.first_answer();
    let mut side = live(stage).await?.side;
    let events = events(&side).await?;
    let mut starts = Vec::with_capacity(STARTS);
    for _ in 0..STARTS {
        side = side.restart().await?;
        starts.push(side.deskbell()?.first_answer());
    }
    starts.sort_unstable();
    Ok(vec![row(events, starts[STARTS / 2], fresh)])
}

fn row(events: u64, start: Duration, fresh: Duration) -> Row {
    let scaled = scaled(events, start, fresh);
    let count = grouped(number(events));
    let text = if events >= GOAL {
        readable(start)
    } else {
        format!(
            "{}; {} if it goes on like that",
            readable(start),
            readable(scaled)
        )
    };
    let row = Row::new(
        format!("start with {count} events in the journal, to /readyz"),
        text,
    )
    .goal(
        format!("≤ {} with {}", readable(LIMIT), grouped(number(GOAL))),
        Verdict::at_most(scaled.as_secs_f64(), LIMIT.as_secs_f64()),
    )
    .note(format!(
        "{} with the prepared desk, before any request; the middle one of {STARTS} starts",
        readable(fresh)
    ))
    .time("deskbell_us", start)
    .time("scaled_us", scaled)
    .value("events", number(events));
    if events >= GOAL {
        row
    } else {
        row.note(format!(
            "what {count} events add to the start is scaled to {}: more `--ended` measure it",
            grouped(number(GOAL))
        ))
    }
}

/// What the journal adds to a start grows with the journal at most.
fn scaled(events: u64, start: Duration, fresh: Duration) -> Duration {
    if events >= GOAL {
        return start;
    }
    let added = start.saturating_sub(fresh);
    start.min(fresh) + added.mul_f64(number(GOAL) / number(events.max(1)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MILLISECOND: Duration = Duration::from_millis(1);

    #[test]
    fn only_what_the_journal_adds_is_scaled() {
        let fresh = 30 * MILLISECOND;
        assert_eq!(scaled(250_000, 130 * MILLISECOND, fresh), 430 * MILLISECOND);
        assert_eq!(scaled(250_000, 20 * MILLISECOND, fresh), 20 * MILLISECOND);
        assert_eq!(
            scaled(1_000_000, 900 * MILLISECOND, fresh),
            900 * MILLISECOND
        );
    }

    #[test]
    fn a_short_journal_is_said_to_be_scaled() {
        let text = row(250_000, 130 * MILLISECOND, 30 * MILLISECOND)
            .notes
            .join("\n");
        assert!(text.contains("scaled to 1 000 000"), "{text}");
        let text = row(1_200_000, 130 * MILLISECOND, 30 * MILLISECOND)
            .notes
            .join("\n");
        assert!(!text.contains("scaled"), "{text}");
    }
}
