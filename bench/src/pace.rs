//! When requests are meant to be sent, and waiting for exactly then.

use std::{
    io,
    num::NonZeroU32,
    os::fd::OwnedFd,
    time::{Duration, Instant},
};

use rustix::time::{
    Itimerspec, TimerfdClockId, TimerfdFlags, TimerfdTimerFlags, Timespec, timerfd_create,
    timerfd_settime,
};
use tokio::io::unix::AsyncFd;

use crate::clock;

/// A constant rate. The times are fixed before the first request is sent: a server that stalls makes later
/// requests late, and their wait counts.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    rate: NonZeroU32,
}

impl Schedule {
    pub fn new(rate: NonZeroU32) -> Self {
        Self { rate }
    }

    /// How long after the start request `index` is due. Counted from the start, so errors don't add up.
    pub fn offset(self, index: u64) -> Duration {
        let rate = u64::from(self.rate.get());
        let nanos = (index % rate) * 1_000_000_000 / rate;
        Duration::from_secs(index / rate) + Duration::from_nanos(nanos)
    }

    /// How many requests are due within this time.
    pub fn count(self, seconds: u32) -> u64 {
        u64::from(self.rate.get()) * u64::from(seconds)
    }
}

/// Waits with the precision of the kernel. The runtime's own timers are a millisecond coarse, which is longer
/// than what is measured.
#[derive(Debug)]
pub struct Alarm {
    timer: AsyncFd<OwnedFd>,
}

impl Alarm {
    #[expect(
        deprecated,
        reason = "its successor is unsafe and asks that the descriptor stays open, which an owned one does"
    )]
    pub fn new() -> io::Result<Self> {
        let flags = TimerfdFlags::NONBLOCK | TimerfdFlags::CLOEXEC;
        let timer = timerfd_create(TimerfdClockId::Monotonic, flags)?;
        Ok(Self {
            timer: AsyncFd::new(timer)?,
        })
    }

    /// Returns at once if that time is past.
    pub async fn until(&self, at: Instant) -> io::Result<()> {
        let wait = at.saturating_duration_since(clock::now());
        if wait.is_zero() {
            return Ok(());
        }
        let once = Itimerspec {
            it_interval: Timespec::default(),
            it_value: Timespec::try_from(wait).map_err(io::Error::other)?,
        };
        timerfd_settime(&self.timer, TimerfdTimerFlags::empty(), &once)?;
        loop {
            let mut ready = self.timer.readable().await?;
            let rang = ready.try_io(|timer| Ok(rustix::io::read(timer, &mut [0; 8])?));
            // An error here means that the timer was not ready after all.
            if let Ok(rang) = rang {
                return rang.map(drop);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(rate: u32) -> Schedule {
        Schedule::new(rate.try_into().unwrap())
    }

    #[test]
    fn requests_are_due_at_even_distances() {
        let schedule = at(1_000);
        assert_eq!(schedule.offset(0), Duration::ZERO);
        assert_eq!(schedule.offset(1), Duration::from_millis(1));
        assert_eq!(schedule.offset(2_500), Duration::from_millis(2_500));
    }

    #[test]
    fn a_rate_that_does_not_divide_a_second_does_not_drift() {
        let schedule = at(3);
        assert_eq!(schedule.offset(1), Duration::from_nanos(333_333_333));
        assert_eq!(schedule.offset(3_000_000), Duration::from_secs(1_000_000));
    }

    #[test]
    fn as_many_requests_are_due_as_the_rate_says() {
        assert_eq!(at(1_000).count(10), 10_000);
        assert_eq!(at(1_000).count(0), 0);
    }

    #[tokio::test]
    async fn an_alarm_never_rings_early() {
        let alarm = Alarm::new().unwrap();
        for micros in [0, 50, 300] {
            let at = clock::now() + Duration::from_micros(micros);
            alarm.until(at).await.unwrap();
            assert!(clock::now() >= at);
        }
    }
}
