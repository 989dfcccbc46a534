//! Times and lengths of time as a person reads them.

use domain::time::{Span, Timestamp};

/// Where the clock on the wall hangs. The server doesn't know the person's zone, so the first page
/// says UTC, and the browser its own time as soon as it is live.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PageZone {
    #[default]
    Utc,
    /// Of the browser; the same as UTC on a server.
    Local,
    /// So many minutes ahead of UTC, as a browser said some time ago.
    Ahead(i32),
    /// Somewhere else than here. A browser has the rules of zones by itself and needs none of ours.
    #[cfg(not(feature = "hydrate"))]
    In(domain::zone::Zone),
}

/// `m:ss` below an hour, which is what a waiting line moves in; then hours, then days.
pub fn length(span: Span) -> String {
    let seconds = span.as_seconds();
    let minutes = seconds / 60;
    let hours = minutes / 60;
    if minutes < 60 {
        format!("{minutes}:{:02}", seconds % 60)
    } else if hours < 24 {
        format!("{hours} h {:02} min", minutes % 60)
    } else {
        format!("{} d {} h", hours / 24, hours % 24)
    }
}

/// In words rather than on a clock that runs: `20 s`, `12 min`, `1 h 05 min`.
pub fn duration(span: Span) -> String {
    let seconds = span.as_seconds();
    match seconds {
        0..60 => format!("{seconds} s"),
        60..3_600 => format!("{} min", seconds / 60),
        _ => length(span),
    }
}

/// `14:05`, with `UTC` behind it as long as that is all that is known.
pub fn time_of_day(at: Timestamp, zone: PageZone) -> String {
    let civil = Civil::at(at, zone);
    let mark = if zone == PageZone::Utc { " UTC" } else { "" };
    format!("{:02}:{:02}{mark}", civil.hour, civil.minute)
}

/// `14:05:07`, where the zone is said elsewhere.
pub fn second_of_day(at: Timestamp, zone: PageZone) -> String {
    let civil = Civil::at(at, zone);
    let second = second_of_minute(at);
    format!("{:02}:{:02}:{second:02}", civil.hour, civil.minute)
}

/// `2026-11-22 14:05`, read alike in every language and sorted by whoever sorts text: for tables of many days.
pub fn day_and_time(at: Timestamp, zone: PageZone) -> String {
    let Civil {
        year, month, day, ..
    } = Civil::at(at, zone);
    format!("{year}-{month:02}-{day:02} {}", time_of_day(at, zone))
}

/// When the day began that it is there then.
pub fn begin_of_day(at: Timestamp, zone: PageZone) -> Timestamp {
    const DAY: i64 = 24 * 60;

    let minutes = at.0.div_euclid(60_000) + offset_minutes(at, zone);
    let day = minutes.div_euclid(DAY) * DAY;
    let began = |ahead: i64| Timestamp((day - ahead) * 60_000);
    // The clocks may have been changed since.
    began(offset_minutes(began(offset_minutes(at, zone)), zone))
}

/// For machines: the `datetime` of a `<time>`.
pub fn iso(at: Timestamp) -> String {
    let Civil {
        year,
        month,
        day,
        hour,
        minute,
    } = Civil::at(at, PageZone::Utc);
    let second = second_of_minute(at);
    format!("{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

fn second_of_minute(at: Timestamp) -> i64 {
    at.0.div_euclid(1_000).rem_euclid(60)
}

struct Civil {
    year: i64,
    month: i64,
    day: i64,
    hour: i64,
    minute: i64,
}

impl Civil {
    fn at(at: Timestamp, zone: PageZone) -> Self {
        let minutes = at.0.div_euclid(60_000) + offset_minutes(at, zone);
        let (year, month, day) = civil_date(minutes.div_euclid(24 * 60));
        Self {
            year,
            month,
            day,
            hour: minutes.rem_euclid(24 * 60) / 60,
            minute: minutes.rem_euclid(60),
        }
    }
}

/// The day that it is there then, counted from 1970.
pub(super) fn day_number(at: Timestamp, zone: PageZone) -> i64 {
    let Civil {
        year, month, day, ..
    } = Civil::at(at, zone);
    day_of(year, month, day)
}

/// The inverse of [`civil_date`].
pub(super) fn day_of(year: i64, month: i64, day: i64) -> i64 {
    let year = year - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let march_month = (month + 9) % 12;
    let day_of_year = (153 * march_month + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weekday(usize);

impl Weekday {
    /// Of a day counted from 1970, which began on a Thursday.
    pub(super) fn of_day(day: i64) -> Self {
        Self(usize::try_from((day + 3).rem_euclid(7)).unwrap_or_default())
    }

    /// Its name among those of a week that begins on Monday.
    pub fn of(self, names: [&str; 7]) -> &str {
        names[self.0 % 7]
    }
}

/// Days since 1970 as year, month, day: the Gregorian calendar in eras of 400 years that begin on the
/// first of March, so that the leap day comes last.
pub(super) fn civil_date(days: i64) -> (i64, i64, i64) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(feature = "hydrate")]
fn offset_minutes(at: Timestamp, zone: PageZone) -> i64 {
    match zone {
        PageZone::Utc => 0,
        PageZone::Ahead(minutes) => i64::from(minutes),
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            reason = "instants and offsets are far below 2^53"
        )]
        PageZone::Local => {
            let date = js_sys::Date::new(&wasm_bindgen::JsValue::from_f64(at.0 as f64));
            -(date.get_timezone_offset() as i64)
        }
    }
}

#[cfg(not(feature = "hydrate"))]
fn offset_minutes(at: Timestamp, zone: PageZone) -> i64 {
    match zone {
        PageZone::Utc | PageZone::Local => 0,
        PageZone::Ahead(minutes) => i64::from(minutes),
        PageZone::In(zone) => zone.ahead_of_utc(at),
    }
}

/// The IANA name of the person's own zone, which only a browser knows. Some don't.
pub fn own_zone() -> Option<String> {
    browsers_zone().filter(|zone| !zone.is_empty() && zone != "Etc/Unknown")
}

#[cfg(feature = "hydrate")]
fn browsers_zone() -> Option<String> {
    use js_sys::{Array, Intl::DateTimeFormat, Object, Reflect};

    let format = DateTimeFormat::new(&Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &"timeZone".into())
        .ok()?
        .as_string()
}

#[cfg(not(feature = "hydrate"))]
fn browsers_zone() -> Option<String> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wait_is_told_in_the_unit_that_matters() {
        assert_eq!(length(Span::seconds(0)), "0:00");
        assert_eq!(length(Span::seconds(67)), "1:07");
        assert_eq!(length(Span::seconds(3_599)), "59:59");
        assert_eq!(length(Span::minutes(65)), "1 h 05 min");
        assert_eq!(length(Span::minutes(27 * 60)), "1 d 3 h");
    }

    #[test]
    fn dates_hold_across_leap_days_and_before_1970() {
        let day = |days: i64| civil_date(days);
        assert_eq!(day(0), (1970, 1, 1));
        assert_eq!(day(-1), (1969, 12, 31));
        assert_eq!(day(11_016), (2000, 2, 29));
        assert_eq!(day(11_017), (2000, 3, 1));
        assert_eq!(iso(Timestamp(1_795_359_967_000)), "2026-11-22T15:06:07Z");
        for number in [-719_468, -1, 0, 58, 59, 60, 11_016, 11_017, 20_779, 146_097] {
            let (year, month, day) = civil_date(number);
            assert_eq!(day_of(year, month, day), number);
        }
    }

    #[test]
    fn the_week_goes_on_across_1970() {
        let week = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
        let named = |day| Weekday::of_day(day).of(week);
        assert_eq!((named(-1), named(0), named(1)), ("Wed", "Thu", "Fri"));
        assert_eq!(named(day_of(2026, 11, 22)), "Sun");
    }

    #[test]
    fn a_time_of_unknown_zone_says_that_it_is_utc() {
        let at = Timestamp(1_795_359_967_000);
        assert_eq!(time_of_day(at, PageZone::Utc), "15:06 UTC");
        assert_eq!(day_and_time(at, PageZone::Utc), "2026-11-22 15:06 UTC");
    }

    #[test]
    fn a_time_far_ahead_is_that_of_the_wall_there() {
        let at = Timestamp(1_795_359_967_000);
        assert_eq!(day_and_time(at, PageZone::Ahead(330)), "2026-11-22 20:36");
        assert_eq!(day_and_time(at, PageZone::Ahead(-960)), "2026-11-21 23:06");
        assert_eq!(second_of_day(at, PageZone::Ahead(330)), "20:36:07");
    }

    #[test]
    fn a_day_begins_at_midnight_also_when_the_clocks_have_changed_since() {
        let madrid = PageZone::In("Europe/Madrid".parse().unwrap());
        for (month, day, hour, zone, began) in [
            (11, 22, 15, PageZone::Utc, "2026-11-22T00:00:00Z"),
            (11, 22, 23, madrid, "2026-11-22T23:00:00Z"),
            (10, 25, 12, madrid, "2026-10-24T22:00:00Z"),
            (3, 29, 12, madrid, "2026-03-28T23:00:00Z"),
        ] {
            let at = Timestamp((day_of(2026, month, day) * 24 + hour) * 3_600_000 + 1_807_000);
            assert_eq!(iso(begin_of_day(at, zone)), began);
        }
    }

    /// A browser told its zone in one season; what it is told of lies in another.
    #[test]
    fn a_time_in_a_zone_is_that_of_the_season() {
        let madrid = PageZone::In("Europe/Madrid".parse().unwrap());
        let winter = Timestamp(1_795_359_967_000);
        assert_eq!(time_of_day(winter, madrid), "16:06");
        let summer = winter + Span::days(200);
        assert_eq!(time_of_day(summer, madrid), "17:06");
        let st_johns = PageZone::In("America/St_Johns".parse().unwrap());
        assert_eq!(day_and_time(winter, st_johns), "2026-11-22 11:36");
    }
}
