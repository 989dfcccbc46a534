//! Durations, collected and summed up.

use std::time::Duration;

use hdrhistogram::Histogram;
use serde::Serialize;

/// Longer ones count as this long: a run in which they occur has failed anyway.
const LONGEST: Duration = Duration::from_mins(1);
const SIGNIFICANT_DIGITS: u8 = 3;

/// Many durations in a few kilobytes, exact to a thousandth.
#[derive(Clone, Debug)]
pub struct Durations {
    nanoseconds: Histogram<u64>,
}

impl Default for Durations {
    fn default() -> Self {
        Self {
            nanoseconds: Histogram::new_with_bounds(1, nanoseconds(LONGEST), SIGNIFICANT_DIGITS)
                .expect("these bounds are valid"),
        }
    }
}

impl Durations {
    pub fn record(&mut self, duration: Duration) {
        self.nanoseconds.saturating_record(nanoseconds(duration));
    }

    /// Those of both.
    pub fn add(&mut self, others: &Self) {
        self.nanoseconds
            .add(&others.nanoseconds)
            .expect("both have the same bounds");
    }

    /// `None` if there are none: percentiles of nothing would look like perfection.
    pub fn summary(&self) -> Option<Percentiles> {
        let histogram = &self.nanoseconds;
        let at = |quantile| Duration::from_nanos(histogram.value_at_quantile(quantile));
        (!histogram.is_empty()).then(|| Percentiles {
            count: histogram.len(),
            p50: at(0.5),
            p90: at(0.9),
            p99: at(0.99),
            p999: at(0.999),
            max: Duration::from_nanos(histogram.max()),
        })
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Percentiles {
    pub count: u64,
    #[serde(rename = "p50_us", serialize_with = "as_microseconds")]
    pub p50: Duration,
    #[serde(rename = "p90_us", serialize_with = "as_microseconds")]
    pub p90: Duration,
    #[serde(rename = "p99_us", serialize_with = "as_microseconds")]
    pub p99: Duration,
    #[serde(rename = "p99.9_us", serialize_with = "as_microseconds")]
    pub p999: Duration,
    #[serde(rename = "max_us", serialize_with = "as_microseconds")]
    pub max: Duration,
}

impl Percentiles {
    /// In the order of [`COLUMNS`].
    pub fn columns(&self) -> [Duration; 5] {
        [self.p50, self.p90, self.p99, self.p999, self.max]
    }
}

pub const COLUMNS: [&str; 5] = ["p50", "p90", "p99", "p99.9", "max"];

/// With three digits, in the unit that suits it.
pub fn readable(duration: Duration) -> String {
    let microseconds = microseconds(duration);
    let (value, unit) = match microseconds {
        1_000_000.0.. => (microseconds / 1_000_000.0, "s"),
        1_000.0.. => (microseconds / 1_000.0, "ms"),
        _ => (microseconds, "µs"),
    };
    let decimals = match value {
        100.0.. => 0,
        10.0.. => 1,
        _ => 2,
    };
    format!("{value:.decimals$} {unit}")
}

pub fn microseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e6
}

fn as_microseconds<S: serde::Serializer>(duration: &Duration, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((microseconds(*duration) * 10.0).round() / 10.0)
}

fn nanoseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_nanos()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_those_of_what_was_recorded() {
        let mut durations = Durations::default();
        for micros in 1..=1_000 {
            durations.record(Duration::from_micros(micros));
        }
        let summary = durations.summary().unwrap();
        assert_eq!(summary.count, 1_000);
        for (measured, expected) in summary
            .columns()
            .into_iter()
            .zip([500.0, 900.0, 990.0, 999.0, 1_000.0])
        {
            let measured = microseconds(measured);
            assert!(
                (measured - expected).abs() <= expected / 500.0,
                "{measured} is not {expected}"
            );
        }
    }

    #[test]
    fn nothing_recorded_is_no_figure() {
        assert_eq!(Durations::default().summary(), None);
    }

    #[test]
    fn what_takes_too_long_still_counts() {
        let mut durations = Durations::default();
        durations.record(Duration::from_mins(10));
        assert!(durations.summary().unwrap().max >= LONGEST);
    }

    #[test]
    fn durations_read_well_in_every_size() {
        for (micros, text) in [
            (0.38, "0.38 µs"),
            (31.25, "31.2 µs"),
            (999.0, "999 µs"),
            (4_012.0, "4.01 ms"),
            (2.5e6, "2.50 s"),
        ] {
            assert_eq!(readable(Duration::from_secs_f64(micros / 1e6)), text);
        }
    }
}
