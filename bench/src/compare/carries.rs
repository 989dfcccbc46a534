//! What one core carries, as it follows from the figures: for those who buy machines.

use serde::Serialize;

use super::row::{Row, grouped};

/// Every open desktop says so often that it is there.
const HEARTBEATS_A_SECOND: f64 = 0.1;
/// Of what was measured at full speed. A server that is planned fuller answers late whenever two things come together.
const PLANNED: f64 = 0.5;
const AGENTS: f64 = 1_000.0;

#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Carries {
    pub requests_a_second: f64,
    /// For a thousand agents who are there and have nothing to do: of a core, in percent.
    pub presence_percent: f64,
    /// Their streams: resident, in MiB.
    pub presence_mib: f64,
    /// Of a core, in percent, for each hundred requests a second that one agent reads.
    pub hundred_requests_percent: f64,
}

impl Carries {
    /// Absent unless all rows are there that it follows from.
    pub fn of(rows: &[Row]) -> Option<Self> {
        let value = |figure: &str, name: &str| {
            rows.iter()
                .find(|row| row.figure.starts_with(figure))
                .and_then(|row| row.values.get(name).copied())
        };
        let heartbeat_us = value("a heartbeat's answer", "deskbell_us")?;
        let stream_us = value("idle stream", "deskbell_cpu_us")?;
        Some(Self {
            requests_a_second: value("accepted", "deskbell_a_second")?,
            presence_percent: AGENTS * (heartbeat_us * HEARTBEATS_A_SECOND + stream_us) / 1e4,
            presence_mib: AGENTS * value("idle stream", "deskbell_kib")? / 1_024.0,
            hundred_requests_percent: 100.0 * value("POST → event read", "deskbell_cpu_us")? / 1e4,
        })
    }

    /// The table of the handbook.
    pub fn markdown(&self) -> String {
        let rows = [
            (
                "requests a second at most, each cancelled, too",
                grouped(self.requests_a_second),
            ),
            (
                "requests a second to plan for",
                grouped(PLANNED * self.requests_a_second),
            ),
            (
                "CPU for each 100 requests a second",
                format!("{:.1} % of the core", self.hundred_requests_percent),
            ),
            (
                "CPU for 1 000 agents who are there",
                format!("{:.1} % of the core", self.presence_percent),
            ),
            (
                "memory for the streams of 1 000 agents",
                format!("{:.0} MiB", self.presence_mib),
            ),
            (
                "agents whose presence takes half of the core",
                grouped(agents_for(50.0, self.presence_percent)),
            ),
        ];
        let rows = rows.map(|(what, value)| format!("| {what} | {value} |\n"));
        format!("| one core | |\n|---|---|\n{}", rows.concat())
    }
}

/// Rounded down to what one can remember.
fn agents_for(percent: f64, of_a_thousand: f64) -> f64 {
    let agents = AGENTS * percent / of_a_thousand;
    if agents.is_finite() {
        (agents / 100.0).floor() * 100.0
    } else {
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows() -> Vec<Row> {
        vec![
            Row::new("POST → event read, 1000/s: p50", "").value("deskbell_cpu_us", 750.0),
            Row::new("accepted, durable, read: a second", "").value("deskbell_a_second", 5_300.0),
            Row::new("idle stream: resident", "")
                .value("deskbell_kib", 18.0)
                .value("deskbell_cpu_us", 1.0),
            Row::new("a heartbeat's answer: server CPU", "").value("deskbell_us", 740.0),
        ]
    }

    #[test]
    fn presence_is_the_streams_and_the_answers_to_their_heartbeats() {
        let carries = Carries::of(&rows()).unwrap();
        assert!((carries.presence_percent - 7.5).abs() < 1e-9);
        assert!((carries.presence_mib - 17.578_125).abs() < 1e-9);
        let text = carries.markdown();
        assert!(
            text.contains("| requests a second to plan for | 2 650 |"),
            "{text}"
        );
        assert!(text.contains("takes half of the core | 6 600 |"), "{text}");
    }

    #[test]
    fn a_run_of_a_few_rows_says_nothing_about_a_core() {
        assert_eq!(Carries::of(&rows()[..2]), None);
    }
}
