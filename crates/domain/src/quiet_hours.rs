//! The part of the day in which an agent wants no popups.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    request::Kind,
    sorted::SortedSet,
    time::Timestamp,
    zone::{MinuteOfDay, Zone},
};

/// A stretch of every day in which the agent wants no popups. It may run over midnight; from a time
/// until the same time is round the clock.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Unpack)]
pub struct QuietHours {
    /// IANA name. As text, so that a browser, which has zones of its own, need not carry ours.
    pub zone: String,
    pub from: MinuteOfDay,
    pub until: MinuteOfDay,
    /// Kinds that raise a popup all the same.
    pub breaks_through: SortedSet<Kind>,
}

impl QuietHours {
    pub fn covers(&self, now: Timestamp) -> bool {
        self.is_round_the_clock()
            || self
                .stretches(now)
                .any(|(begins, ends)| begins <= now && now < ends)
    }

    fn is_round_the_clock(&self) -> bool {
        self.from == self.until
    }

    /// The first end after this moment; quiet hours round the clock have none.
    pub fn end_after(&self, now: Timestamp) -> Option<Timestamp> {
        if self.is_round_the_clock() {
            return None;
        }
        self.stretches(now)
            .map(|(_, ends)| ends)
            .find(|end| *end > now)
    }

    /// The quiet stretches around a moment, as instants and in order. A clock that is put back shows
    /// times twice: a stretch begins with the first showing and ends with the last, so that it is one.
    fn stretches(&self, now: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let zone = self.zone.parse::<Zone>().ok();
        zone.into_iter().flat_map(move |zone| {
            let today = zone.local(now).0;
            let first = today.previous().previous();
            std::iter::successors(Some(first), |day| Some(day.next()))
                .take(6)
                .map(move |day| {
                    let over_midnight = self.from > self.until;
                    let last = if over_midnight { day.next() } else { day };
                    (
                        zone.instant(day, self.from),
                        zone.last_instant(last, self.until),
                    )
                })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn from_a_time_until_the_same_time_is_round_the_clock() {
        for time in ["00:00", "08:30"] {
            let quiet = QuietHours {
                zone: "Europe/Madrid".to_owned(),
                from: time.parse().unwrap(),
                until: time.parse().unwrap(),
                breaks_through: SortedSet::new(),
            };
            for hour in 0..48 {
                let now = Timestamp(1_795_359_967_000 + hour * 1_800_000);
                assert!(quiet.covers(now), "{time} at {now:?}");
            }
            assert_eq!(quiet.end_after(Timestamp(1_795_359_967_000)), None);
        }
    }
}
