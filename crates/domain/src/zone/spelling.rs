//! Names of time zones as people write them, and which one they may have meant.

use chrono::{NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

use crate::text;

/// Of so many letters one may be wrong, missing, too many or swapped, and the name is still recognised.
/// Shorter names are too much like others.
const LETTERS_PER_SLIP: usize = 5;
const MOST_SLIPS: usize = 2;

/// Capitals don't matter, nor does a space in place of the underscore.
pub(super) fn read(name: &str) -> Option<Tz> {
    // Mostly it is one of those that are kept, by its own name: found without a look at the others.
    name.parse().ok().or_else(|| {
        let name = tidy(name);
        let same = |zone: &Tz| zone.name().eq_ignore_ascii_case(&name);
        name.parse().ok().or_else(|| all().find(same))
    })
}

/// Parts of countries, which several have: `Brazil/East`.
const NO_CITIES: [&str; 10] = [
    "atlantic",
    "central",
    "continental",
    "east",
    "eastern",
    "general",
    "mountain",
    "pacific",
    "west",
    "western",
];
/// Zones that show the same on the first of each month of a year are one under two names.
const COMPARED_IN: i32 = 2026;

/// The zone that has this city in its name, if only one has: `Europe/Istanbul` and `Asia/Istanbul` are one. An offset such
/// as `GMT+2` is no city: the zones that are called so count the other way round.
pub(super) fn city(name: &str) -> Option<Tz> {
    let wanted = text::searchable(&tidy(name));
    if wanted.contains(|c: char| c.is_ascii_digit()) || NO_CITIES.contains(&wanted.as_str()) {
        return None;
    }
    let mut found = all().filter(|zone| {
        let city = zone.name().rsplit_once('/').map(|(_, city)| city);
        city.is_some_and(|city| city.eq_ignore_ascii_case(&wanted))
    });
    let first = found.next()?;
    found.all(|other| agree(first, other)).then_some(first)
}

fn agree(one: Tz, other: Tz) -> bool {
    (1..=12)
        .filter_map(|month| NaiveDate::from_ymd_opt(COMPARED_IN, month, 1))
        .map(|day| day.and_time(NaiveTime::MIN))
        .all(|at| {
            let offset = |zone: Tz| zone.offset_from_utc_datetime(&at).fix();
            offset(one) == offset(other)
        })
}

/// The zone that was probably meant by a name that is none: that of the city alone, or one that is
/// spelt nearly so.
pub fn suggestion(name: &str) -> Option<&'static str> {
    let wanted = text::searchable(&tidy(name));
    // `GMT+2`: the zones that are called so count the other way round, and none keeps summer time.
    if wanted.contains(|c: char| c.is_ascii_digit()) || NO_CITIES.contains(&wanted.as_str()) {
        return None;
    }
    let allowed = (wanted.len() / LETTERS_PER_SLIP).min(MOST_SLIPS);
    let distance = |zone: &Tz| {
        let known = zone.name().to_lowercase();
        let city = known.rsplit('/').next().unwrap_or(&known);
        // The usual name of a place has its continent: `Europe/Lisbon`, not `Portugal`.
        let is_old = !known.contains('/');
        let slips = strsim::damerau_levenshtein(&wanted, &known)
            .min(strsim::damerau_levenshtein(&wanted, city));
        (slips, is_old)
    };
    all()
        .map(|zone| (distance(&zone), zone))
        .min_by_key(|(distance, _)| *distance)
        .filter(|((slips, _), _)| *slips <= allowed)
        .map(|(_, zone)| zone.name())
}

fn all() -> impl Iterator<Item = Tz> {
    TZ_VARIANTS.iter().copied()
}

fn tidy(name: &str) -> String {
    let words: Vec<&str> = name
        .split(text::is_blank)
        .filter(|word| !word.is_empty())
        .collect();
    words.join("_").replace("_/", "/").replace("/_", "/")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::zone::{UnknownZone, Zone};

    #[rstest]
    #[case("Europe/Madrid", "Europe/Madrid")]
    #[case("europe/madrid", "Europe/Madrid")]
    #[case(" EUROPE/MADRID\u{200B}", "Europe/Madrid")]
    #[case("America/New York", "America/New_York")]
    #[case("america / argentina / buenos aires", "America/Argentina/Buenos_Aires")]
    #[case("utc", "UTC")]
    #[case("Asia/Calcutta", "Asia/Calcutta")]
    fn a_zone_is_known_however_it_is_written(#[case] typed: &str, #[case] name: &str) {
        assert_eq!(typed.parse::<Zone>().unwrap().name(), name);
    }

    #[rstest]
    #[case("Madrid", Some("Europe/Madrid"))]
    #[case(" new york ", Some("America/New_York"))]
    #[case("são paulo", Some("America/Sao_Paulo"))]
    #[case("Istanbul", Some("Asia/Istanbul"))]
    #[case("Buenos Aires", Some("America/Argentina/Buenos_Aires"))]
    #[case("Central", None)]
    #[case("East", None)]
    #[case("Hawaii", Some("US/Hawaii"))]
    #[case("GMT+2", None)]
    #[case("Madird", None)]
    #[case("", None)]
    fn a_city_has_a_zone_of_its_own(#[case] typed: &str, #[case] meant: Option<&str>) {
        assert_eq!(Zone::of_city(typed).map(Zone::name), meant);
    }

    #[rstest]
    #[case("Madrid", Some("Europe/Madrid"))]
    #[case("new york", Some("America/New_York"))]
    #[case("São Paulo", Some("America/Sao_Paulo"))]
    #[case("Europe/Madird", Some("Europe/Madrid"))]
    #[case("Europe/Lisboa", Some("Europe/Lisbon"))]
    #[case("Mars/Olympus", None)]
    #[case("Etc/Unknown", None)]
    #[case("+01:00", None)]
    #[case("Lima", Some("America/Lima"))]
    #[case("Mars", None)]
    #[case("", None)]
    fn a_zone_that_is_none_is_guessed(#[case] typed: &str, #[case] meant: Option<&str>) {
        assert_eq!(typed.parse::<Zone>(), Err(UnknownZone));
        assert_eq!(suggestion(typed), meant);
    }
}
