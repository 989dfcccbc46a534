//! Opening hours as an operator writes them: `mon-fri 09:00-13:00,15:00-18:00`, and for single days
//! `2026-12-24 09:00-11:00` or `2026-12-25 closed`.

use std::collections::BTreeMap;

use domain::{
    hours::{OpeningHours, Slot},
    zone::{Day, Zone},
};
use thiserror::Error;

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
const CLOSED: &str = "closed";

/// What in the text is not understood, and what would be.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum HoursProblem {
    #[error("--zone: {0} is not an IANA time zone such as Europe/Madrid")]
    Zone(String),
    #[error("--open: {0} is not like `mon-fri 09:00-13:00,15:00-18:00`")]
    Week(String),
    #[error("--on: {0} is not like `2026-12-24 09:00-11:00` or `2026-12-25 closed`")]
    Exception(String),
    #[error("{0} is not a stretch of time such as 09:00-13:00 that ends after it begins")]
    Slot(String),
    #[error("{0} begins before the one before it has ended")]
    Overlap(String),
}

/// Reads the whole of it. A day that no line names is closed.
pub fn read(zone: &str, open: &[String], on: &[String]) -> Result<OpeningHours, HoursProblem> {
    let mut week: [Vec<Slot>; 7] = Default::default();
    for line in open {
        let wrong = || HoursProblem::Week(line.clone());
        let (days, slots) = line.trim().split_once(' ').ok_or_else(wrong)?;
        let days = read_days(days).ok_or_else(wrong)?;
        let slots = read_slots(slots)?;
        for day in days {
            week[day].extend(&slots);
            week[day].sort();
            refuse_overlap(&week[day])?;
        }
    }
    let mut exceptions: BTreeMap<Day, Vec<Slot>> = BTreeMap::new();
    for line in on {
        let wrong = || HoursProblem::Exception(line.clone());
        let (day, slots) = line.trim().split_once(' ').ok_or_else(wrong)?;
        let day: Day = day.parse().map_err(|_| wrong())?;
        let slots = match slots.trim() {
            CLOSED => vec![],
            slots => read_slots(slots)?,
        };
        let known = exceptions.entry(day).or_default();
        known.extend(slots);
        known.sort();
        refuse_overlap(known)?;
    }
    Ok(OpeningHours {
        zone: zone
            .parse::<Zone>()
            .map_err(|_| HoursProblem::Zone(zone.to_owned()))?,
        week,
        exceptions,
    })
}

/// `mon-fri`, `sat`, `mon,wed-fri`.
fn read_days(text: &str) -> Option<Vec<usize>> {
    let number = |name: &str| {
        let name = name.to_ascii_lowercase();
        DAYS.iter().position(|day| *day == name)
    };
    let mut days = vec![];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (number(first)?, number(last)?);
        if first > last {
            return None;
        }
        days.extend(first..=last);
    }
    Some(days)
}

fn read_slots(text: &str) -> Result<Vec<Slot>, HoursProblem> {
    text.split(',')
        .map(|part| {
            let part = part.trim();
            part.split_once('-')
                .and_then(|(opens, closes)| {
                    Slot::new(opens.trim().parse().ok()?, closes.trim().parse().ok()?)
                })
                .ok_or_else(|| HoursProblem::Slot(part.to_owned()))
        })
        .collect()
}

fn refuse_overlap(sorted: &[Slot]) -> Result<(), HoursProblem> {
    match sorted.windows(2).find(|two| two[1].opens < two[0].closes) {
        Some(two) => Err(HoursProblem::Overlap(format!(
            "{}-{}",
            two[1].opens, two[1].closes
        ))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &[&str]) -> Vec<String> {
        text.iter().map(|line| (*line).to_owned()).collect()
    }

    #[test]
    fn a_week_with_split_days_and_days_that_differ() {
        let hours = read(
            "Europe/Madrid",
            &lines(&["mon-fri 09:00-13:00,15:00-18:00", "sat 10:00-24:00"]),
            &lines(&["2026-12-24 09:00-11:00", "2026-12-25 closed"]),
        )
        .unwrap();
        let show = |slots: &[Slot]| -> Vec<String> {
            slots
                .iter()
                .map(|slot| format!("{}-{}", slot.opens, slot.closes))
                .collect()
        };
        assert_eq!(show(&hours.week[0]), ["09:00-13:00", "15:00-18:00"]);
        assert_eq!(show(&hours.week[4]), show(&hours.week[0]));
        assert_eq!(show(&hours.week[5]), ["10:00-24:00"]);
        assert!(hours.week[6].is_empty());
        let exceptions: Vec<_> = hours.exceptions.values().map(|slots| show(slots)).collect();
        assert_eq!(exceptions, [vec!["09:00-11:00".to_owned()], vec![]]);
    }

    #[test]
    fn what_is_not_understood_is_named() {
        let week = |line: &str| HoursProblem::Week(line.to_owned());
        let slot = |text: &str| HoursProblem::Slot(text.to_owned());
        for (line, problem) in [
            ("fri-mon 09:00-13:00", week("fri-mon 09:00-13:00")),
            ("mon", week("mon")),
            ("mon 13:00-09:00", slot("13:00-09:00")),
            ("mon 9-13", slot("9-13")),
            (
                "mon 09:00-13:00,12:00-14:00",
                HoursProblem::Overlap("12:00-14:00".to_owned()),
            ),
        ] {
            assert_eq!(read("UTC", &lines(&[line]), &[]), Err(problem));
        }
    }

    #[test]
    fn zones_and_days_are_checked() {
        assert_eq!(
            read("Madrid", &[], &[]),
            Err(HoursProblem::Zone("Madrid".to_owned()))
        );
        let line = "2026-02-30 closed";
        assert_eq!(
            read("UTC", &[], &lines(&[line])),
            Err(HoursProblem::Exception(line.to_owned()))
        );
    }
}
