//! When a team serves customers: weekly slots in a zone, and days that differ.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    time::Timestamp,
    zone::{Day, MinuteOfDay, Zone},
};

/// A team that has not opened within this many days counts as closed for good.
const LOOK_AHEAD: usize = 400;

/// A stretch of one day; it ends before `closes`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Slot {
    pub opens: MinuteOfDay,
    pub closes: MinuteOfDay,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpeningHours {
    pub zone: Zone,
    /// Monday first; no slot: closed that day.
    pub week: [Vec<Slot>; 7],
    /// Days with slots of their own, or with none: closed.
    #[serde(default)]
    pub exceptions: BTreeMap<Day, Vec<Slot>>,
}

impl Slot {
    /// `None` unless it closes after it opens.
    pub fn new(opens: MinuteOfDay, closes: MinuteOfDay) -> Option<Self> {
        (opens < closes).then_some(Self { opens, closes })
    }
}

impl OpeningHours {
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.slots_around(at)
            .any(|(opens, closes)| opens <= at && at < closes)
    }

    /// The first moment from `from` on at which the team is open.
    pub fn open_from(&self, from: Timestamp) -> Option<Timestamp> {
        self.slots_around(from)
            .find(|(_, closes)| from < *closes)
            .map(|(opens, _)| opens.max(from))
    }

    /// When the next slot begins, whether or not one is running at `from`.
    pub fn next_opening(&self, from: Timestamp) -> Option<Timestamp> {
        // Slots that touch are one stretch of time: 22:00 to 24:00, then 00:00 to 06:00.
        let mut until = from;
        for (opens, closes) in self.slots_around(from) {
            if opens > until {
                return Some(opens);
            }
            until = until.max(closes);
        }
        None
    }

    /// The slots as instants, in order, from the day before on: at 24:00 the next day has begun.
    fn slots_around(&self, at: Timestamp) -> impl Iterator<Item = (Timestamp, Timestamp)> {
        let first = self.zone.local(at).0.previous();
        std::iter::successors(Some(first), |day| Some(day.next()))
            .take(LOOK_AHEAD)
            .flat_map(move |day| {
                self.slots_of(day).iter().map(move |slot| {
                    (
                        self.zone.instant(day, slot.opens),
                        self.zone.instant(day, slot.closes),
                    )
                })
            })
    }

    fn slots_of(&self, day: Day) -> &[Slot] {
        self.exceptions
            .get(&day)
            .unwrap_or(&self.week[day.weekday()])
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::time::Span;

    /// Madrid: weekdays from nine to one and from three to six; closed on Christmas Day, and on the
    /// day before open in the morning only.
    fn office() -> OpeningHours {
        let slot =
            |opens, closes| Slot::new(MinuteOfDay::hour(opens), MinuteOfDay::hour(closes)).unwrap();
        let weekday = vec![slot(9, 13), slot(15, 18)];
        let mut week: [Vec<Slot>; 7] = std::array::from_fn(|_| weekday.clone());
        week[5].clear();
        week[6].clear();
        OpeningHours {
            zone: "Europe/Madrid".parse().unwrap(),
            week,
            exceptions: BTreeMap::from([
                ("2026-12-24".parse().unwrap(), vec![slot(9, 11)]),
                ("2026-12-25".parse().unwrap(), vec![]),
            ]),
        }
    }

    fn at(time: &str) -> Timestamp {
        let time: chrono::DateTime<chrono::Utc> = time.parse().unwrap();
        Timestamp(time.timestamp_millis())
    }

    // In winter Madrid is an hour ahead of UTC, in summer two.
    #[rstest]
    #[case::open("2026-11-23T08:00:00Z", "2026-11-23T08:00:00Z")]
    #[case::before("2026-11-23T07:59:59Z", "2026-11-23T08:00:00Z")]
    #[case::lunch("2026-11-23T12:00:00Z", "2026-11-23T14:00:00Z")]
    #[case::evening("2026-11-23T17:00:00Z", "2026-11-24T08:00:00Z")]
    #[case::weekend("2026-11-20T17:00:00Z", "2026-11-23T08:00:00Z")]
    #[case::summer("2026-07-01T05:00:00Z", "2026-07-01T07:00:00Z")]
    #[case::over_the_change("2026-03-27T20:00:00Z", "2026-03-30T07:00:00Z")]
    #[case::other_hours("2026-12-24T10:00:00Z", "2026-12-28T08:00:00Z")]
    #[case::closed_day("2026-12-25T08:00:00Z", "2026-12-28T08:00:00Z")]
    fn opens_from(#[case] from: &str, #[case] opens: &str) {
        let office = office();
        assert_eq!(office.open_from(at(from)), Some(at(opens)));
        assert_eq!(office.is_open(at(from)), from == opens);
    }

    #[rstest]
    #[case::before_lunch("2026-11-23T09:00:00Z", "2026-11-23T14:00:00Z")]
    #[case::after_lunch("2026-11-23T15:00:00Z", "2026-11-24T08:00:00Z")]
    #[case::at_night("2026-11-23T22:00:00Z", "2026-11-24T08:00:00Z")]
    fn opens_next(#[case] from: &str, #[case] opens: &str) {
        assert_eq!(office().next_opening(at(from)), Some(at(opens)));
    }

    /// From two to four at night, which is when the clocks change.
    #[rstest]
    #[case::an_hour_less("Europe/Madrid", "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z")]
    #[case::an_hour_more("Europe/Madrid", "2026-10-25T00:00:00Z", "2026-10-25T03:00:00Z")]
    #[case::half_an_hour_less(
        "Australia/Lord_Howe",
        "2026-10-03T15:30:00Z",
        "2026-10-03T17:00:00Z"
    )]
    #[case::no_change("Asia/Kolkata", "2026-10-24T20:30:00Z", "2026-10-24T22:30:00Z")]
    fn opens_and_closes_by_the_clock_when_it_changes(
        #[case] zone: Zone,
        #[case] opens: &str,
        #[case] closes: &str,
    ) {
        let slot = Slot::new(MinuteOfDay::hour(2), MinuteOfDay::hour(4)).unwrap();
        let night = OpeningHours {
            zone,
            week: std::array::from_fn(|_| vec![slot]),
            exceptions: BTreeMap::new(),
        };
        let second = Span::seconds(1);
        assert_eq!(night.open_from(at(opens) - second), Some(at(opens)));
        assert!(night.is_open(at(closes) - second));
        assert!(!night.is_open(at(closes)));
    }

    #[test]
    fn slots_that_touch_are_one() {
        let night = Slot::new(MinuteOfDay::hour(22), MinuteOfDay::END).unwrap();
        let morning = Slot::new(MinuteOfDay::MIDNIGHT, MinuteOfDay::hour(6)).unwrap();
        let hours = OpeningHours {
            zone: Zone::UTC,
            week: std::array::from_fn(|_| vec![morning, night]),
            exceptions: BTreeMap::new(),
        };
        assert_eq!(
            hours.next_opening(at("2026-11-23T23:00:00Z")),
            Some(at("2026-11-24T22:00:00Z"))
        );
    }

    #[test]
    fn a_team_without_slots_never_opens() {
        let closed = OpeningHours {
            zone: Zone::UTC,
            week: Default::default(),
            exceptions: BTreeMap::new(),
        };
        assert_eq!(closed.open_from(Timestamp(0)), None);
        assert_eq!(closed.next_opening(Timestamp(0)), None);
    }
}
