//! What requests leave behind in memory when they have ended.

use super::{
    history::live,
    row::{Row, Verdict, grouped, number},
    stage::Stage,
};
use crate::{BenchError, process::Bytes};

const LIMIT_MIB: f64 = 15.0;
/// The number of requests that the goal is about.
const GOAL: u64 = 200_000;

pub async fn measure(stage: &Stage<'_>) -> Result<Vec<Row>, BenchError> {
    let lived = live(stage).await?;
    Ok(vec![row(lived.ended, lived.before, lived.after)])
}

fn row(ended: u64, before: Bytes, after: Bytes) -> Row {
    let mib = |bytes: Bytes| number(bytes.0) / 1_048_576.0;
    let more = mib(after) - mib(before);
    let scaled = more * number(GOAL) / number(ended.max(1));
    let count = grouped(number(ended));
    let text = if ended == GOAL {
        format!("{more:.1} MiB more")
    } else {
        format!("{more:.1} MiB more; {scaled:.0} MiB if it goes on like that")
    };
    let row = Row::new(format!("memory after {count} requests that ended"), text)
        .goal(
            format!("≤ {LIMIT_MIB} MiB more after {}", grouped(number(GOAL))),
            Verdict::at_most(scaled, LIMIT_MIB),
        )
        .note(format!("{before} before, {after} after"))
        .value("mib_more", more)
        .value("mib_more_scaled", scaled);
    if ended == GOAL {
        row
    } else {
        row.note(format!(
            "scaled from {count} to {}: `--ended {GOAL}` measures it",
            grouped(number(GOAL))
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1_048_576;

    #[test]
    fn fewer_requests_are_scaled_and_the_row_says_so() {
        let row = row(50_000, Bytes(50 * MIB), Bytes(60 * MIB));
        assert!((row.values["mib_more_scaled"] - 40.0).abs() < 1e-9);
        assert_eq!(row.verdict, Verdict::Missed);
        assert!(
            row.notes
                .iter()
                .any(|note| note.contains("scaled from 50 000"))
        );
    }

    #[test]
    fn as_many_as_the_goal_says_are_told_as_they_are() {
        let row = row(200_000, Bytes(50 * MIB), Bytes(64 * MIB));
        assert_eq!(row.verdict, Verdict::Reached);
        assert!(!row.notes.iter().any(|note| note.contains("scaled")));
    }

    #[test]
    fn memory_that_was_given_back_is_not_more() {
        assert_eq!(
            row(200_000, Bytes(60 * MIB), Bytes(50 * MIB)).verdict,
            Verdict::Reached
        );
    }
}
