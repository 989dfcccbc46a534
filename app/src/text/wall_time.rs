//! Which instant a wall clock elsewhere means, before the server is asked: by the rule of `domain::zone`, with the
//! browser's own rules of zones.

use domain::time::Timestamp;

use super::elsewhere::{local_in, minutes_of};

/// What a day and a time in a zone come to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WallTime {
    Means(Timestamp),
    /// The clock is put forward past it.
    Skipped,
}

/// `date` and `time` as fields of a form have them: `2026-11-28` and `10:30`. None: something is missing, or the zone
/// is not known.
pub fn wall_time(date: &str, time: &str, zone: &str) -> Option<WallTime> {
    const A_DAY: i64 = 24 * 60;
    let shown = minutes_of(&format!("{date} {time}"))?;
    let ahead = |minutes: i64| {
        let there = minutes_of(&local_in(Timestamp(minutes * 60_000), zone)?)?;
        Some(there - minutes)
    };
    // No zone changes twice within two days. As the clock ran before comes first: of a time that comes twice, the first
    // is meant.
    for offset in [ahead(shown - A_DAY)?, ahead(shown + A_DAY)?] {
        let minutes = shown - offset;
        if ahead(minutes)? == offset {
            return Some(WallTime::Means(Timestamp(minutes * 60_000)));
        }
    }
    Some(WallTime::Skipped)
}

#[cfg(test)]
mod tests {
    use domain::zone::{Day, MinuteOfDay, Zone};

    use super::*;

    /// The half hours of a year, in zones whose clocks change at every odd hour and by every odd step.
    #[test]
    fn a_wall_time_means_what_it_means_to_the_server() {
        for name in [
            "Europe/Madrid",
            "America/New_York",
            "America/St_Johns",
            "America/Havana",
            "America/Santiago",
            "Australia/Lord_Howe",
            "Pacific/Chatham",
            "Pacific/Kiritimati",
            "Asia/Kathmandu",
            "Europe/Dublin",
            "UTC",
        ] {
            let zone: Zone = name.parse().unwrap();
            let mut day: Day = "2026-01-01".parse().unwrap();
            while day.to_string().starts_with("2026") {
                for half_hour in 0..48 {
                    let time = MinuteOfDay::at(half_hour / 2, half_hour % 2 * 30).unwrap();
                    let meant = wall_time(&day.to_string(), &time.to_string(), name);
                    let expected = if zone.skips(day, time) {
                        WallTime::Skipped
                    } else {
                        WallTime::Means(zone.instant(day, time))
                    };
                    assert_eq!(meant, Some(expected), "{name} {day} {time}");
                }
                day = day.next();
            }
        }
    }

    #[test]
    fn half_a_form_means_nothing_yet() {
        for (date, time, zone) in [
            ("", "10:30", "Europe/Madrid"),
            ("2026-11-28", "", "Europe/Madrid"),
            ("2026-11-28", "10:30", "Europe/Mad"),
            ("2026-11-28", "10:30", ""),
        ] {
            assert_eq!(wall_time(date, time, zone), None);
        }
    }
}
