//! Where the figures are from. Without it they say nothing.

use std::{fs, io};

use serde::Serialize;

use crate::{clock, figures::Percentiles};

#[derive(Clone, Debug, Serialize)]
pub struct Machine {
    pub processor: String,
    pub cores: usize,
    pub memory_gib: u64,
    pub kernel: String,
    pub date: String,
    /// Of 4 KiB, before anything ran.
    pub disk_sync: Option<Percentiles>,
    pub load_average: f64,
}

impl Machine {
    pub fn here(disk_sync: Option<Percentiles>, load_average: f64) -> io::Result<Self> {
        let cpuinfo = fs::read_to_string("/proc/cpuinfo")?;
        let meminfo = fs::read_to_string("/proc/meminfo")?;
        Ok(Self {
            processor: value(&cpuinfo, "model name").unwrap_or_else(|| "unknown".to_owned()),
            cores: cpuinfo
                .lines()
                .filter(|line| line.starts_with("processor"))
                .count(),
            memory_gib: gibibytes(&meminfo).unwrap_or_default(),
            kernel: fs::read_to_string("/proc/sys/kernel/osrelease")?
                .trim()
                .to_owned(),
            date: clock::today(),
            disk_sync,
            load_average,
        })
    }
}

/// Of the first line with this name.
fn value(text: &str, name: &str) -> Option<String> {
    text.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(key, _)| key.trim() == name)
        .map(|(_, value)| value.trim().to_owned())
}

fn gibibytes(meminfo: &str) -> Option<u64> {
    let kibibytes: u64 = value(meminfo, "MemTotal")?
        .strip_suffix(" kB")?
        .parse()
        .ok()?;
    Some((kibibytes + 524_288) / 1_048_576)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_machine_is_read_right() {
        let cpuinfo = "processor\t: 0\nmodel name\t: A B: C\n\nprocessor\t: 1\n";
        assert_eq!(value(cpuinfo, "model name").as_deref(), Some("A B: C"));
        assert_eq!(
            gibibytes("MemTotal:       24684236 kB\nMemFree: 1 kB\n"),
            Some(24)
        );
    }

    #[test]
    fn this_machine_has_cores() {
        assert!(Machine::here(None, 0.0).unwrap().cores > 0);
    }
}
