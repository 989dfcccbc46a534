//! What a run found, for people and as JSON.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::Serialize;

use crate::{
    figures::{COLUMNS, Percentiles, microseconds, readable},
    launched::Cores,
    load::Keys,
    process::Bytes,
};

/// Below this share of the intended rate, the figures are those of another load.
const RATE_KEPT: f64 = 0.99;
/// Above this load average before the run, something else was running.
const QUIET: f64 = 0.3;

#[derive(Debug, Serialize)]
pub struct Report {
    pub server: String,
    pub conditions: Conditions,
    pub disk_sync: Option<Percentiles>,
    pub latency: Latency,
    pub load: LoadFigures,
    pub heartbeat: Option<Heartbeat>,
    pub reports: Option<Reports>,
    pub memory: Memory,
    pub idle_stream: Option<IdleStream>,
    #[serde(
        rename = "start_to_first_answer_ms",
        serialize_with = "as_milliseconds"
    )]
    pub first_answer: Duration,
}

#[derive(Debug, Serialize)]
pub struct Conditions {
    pub rate: u32,
    pub seconds: u32,
    pub warm_up_seconds: u32,
    pub agents: usize,
    pub idle_streams: u32,
    pub connections: usize,
    pub keys: Keys,
    pub requests: Requests,
    pub cores: Cores,
    /// Before the run.
    pub load_average: f64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Requests {
    /// Each after every agent was rung.
    Cancelled,
    LeftRinging,
}

/// Each from the intended time of sending.
#[derive(Debug, Serialize)]
pub struct Latency {
    pub to_offer: Option<Percentiles>,
    pub to_last_offer: Option<Percentiles>,
    pub to_created: Option<Percentiles>,
    pub sent_late: Option<Percentiles>,
    /// Not from an intended time: one after the other.
    pub to_heartbeat_answered: Option<Percentiles>,
}

#[derive(Debug, Serialize)]
pub struct LoadFigures {
    /// Requests that were accepted, a second.
    pub achieved_rate: f64,
    pub accepted: u64,
    pub offers_expected: u64,
    pub offers_read: u64,
    pub offers_repeated: u64,
    pub errors: BTreeMap<String, u64>,
    /// Of the server, with everything that belongs to a request.
    #[serde(rename = "cpu_us_per_request", serialize_with = "as_microseconds")]
    pub cpu_per_request: Duration,
    /// Connections that the server had closed, and the driver opened again.
    pub reopened: u64,
}

/// An answer to a heartbeat, which each open desktop gives every ten seconds.
#[derive(Debug, Serialize)]
pub struct Heartbeat {
    /// Of the server.
    #[serde(rename = "cpu_us", serialize_with = "as_microseconds")]
    pub cpu: Duration,
}

/// What agents told of their offers. Its cost is a part of what a request costs.
#[derive(Debug, Serialize)]
pub struct Reports {
    pub sent: u64,
    pub calls: u64,
}

/// Resident, of the server.
#[derive(Debug, Serialize)]
pub struct Memory {
    pub at_rest: Bytes,
    pub signed_in: Bytes,
    pub with_idle_streams: Bytes,
    pub after_load: Bytes,
}

#[derive(Debug, Serialize)]
pub struct IdleStream {
    pub memory: Bytes,
    #[serde(rename = "cpu_us_per_second", serialize_with = "as_microseconds")]
    pub cpu_a_second: Duration,
    /// Streams that the server ended, which it should not.
    pub ended: usize,
}

impl Report {
    /// Why the figures should not be quoted.
    pub fn doubts(&self) -> Vec<String> {
        let mut doubts = Vec::new();
        let Conditions {
            rate, load_average, ..
        } = self.conditions;
        let load = &self.load;
        if load.achieved_rate < RATE_KEPT * f64::from(rate) {
            doubts.push(format!(
                "of {rate} requests a second only {:.0} were accepted",
                load.achieved_rate
            ));
        }
        if load.offers_read != load.offers_expected {
            doubts.push(format!(
                "of {} offers only {} were read",
                load.offers_expected, load.offers_read
            ));
        }
        if load.offers_repeated > 0 {
            doubts.push(format!(
                "{} offers came a second time",
                load.offers_repeated
            ));
        }
        for (error, times) in &load.errors {
            doubts.push(format!("{times} times: {error}"));
        }
        if let Some(stream) = self.idle_stream.as_ref().filter(|stream| stream.ended > 0) {
            doubts.push(format!("the server ended {} idle streams", stream.ended));
        }
        if load_average > QUIET {
            doubts.push(format!(
                "the machine was busy before the run: load average {load_average:.2}"
            ));
        }
        doubts
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Conditions {
            rate,
            seconds,
            agents,
            idle_streams,
            connections,
            cores,
            keys,
            requests,
            ..
        } = self.conditions;
        writeln!(
            f,
            "{}: {rate} requests/s for {seconds} s over {connections} connections, agents rung: {agents}, idle streams: {idle_streams},\n\
             server and driver {}, requests {}{}\n",
            self.server,
            match cores {
                Cores::Pinned => "on a core each",
                Cores::Shared => "on shared cores",
            },
            match requests {
                Requests::Cancelled => "cancelled once they have rung",
                Requests::LeftRinging => "left ringing",
            },
            match keys {
                Keys::OneEach => ", each under a key of its own",
                Keys::None => "",
            }
        )?;
        let latency = &self.latency;
        write_table(
            f,
            &[
                ("disk: sync of 4 KiB", self.disk_sync),
                ("POST to offer read", latency.to_offer),
                ("POST to last agent's read", latency.to_last_offer),
                ("POST to 201", latency.to_created),
                ("sent late by the driver", latency.sent_late),
                ("heartbeat to its answer", latency.to_heartbeat_answered),
            ],
        )?;
        let load = &self.load;
        let errors: u64 = load.errors.values().sum();
        writeln!(
            f,
            "\nrate    {:.1} requests/s accepted, {} in all, {errors} errors, {} of {} offers read; {} of server CPU each",
            load.achieved_rate,
            load.accepted,
            load.offers_read,
            load.offers_expected,
            readable(load.cpu_per_request),
        )?;
        if let Some(reports) = &self.reports {
            writeln!(
                f,
                "reports {} on offers in {} calls",
                reports.sent, reports.calls
            )?;
        }
        if let Some(heartbeat) = &self.heartbeat {
            writeln!(
                f,
                "alive   {} of server CPU for each answer to a heartbeat",
                readable(heartbeat.cpu)
            )?;
        }
        let memory = &self.memory;
        writeln!(
            f,
            "memory  {} at rest, {} with everybody signed in, {} with the idle streams, {} after the load",
            memory.at_rest, memory.signed_in, memory.with_idle_streams, memory.after_load
        )?;
        if let Some(stream) = &self.idle_stream {
            writeln!(
                f,
                "stream  {} and {} of CPU a second, each idle one",
                stream.memory,
                readable(stream.cpu_a_second)
            )?;
        }
        writeln!(
            f,
            "start   {} to the first answer",
            readable(self.first_answer)
        )?;
        if load.reopened > 0 {
            writeln!(
                f,
                "note    the server had closed {} idle connections; they were opened again",
                load.reopened
            )?;
        }
        for doubt in self.doubts() {
            writeln!(f, "! don't quote these figures: {doubt}")?;
        }
        Ok(())
    }
}

/// One row a figure; a figure without any measurement shows dashes.
fn write_table(to: &mut impl fmt::Write, rows: &[(&str, Option<Percentiles>)]) -> fmt::Result {
    write!(to, "{:26}{:>9}", "", "count")?;
    for column in COLUMNS {
        write!(to, "{column:>10}")?;
    }
    writeln!(to)?;
    for (name, percentiles) in rows {
        let count = percentiles.map_or(0, |percentiles| percentiles.count);
        let cells = percentiles.map_or(COLUMNS.map(|_| "-".to_owned()), |percentiles| {
            percentiles.columns().map(readable)
        });
        write!(to, "{name:26}{count:>9}")?;
        for cell in cells {
            write!(to, "{cell:>10}")?;
        }
        writeln!(to)?;
    }
    Ok(())
}

fn as_microseconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(microseconds(*duration))
}

fn as_milliseconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64(microseconds(*duration) / 1e3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_a_column_for_each_percentile() {
        let micros = Duration::from_micros;
        let percentiles = Percentiles {
            count: 10_000,
            p50: micros(84),
            p90: micros(120),
            p99: micros(290),
            p999: micros(1_400),
            max: micros(4_100),
        };
        let mut text = String::new();
        write_table(
            &mut text,
            &[
                ("POST to 201", Some(percentiles)),
                ("POST to offer read", None),
            ],
        )
        .unwrap();
        let lines: Vec<_> = text.lines().collect();
        assert_eq!(
            lines,
            [
                "                              count       p50       p90       p99     p99.9       max",
                "POST to 201                   10000   84.0 µs    120 µs    290 µs   1.40 ms   4.10 ms",
                "POST to offer read                0         -         -         -         -         -",
            ]
        );
    }
}
