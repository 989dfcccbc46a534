//! What a process costs, as the kernel tells it in `/proc`.

use std::{fmt, fs, io, time::Duration};

use serde::Serialize;

/// An amount of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths_of = |unit: u64| (self.0 * 10 / unit / 10, self.0 * 10 / unit % 10);
        let ((whole, tenth), unit) = match self.0 {
            1_048_576.. => (tenths_of(1_048_576), "MiB"),
            _ => (tenths_of(1_024), "KiB"),
        };
        write!(f, "{whole}.{tenth} {unit}")
    }
}

/// Resident memory.
pub fn memory(pid: u32) -> io::Result<Bytes> {
    let status = fs::read_to_string(format!("/proc/{pid}/status"))?;
    resident(&status)
        .ok_or_else(|| io::Error::other("/proc does not tell the memory of the server"))
}

/// Time on a core since the process began. `/proc/PID/stat` counts in steps of 10 ms, more than a hundred idle
/// streams cost in a minute; the scheduler's own count of each thread is in nanoseconds. It forgets threads that
/// have ended.
pub fn cpu_time(pid: u32) -> io::Result<Duration> {
    let mut total = Duration::ZERO;
    for thread in fs::read_dir(format!("/proc/{pid}/task"))? {
        match fs::read_to_string(thread?.path().join("schedstat")) {
            Ok(schedstat) => total += on_core(&schedstat).unwrap_or_default(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
    }
    Ok(total)
}

/// Processes that wanted to run during the last minute, on average. Above a few tenths, before the run begins,
/// something else is running and figures are noise.
pub fn load_average() -> io::Result<f64> {
    fs::read_to_string("/proc/loadavg")?
        .split(' ')
        .next()
        .and_then(|average| average.parse().ok())
        .ok_or_else(|| io::Error::other("/proc/loadavg can't be read"))
}

fn resident(status: &str) -> Option<Bytes> {
    let line = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:"))?;
    let kilobytes: u64 = line.trim().strip_suffix(" kB")?.parse().ok()?;
    Some(Bytes(kilobytes * 1_024))
}

/// The first number is the time on a core in nanoseconds.
fn on_core(schedstat: &str) -> Option<Duration> {
    schedstat
        .split(' ')
        .next()?
        .parse()
        .ok()
        .map(Duration::from_nanos)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernel_is_read_right() {
        assert_eq!(
            resident("VmHWM:\t   900 kB\nVmRSS:\t   640 kB\n"),
            Some(Bytes(655_360))
        );
        assert_eq!(resident("Name:\tx\n"), None);
        assert_eq!(on_core("1500 7 2\n"), Some(Duration::from_nanos(1_500)));
    }

    #[test]
    fn memory_reads_well() {
        assert_eq!(Bytes(1_536).to_string(), "1.5 KiB");
        assert_eq!(Bytes(26 * 1_048_576).to_string(), "26.0 MiB");
    }

    #[test]
    fn this_process_has_memory_and_has_run() {
        let pid = std::process::id();
        assert!(memory(pid).unwrap().0 > 100_000);
        assert!(cpu_time(pid).unwrap() > Duration::ZERO);
        assert!(load_average().unwrap() >= 0.0);
    }
}
