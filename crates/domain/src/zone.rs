//! Local time: what a wall clock in an IANA zone shows, and which instant it means.
//!
//! A wall clock that is put forward skips times, and one that is put back shows times twice. The
//! rule here is that of iCalendar (RFC 5545, section 3.3.5): a skipped time means as long after
//! midnight as if the clock had not been put forward yet (02:30 becomes 03:30), a time that comes
//! twice means the first.

mod spelling;

use std::{fmt, ops::RangeInclusive, str::FromStr};

use chrono::{
    DateTime, Datelike, Days, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone,
    Timelike, Utc,
};
use chrono_tz::Tz;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use thiserror::Error;
use unpack::Unpack;

pub use self::spelling::suggestion;
use crate::time::Timestamp;

/// An IANA zone such as `Europe/Madrid`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Zone(Tz);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not an IANA time zone such as Europe/Madrid")]
pub struct UnknownZone;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a day such as 2026-12-24")]
pub struct NoSuchDay;

/// Minutes since midnight; 1440 is the midnight that ends the day.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(transparent)]
pub struct MinuteOfDay(u16);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("not a time of day from 00:00 to 24:00")]
pub struct NoSuchTime;

impl Zone {
    pub const UTC: Self = Self(Tz::UTC);

    /// That of the only city of this name: `Madrid`, `new york`.
    pub fn of_city(name: &str) -> Option<Self> {
        spelling::city(name).map(Self)
    }

    pub fn name(self) -> &'static str {
        self.0.name()
    }

    /// What a calendar and a clock on the wall show at this instant.
    pub fn local(self, at: Timestamp) -> (Day, MinuteOfDay) {
        let local = utc(at).with_timezone(&self.0);
        let minute = local.hour() * 60 + local.minute();
        (
            Day(local.date_naive()),
            MinuteOfDay(u16::try_from(minute).unwrap_or(0)),
        )
    }

    /// How many minutes the wall clock is ahead of UTC at this instant.
    pub fn ahead_of_utc(self, at: Timestamp) -> i64 {
        let offset = utc(at).with_timezone(&self.0).offset().fix();
        i64::from(offset.local_minus_utc()).div_euclid(60)
    }

    /// The instant at which the wall clock shows this, by the rule at the top of this file.
    pub fn instant(self, day: Day, time: MinuteOfDay) -> Timestamp {
        Timestamp(self.resolve(Self::wall(day, time)).timestamp_millis())
    }

    /// As [`instant`](Self::instant), but of a time that comes twice the second.
    pub fn last_instant(self, day: Day, time: MinuteOfDay) -> Timestamp {
        match self.0.from_local_datetime(&Self::wall(day, time)) {
            LocalResult::Ambiguous(_, last) => Timestamp(last.timestamp_millis()),
            _ => self.instant(day, time),
        }
    }

    /// Whether the clock is put forward past this time on this day, so that no clock ever shows it.
    pub fn skips(self, day: Day, time: MinuteOfDay) -> bool {
        let wall = Self::wall(day, time);
        matches!(self.0.from_local_datetime(&wall), LocalResult::None)
    }

    fn wall(day: Day, time: MinuteOfDay) -> NaiveDateTime {
        day.0.and_time(chrono::NaiveTime::MIN) + TimeDelta::minutes(time.0.into())
    }

    fn resolve(self, wall: NaiveDateTime) -> DateTime<Tz> {
        match self.0.from_local_datetime(&wall) {
            LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => at,
            LocalResult::None => {
                // As the clock ran the day before, which no zone changes twice within.
                let before = wall - TimeDelta::days(1);
                match self.0.from_local_datetime(&before) {
                    LocalResult::Single(at) | LocalResult::Ambiguous(at, _) => {
                        at + TimeDelta::days(1)
                    }
                    LocalResult::None => self.0.from_utc_datetime(&wall),
                }
            }
        }
    }
}

impl FromStr for Zone {
    type Err = UnknownZone;

    /// As people write it: `europe/madrid`, `America/New York`.
    fn from_str(name: &str) -> Result<Self, UnknownZone> {
        spelling::read(name).map(Self).ok_or(UnknownZone)
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Zone {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

impl Day {
    /// 0 is Monday.
    pub fn weekday(self) -> usize {
        self.0
            .weekday()
            .num_days_from_monday()
            .try_into()
            .unwrap_or(0)
    }

    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.checked_add_days(Days::new(1)).unwrap_or(self.0))
    }

    #[must_use]
    pub fn previous(self) -> Self {
        Self(self.0.checked_sub_days(Days::new(1)).unwrap_or(self.0))
    }
}

impl FromStr for Day {
    type Err = NoSuchDay;

    fn from_str(text: &str) -> Result<Self, NoSuchDay> {
        text.parse().map(Self).map_err(|_| NoSuchDay)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        parsed(deserializer)
    }
}

impl MinuteOfDay {
    pub const MIDNIGHT: Self = Self(0);
    pub const END: Self = Self(24 * 60);

    /// `None` beyond 24:00.
    pub const fn at(hour: u16, minute: u16) -> Option<Self> {
        let minutes = hour * 60 + minute;
        if minute < 60 && minutes <= Self::END.0 {
            Some(Self(minutes))
        } else {
            None
        }
    }

    pub const fn hour(hour: u8) -> Self {
        Self(if hour < 24 {
            hour as u16 * 60
        } else {
            Self::END.0
        })
    }
}

impl FromStr for MinuteOfDay {
    type Err = NoSuchTime;

    /// `09:00` or `9:00`.
    fn from_str(text: &str) -> Result<Self, NoSuchTime> {
        let (hour, minute) = text.split_once(':').ok_or(NoSuchTime)?;
        let number = |text: &str, lengths: RangeInclusive<usize>| {
            let is_number = text.bytes().all(|digit| digit.is_ascii_digit());
            (is_number && lengths.contains(&text.len()))
                .then(|| text.parse().ok())
                .flatten()
        };
        let read = number(hour, 1..=2).zip(number(minute, 2..=2));
        read.and_then(|(hour, minute)| Self::at(hour, minute))
            .ok_or(NoSuchTime)
    }
}

impl fmt::Display for MinuteOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 60, self.0 % 60)
    }
}

fn utc(at: Timestamp) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(at.0).unwrap_or_default()
}

fn parsed<'de, D: Deserializer<'de>, T: FromStr<Err: fmt::Display>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let text = <std::borrow::Cow<'_, str>>::deserialize(deserializer)?;
    text.parse().map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::usual("Europe/Madrid", "2026-07-01", "14:30", "2026-07-01T12:30:00Z")]
    #[case::half_hour_zone("Asia/Kolkata", "2026-07-01", "14:30", "2026-07-01T09:00:00Z")]
    #[case::three_quarters("Asia/Kathmandu", "2026-07-01", "14:30", "2026-07-01T08:45:00Z")]
    #[case::never_changed("Asia/Tokyo", "2026-03-29", "02:30", "2026-03-28T17:30:00Z")]
    #[case::skipped("Europe/Madrid", "2026-03-29", "02:30", "2026-03-29T01:30:00Z")]
    #[case::first_after_the_skip("Europe/Madrid", "2026-03-29", "03:00", "2026-03-29T01:00:00Z")]
    #[case::comes_twice("Europe/Madrid", "2026-10-25", "02:30", "2026-10-25T00:30:00Z")]
    #[case::skipped_west("America/New_York", "2026-03-08", "02:30", "2026-03-08T07:30:00Z")]
    #[case::twice_west("America/New_York", "2026-11-01", "01:30", "2026-11-01T05:30:00Z")]
    #[case::half_hour_skip("Australia/Lord_Howe", "2026-10-04", "02:15", "2026-10-03T15:45:00Z")]
    #[case::half_hour_skip_begins(
        "Australia/Lord_Howe",
        "2026-10-04",
        "02:00",
        "2026-10-03T15:30:00Z"
    )]
    #[case::half_hour_skip_ends(
        "Australia/Lord_Howe",
        "2026-10-04",
        "02:30",
        "2026-10-03T15:30:00Z"
    )]
    #[case::half_hour_twice("Australia/Lord_Howe", "2026-04-05", "01:45", "2026-04-04T14:45:00Z")]
    #[case::odd_zone_skips("Pacific/Chatham", "2026-09-27", "03:00", "2026-09-26T14:15:00Z")]
    #[case::odd_zone_twice("Pacific/Chatham", "2026-04-05", "03:00", "2026-04-04T13:15:00Z")]
    #[case::half_hour_zone_skips("America/St_Johns", "2026-03-08", "02:15", "2026-03-08T05:45:00Z")]
    #[case::half_hour_zone_twice("America/St_Johns", "2026-11-01", "01:15", "2026-11-01T03:45:00Z")]
    #[case::winter_is_the_change("Europe/Dublin", "2026-10-25", "01:30", "2026-10-25T00:30:00Z")]
    #[case::twice_before_midnight(
        "America/Santiago",
        "2026-04-04",
        "23:30",
        "2026-04-05T02:30:00Z"
    )]
    #[case::skipped_midnight("America/Havana", "2026-03-08", "00:30", "2026-03-08T05:30:00Z")]
    #[case::skipped_day("Pacific/Apia", "2011-12-30", "12:00", "2011-12-30T22:00:00Z")]
    #[case::end_of_day("Europe/Madrid", "2026-10-25", "24:00", "2026-10-25T23:00:00Z")]
    fn a_wall_clock_means_one_instant(
        #[case] zone: Zone,
        #[case] day: Day,
        #[case] time: MinuteOfDay,
        #[case] instant: DateTime<Utc>,
    ) {
        let meant = zone.instant(day, time);
        assert_eq!(utc(meant), instant);
    }

    #[rstest]
    #[case::first("Europe/Madrid", "2026-03-29", "02:00", true)]
    #[case::last("Europe/Madrid", "2026-03-29", "02:59", true)]
    #[case::before("Europe/Madrid", "2026-03-29", "01:59", false)]
    #[case::after("Europe/Madrid", "2026-03-29", "03:00", false)]
    #[case::comes_twice("Europe/Madrid", "2026-10-25", "02:30", false)]
    #[case::midnight("America/Havana", "2026-03-08", "00:30", true)]
    #[case::end_of_day("Europe/Madrid", "2026-03-29", "24:00", false)]
    fn a_clock_that_is_put_forward_skips_times(
        #[case] zone: Zone,
        #[case] day: Day,
        #[case] time: MinuteOfDay,
        #[case] skips: bool,
    ) {
        assert_eq!(zone.skips(day, time), skips);
    }

    #[rstest]
    #[case::whole_hour("Europe/Madrid", 60)]
    #[case::west("America/New_York", 60)]
    #[case::half_hour("Australia/Lord_Howe", 30)]
    #[case::odd("Pacific/Chatham", 60)]
    #[case::never("Asia/Kolkata", 0)]
    fn what_a_wall_clock_shows_means_that_instant_again(#[case] zone: Zone, #[case] twice: i64) {
        // Every quarter of an hour of 2026, but those that come twice: their second run means the first.
        let mut second_runs = 0;
        for quarter in 0..4 * 24 * 365 {
            let at = Timestamp(1_767_225_600_000 + quarter * 15 * 60_000);
            let (day, time) = zone.local(at);
            let again = zone.instant(day, time);
            if again != at {
                assert_eq!(again, Timestamp(at.0 - twice * 60_000));
                second_runs += 1;
            }
        }
        assert_eq!(second_runs * 15, twice, "minutes that come twice");
    }

    #[rstest]
    #[case("9:05", "09:05")]
    #[case("09:05", "09:05")]
    #[case("0:00", "00:00")]
    #[case("24:00", "24:00")]
    fn a_time_of_day_as_people_write_it(#[case] text: &str, #[case] shown: &str) {
        assert_eq!(text.parse::<MinuteOfDay>().unwrap().to_string(), shown);
    }

    #[rstest]
    #[case("24:01")]
    #[case("12:60")]
    #[case("9:0")]
    #[case("009:00")]
    #[case(":00")]
    #[case("9:")]
    #[case("+9:00")]
    #[case("0900")]
    #[case("")]
    fn what_is_no_time_of_day(#[case] text: &str) {
        assert_eq!(text.parse::<MinuteOfDay>(), Err(NoSuchTime));
    }
}
