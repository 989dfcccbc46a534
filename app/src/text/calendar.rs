//! Days as people say them: today, tomorrow, or the day of the week and the date.

use domain::time::Timestamp;

use super::{
    Facts, Language, PageZone,
    clock::{Weekday, civil_date, day_number, own_zone, time_of_day},
};

/// A day of the calendar, as it is somewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalDay(pub(super) i64);

/// What somebody who reads a time has before them: where the clock on the wall hangs, and which day the calendar
/// beside it shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wall {
    zone: PageZone,
    today: LocalDay,
}

/// A day as somebody says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Day {
    Today,
    Tomorrow,
    Yesterday,
    Date {
        weekday: Weekday,
        day: i64,
        month: Month,
        /// Only of another year than this one.
        year: Option<i64>,
    },
}

/// A month of the year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month(usize);

impl Month {
    /// Its name among those of a year that begins in January.
    pub fn of(self, names: [&str; 12]) -> &str {
        names[self.0 % 12]
    }
}

impl Wall {
    pub fn new(now: Timestamp, zone: PageZone) -> Self {
        Self {
            zone,
            today: LocalDay(day_number(now, zone)),
        }
    }

    pub fn day_of(self, at: Timestamp) -> LocalDay {
        LocalDay(day_number(at, self.zone))
    }

    fn said(self, day: LocalDay) -> Day {
        // Which day it is for the reader is not known before their zone is.
        if self.zone == PageZone::Utc {
            return self.dated(day);
        }
        match day.0 - self.today.0 {
            -1 => Day::Yesterday,
            0 => Day::Today,
            1 => Day::Tomorrow,
            _ => self.dated(day),
        }
    }

    fn dated(self, day: LocalDay) -> Day {
        let (this_year, ..) = civil_date(self.today.0);
        date(day, |year| year != this_year)
    }
}

/// `Today`, `Fri 27 Nov`: as a heading.
pub fn day_heading(day: LocalDay, wall: Wall, language: Language) -> String {
    standing_alone(&language.say(Facts::Day(wall.said(day))))
}

/// `Today 22:18`, `Fri 27 Nov 12:15`: standing alone.
pub fn moment(at: Timestamp, wall: Wall, language: Language) -> String {
    standing_alone(&moment_in_sentence(at, wall, language))
}

/// `today 22:18`, as it goes into a sentence.
pub fn moment_in_sentence(at: Timestamp, wall: Wall, language: Language) -> String {
    language.say(Facts::OnDay {
        day: wall.said(wall.day_of(at)),
        time: &time_of_day(at, wall.zone),
    })
}

/// `Fri 27 Nov 2026 22:18, Europe/Madrid`: nothing of it left to the reader.
pub fn full_moment(at: Timestamp, wall: Wall, language: Language) -> String {
    let written = language.say(Facts::OnDay {
        day: date(wall.day_of(at), |_| true),
        time: &time_of_day(at, wall.zone),
    });
    let place = (wall.zone == PageZone::Local).then(own_zone).flatten();
    let written = standing_alone(&written);
    place.map_or_else(|| written.clone(), |place| format!("{written}, {place}"))
}

fn date(day: LocalDay, with_year: impl Fn(i64) -> bool) -> Day {
    let weekday = Weekday::of_day(day.0);
    let (year, month, day) = civil_date(day.0);
    Day::Date {
        weekday,
        day,
        month: Month(usize::try_from(month - 1).unwrap_or_default()),
        year: with_year(year).then_some(year),
    }
}

/// With a capital, as a line begins.
fn standing_alone(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Span;

    /// A Friday, 22:30 in UTC.
    const FRIDAY_NIGHT: Timestamp = Timestamp(1_795_818_600_000);

    fn read(minutes: i64, zone: PageZone, language: Language) -> String {
        let wall = Wall::new(FRIDAY_NIGHT, zone);
        moment(FRIDAY_NIGHT + Span::minutes(minutes), wall, language)
    }

    #[test]
    fn a_day_that_is_near_has_a_name() {
        let here = PageZone::Ahead(0);
        for (minutes, english, spanish) in [
            (0, "Today 22:30", "Hoy 22:30"),
            (89, "Today 23:59", "Hoy 23:59"),
            (90, "Tomorrow 00:00", "Mañana 00:00"),
            (-1_350, "Today 00:00", "Hoy 00:00"),
            (-1_351, "Yesterday 23:59", "Ayer 23:59"),
            (1_530, "Sun 29 Nov 00:00", "Dom 29 nov 00:00"),
            (-2_791, "Wed 25 Nov 23:59", "Mié 25 nov 23:59"),
        ] {
            assert_eq!(read(minutes, here, Language::En), english);
            assert_eq!(read(minutes, here, Language::Es), spanish);
        }
    }

    #[test]
    fn the_year_is_said_when_it_is_another_one() {
        let here = PageZone::Ahead(0);
        let new_year = 34 * 24 * 60 + 90;
        assert_eq!(read(new_year - 1, here, Language::En), "Thu 31 Dec 23:59");
        assert_eq!(read(new_year, here, Language::En), "Fri 1 Jan 2027 00:00");
        assert_eq!(read(new_year, here, Language::Es), "Vie 1 ene 2027 00:00");
    }

    /// The first page of a server, which is read somewhere else.
    #[test]
    fn nothing_is_today_where_nobody_knows_what_day_it_is() {
        for minutes in [-1_400, 0, 90] {
            let written = read(minutes, PageZone::Utc, Language::En);
            assert!(written.contains(" Nov "), "{written}");
            assert!(written.ends_with(" UTC"), "{written}");
        }
    }

    #[test]
    fn the_day_is_that_of_the_reader() {
        assert_eq!(read(120, PageZone::Ahead(-60), Language::En), "Today 23:30");
        assert_eq!(
            read(-120, PageZone::Ahead(120), Language::En),
            "Yesterday 22:30"
        );
    }

    #[test]
    fn within_a_sentence_a_day_is_small_unless_it_is_a_name() {
        let wall = Wall::new(FRIDAY_NIGHT, PageZone::Ahead(0));
        let said =
            |days, language| moment_in_sentence(FRIDAY_NIGHT + Span::days(days), wall, language);
        assert_eq!(said(1, Language::En), "tomorrow 22:30");
        assert_eq!(said(2, Language::En), "Sun 29 Nov 22:30");
        assert_eq!(said(1, Language::Es), "mañana 22:30");
        assert_eq!(said(2, Language::Es), "dom 29 nov 22:30");
        let heading = |days, language| {
            day_heading(wall.day_of(FRIDAY_NIGHT + Span::days(days)), wall, language)
        };
        assert_eq!(heading(0, Language::En), "Today");
        assert_eq!(heading(9, Language::Es), "Dom 6 dic");
    }

    #[test]
    fn a_full_time_leaves_nothing_to_the_reader() {
        let wall = Wall::new(FRIDAY_NIGHT, PageZone::Utc);
        assert_eq!(
            full_moment(FRIDAY_NIGHT, wall, Language::En),
            "Fri 27 Nov 2026 22:30 UTC"
        );
    }
}
