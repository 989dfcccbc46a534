//! Times where the customer is, and on other days: named so that nobody has to work out the day.

use domain::time::Timestamp;

use super::{
    Facts, Language, PageZone, Wall,
    calendar::moment_in_sentence,
    clock::{Weekday, day_number, day_of, time_of_day},
};

/// Further away a weekday could be taken for the one before or after it.
const WEEKDAY_IS_CLEAR: i64 = 6;

/// The time of day in another zone, with its day where that is not the reader's, and what to call the
/// zone. None: the zone is not known.
pub fn time_in(
    at: Timestamp,
    there: &str,
    here: PageZone,
    language: Language,
) -> Option<(String, String)> {
    const A_DAY: i64 = 24 * 60;
    let shown = minutes_of(&local_in(at, there)?)?;
    let day = shown.div_euclid(A_DAY);
    let minute = shown.rem_euclid(A_DAY);
    let time = format!("{:02}:{:02}", minute / 60, minute % 60);
    let time = if day == day_number(at, here) {
        time
    } else {
        language.say(Facts::OnWeekday {
            weekday: Weekday::of_day(day),
            time: &time,
        })
    };
    Some((time, language.say(Facts::Place(there))))
}

/// What a calendar and a clock show in a zone, as fields of a form take it: `2026-11-28` and `10:30`. None: the
/// zone is not known.
pub fn day_and_time_in(at: Timestamp, zone: &str) -> Option<(String, String)> {
    let local = local_in(at, zone)?;
    let (day, time) = local.split_once(' ')?;
    Some((day.to_owned(), time.to_owned()))
}

/// A time that is over, with its day if that was not today.
pub fn time_since(at: Timestamp, now: Timestamp, zone: PageZone, language: Language) -> String {
    let day = day_number(at, zone);
    let time = time_of_day(at, zone);
    match day_number(now, zone) - day {
        ..=0 => time,
        1..=WEEKDAY_IS_CLEAR => language.say(Facts::OnWeekday {
            weekday: Weekday::of_day(day),
            time: &time,
        }),
        _ => moment_in_sentence(at, Wall::new(now, zone), language),
    }
}

/// A time that comes, with its day if that is not today.
pub fn time_ahead(at: Timestamp, now: Timestamp, zone: PageZone, language: Language) -> String {
    match day_number(at, zone) - day_number(now, zone) {
        ..=0 => time_of_day(at, zone),
        1..=WEEKDAY_IS_CLEAR => language.say(Facts::OnWeekday {
            weekday: Weekday::of_day(day_number(at, zone)),
            time: &time_of_day(at, zone),
        }),
        _ => moment_in_sentence(at, Wall::new(now, zone), language),
    }
}

/// The minutes that a wall clock which shows `2026-11-28 10:30` has counted since 1970.
pub(super) fn minutes_of(local: &str) -> Option<i64> {
    let mut parts = local
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty());
    let mut next = || parts.next()?.parse().ok();
    let (year, month, day): (i64, i64, i64) = (next()?, next()?, next()?);
    let (hour, minute): (i64, i64) = (next()?, next()?);
    Some((day_of(year, month, day) * 24 + hour) * 60 + minute)
}

/// A browser carries the rules of all zones.
#[cfg(feature = "hydrate")]
pub(super) fn local_in(at: Timestamp, zone: &str) -> Option<String> {
    use js_sys::{Date, Function, Object, Reflect};
    use wasm_bindgen::{JsCast, JsValue};

    let options = Object::new();
    for (name, value) in [
        ("timeZone", zone),
        ("year", "numeric"),
        ("month", "2-digit"),
        ("day", "2-digit"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    #[expect(
        clippy::cast_precision_loss,
        reason = "instants are far below 2^53 milliseconds"
    )]
    let date = Date::new(&JsValue::from_f64(at.0 as f64));
    // Through `Function`, because a zone that the browser does not know throws. Swedes write a date
    // with its year first.
    Reflect::get(&date, &"toLocaleString".into())
        .ok()?
        .dyn_into::<Function>()
        .ok()?
        .call2(&date, &"sv-SE".into(), &options)
        .ok()?
        .as_string()
}

#[cfg(not(feature = "hydrate"))]
pub(super) fn local_in(at: Timestamp, zone: &str) -> Option<String> {
    let zone: domain::zone::Zone = zone.parse().ok()?;
    let (day, time) = zone.local(at);
    Some(format!("{day} {time}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Span;

    /// A Friday, 22:30 in UTC.
    const FRIDAY_NIGHT: Timestamp = Timestamp(1_795_818_600_000);

    fn there(zone: &str, here: i32) -> Option<String> {
        let (time, place) = time_in(FRIDAY_NIGHT, zone, PageZone::Ahead(here), Language::En)?;
        Some(format!("{time} in {place}"))
    }

    #[test]
    fn a_time_elsewhere_names_its_day_where_that_differs() {
        for (zone, here, text) in [
            ("Pacific/Auckland", 0, "Sat 11:30 in Auckland"),
            ("Pacific/Auckland", 120, "11:30 in Auckland"),
            ("Europe/Lisbon", 0, "22:30 in Lisbon"),
            ("America/New_York", 0, "17:30 in New York"),
            ("America/New_York", 120, "Fri 17:30 in New York"),
        ] {
            assert_eq!(there(zone, here).as_deref(), Some(text));
        }
        assert_eq!(there("Etc/Unknown", 0), None);
    }

    #[test]
    fn a_time_of_another_day_names_it() {
        let said = |days: i64, language| {
            let now = FRIDAY_NIGHT + Span::days(days);
            time_since(FRIDAY_NIGHT, now, PageZone::Ahead(0), language)
        };
        assert_eq!(said(0, Language::En), "22:30");
        assert_eq!(said(1, Language::En), "Fri 22:30");
        assert_eq!(said(6, Language::Es), "vie 22:30");
        assert_eq!(said(7, Language::En), "Fri 27 Nov 22:30");
        assert_eq!(said(365, Language::Es), "vie 27 nov 2026 22:30");
    }
}
