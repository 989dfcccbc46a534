//! Telephone numbers as people write them, kept as E.164. Everything that takes a number takes it from
//! here: REST, forms, the do-not-call list and the search.
//!
//! A number that says its country (`+49 ...`) means the same on every desk. One that does not is read
//! as dialled in the desk's country. What could mean two numbers is refused, never guessed.

mod problem;
mod written;

use std::cmp::Ordering;

use rlibphonenumber::{
    NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat, Region,
};

pub use self::problem::PhoneProblem;
use self::written::Written;

/// Digits after the country code that a number has at least to be taken on trust, when the numbering
/// plans that we know have no such range. Shorter ones are codes that are only dialled at home.
const SHORTEST_UNKNOWN: usize = 7;

/// Digits of a number at most, its country code among them (E.164).
const LONGEST: usize = 15;

/// What is dialled before a number within its own country, in one country or another; the longer first.
const TRUNK_PREFIXES: [&str; 6] = ["06", "02", "01", "0", "1", "8"];

/// Reads an international number, or a national one of the desk's country.
pub fn parse(text: &str, country: &str) -> Result<String, PhoneProblem> {
    let written = Written::read(text)?;
    let region = Region::from_code(country).ok();
    let spellings = written.spellings();
    // Numbering plans grow faster than their copies, so what no plan has is taken if it is as long as
    // numbers are. Whatever is known to exist comes first.
    for counts in [PhoneNumber::is_valid, may_exist] {
        for spelling in &spellings {
            let mut meant: Vec<String> = readings(spelling, region)
                .into_iter()
                .filter(|number| counts(number) && is_routable(number))
                .map(|number| number.format_as(PhoneNumberFormat::E164).into_owned())
                .collect();
            meant.dedup();
            match meant.len().cmp(&1) {
                Ordering::Less => {}
                Ordering::Equal => return Ok(meant.swap_remove(0)),
                Ordering::Greater => return Err(PhoneProblem::TwoMeanings),
            }
        }
    }
    Err(PhoneProblem::NotUnderstood)
}

/// A number in E.164 in the groups in which its country writes it for others. None where no numbering plan has it: wrong
/// groups are worse than none.
pub fn written(number: &str) -> Option<String> {
    /// Its nine digits are written by threes in every paper there, whatever the tables say.
    const SPAIN: i32 = 34;
    let known = PHONE_NUMBER_UTIL.parse(number, None).ok()?;
    if !known.is_valid() {
        return None;
    }
    let national = known.get_national_significant_number();
    if known.country_code == SPAIN
        && let (Some(a), Some(b), Some(c)) =
            (national.get(..3), national.get(3..6), national.get(6..9))
    {
        return Some(format!("+{SPAIN} {a} {b} {c}"));
    }
    let written = known.format_as(PhoneNumberFormat::International);
    Some(written.into_owned())
}

/// Whether national numbers of this country are understood.
pub fn knows(country: &str) -> bool {
    Region::from_code(country).is_ok_and(|region| {
        PHONE_NUMBER_UTIL
            .get_country_code_for_region(region)
            .is_some()
    })
}

/// The digits of which a number must contain some, to be the one that is looked for, or begin like it.
/// None for what is not written like a number.
pub fn sought(text: &str, country: &str) -> Vec<String> {
    let Ok(written) = Written::read(text) else {
        return vec![];
    };
    let mut sought = vec![];
    if let Ok(number) = parse(text, country) {
        sought.push(number.trim_start_matches('+').to_owned());
    }
    for spelling in written.spellings() {
        let digits = spelling.trim_start_matches('+');
        if digits == spelling {
            sought.extend(digits.strip_prefix("00").map(str::to_owned));
            sought.extend(begun_national(digits, country));
        }
        sought.push(digits.to_owned());
    }
    sought.retain(|digits| !digits.is_empty());
    sought.sort_unstable();
    sought.dedup();
    sought
}

/// `020 7946`, the beginning of a British number, begins `+44 20 7946` everywhere else.
fn begun_national(digits: &str, country: &str) -> Option<String> {
    let region = Region::from_code(country).ok()?;
    let code = PHONE_NUMBER_UTIL.get_country_code_for_region(region)?;
    let trunk = TRUNK_PREFIXES
        .into_iter()
        .find(|trunk| digits.starts_with(trunk) && is_dialled_before(trunk, region))?;
    let rest = digits.strip_prefix(trunk).filter(|rest| rest.len() > 2)?;
    Some(format!("{code}{rest}"))
}

/// Whether a country's own people dial this first: it then makes no other number of one of theirs.
fn is_dialled_before(trunk: &str, region: Region) -> bool {
    PHONE_NUMBER_UTIL
        .get_example_number(region)
        .is_ok_and(|example| {
            let dialled = format!("{trunk}{}", example.get_national_significant_number());
            PHONE_NUMBER_UTIL.parse(dialled, Some(region)) == Ok(example)
        })
}

/// What a spelling can mean: with a plus one number, else what the desk's country makes of it and, as
/// 00 is how most of the world dials abroad, what comes after that.
fn readings(spelling: &str, region: Option<Region>) -> Vec<PhoneNumber> {
    if let Some(digits) = spelling.strip_prefix('+') {
        return international(digits.strip_prefix("00").unwrap_or(digits))
            .into_iter()
            .collect();
    }
    let abroad = spelling.strip_prefix("00").and_then(international);
    let at_home = region.and_then(|region| national(spelling, region));
    // Numbers that only a country's own people can dial begin with 00 in some; customers have others.
    let at_home = at_home.filter(|number| {
        number.can_be_internationally_dialled()
            || !abroad.as_ref().is_some_and(PhoneNumber::is_valid)
    });
    at_home.into_iter().chain(abroad).collect()
}

fn national(digits: &str, region: Region) -> Option<PhoneNumber> {
    let digits = without_old_trunk(digits, region);
    PHONE_NUMBER_UTIL
        .parse(digits, Some(region))
        .ok()
        .map(without_old_mobile_prefix)
}

/// No region: that of the desk has nothing to say about a number of another country.
fn international(digits: &str) -> Option<PhoneNumber> {
    PHONE_NUMBER_UTIL
        .parse(format!("+{digits}"), None)
        .ok()
        .map(without_old_mobile_prefix)
}

/// What was dialled before a number in Mexico until 2019, from one telephone or another.
fn without_old_trunk(digits: &str, region: Region) -> &str {
    const NUMBER: usize = 10;
    if region != Region::MX {
        return digits;
    }
    ["01", "044", "045"]
        .into_iter()
        .filter_map(|trunk| digits.strip_prefix(trunk))
        .find(|rest| rest.len() == NUMBER)
        .unwrap_or(digits)
}

/// Mexico had a 1 after the country code of mobile numbers until 2019; address books still have it.
fn without_old_mobile_prefix(mut number: PhoneNumber) -> PhoneNumber {
    const MEXICO: i32 = 52;
    const BEFORE: std::ops::Range<u64> = 10_000_000_000..20_000_000_000;
    if number.country_code == MEXICO && BEFORE.contains(&number.national_number) {
        number.national_number -= BEFORE.start;
    }
    number
}

/// Some plans allow more digits than E.164 has.
fn is_routable(number: &PhoneNumber) -> bool {
    let code = number.country_code.to_string();
    code.len() + number.get_national_significant_number().len() <= LONGEST
}

fn may_exist(number: &PhoneNumber) -> bool {
    let national = number.get_national_significant_number();
    number.is_possible_with_reason() == Ok(NumberLengthType::IsPossible)
        && national.len() >= SHORTEST_UNKNOWN
        && may_begin(number.country_code, &national)
}

/// A 0 that is dialled before a number is no part of it, but in some countries numbers begin with one.
fn may_begin(country_code: i32, national: &str) -> bool {
    const NORTH_AMERICA: i32 = 1;
    match national.chars().next() {
        Some('0') => has_leading_zeros(country_code),
        Some('1') => country_code != NORTH_AMERICA,
        // No area: 411 and its like are services.
        _ => country_code != NORTH_AMERICA || national.get(1..3) != Some("11"),
    }
}

fn has_leading_zeros(country_code: i32) -> bool {
    PHONE_NUMBER_UTIL
        .get_region_for_country_code(country_code)
        .and_then(|region| PHONE_NUMBER_UTIL.get_example_number(region).ok())
        .is_some_and(|example| example.get_national_significant_number().starts_with('0'))
}

#[cfg(test)]
mod tests;
