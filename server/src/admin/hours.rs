//! Opening hours as an operator writes them: `mon-fri 09:00-13:00,15:00-18:00`, over midnight
//! `fri 22:00-02:00`, and for single days `2026-12-24 09:00-11:00` or `2026-12-25 closed`.

pub mod problem;
mod words;

use std::{collections::BTreeMap, fmt::Write};

use domain::{
    hours::{OpeningHours, Slot},
    zone::{Day, MinuteOfDay, Zone},
};

use self::{
    problem::HoursProblem,
    words::{DAYS, Stretch, plain, read_days, read_stretches},
};

const CLOSED: &str = "closed";

/// Slots of one day, and of the night that follows.
#[derive(Clone, Debug, Default)]
struct Shift {
    by_day: Vec<Slot>,
    after_midnight: Vec<Slot>,
}

/// Reads the whole of it. A day that no line names is closed. A day with hours of its own has those
/// alone: the night before ends at its midnight unless that night is a day with hours of its own too.
pub fn read(zone: &str, open: &[String], on: &[String]) -> Result<OpeningHours, HoursProblem> {
    let zone: Zone = zone.parse().map_err(|_| HoursProblem::Zone {
        name: zone.to_owned(),
    })?;
    let usual = read_week(open)?;
    let special = read_exceptions(on)?;
    let mut week: [Vec<Slot>; 7] = Default::default();
    for (day, slots) in week.iter_mut().enumerate() {
        let night_before = &usual[(day + 6) % 7].after_midnight;
        *slots = joined(&usual[day].by_day, night_before)?;
    }
    let mut exceptions = BTreeMap::new();
    for (day, shift) in &special {
        let night_before = special.get(&day.previous());
        let night_before = night_before.map_or(&[][..], |shift| shift.after_midnight.as_slice());
        exceptions.insert(*day, joined(&shift.by_day, night_before)?);
        // What the usual week would have gone on with on the next morning is not this day's night.
        let next = day.next();
        let as_usual = &usual[day.weekday()].after_midnight;
        if !special.contains_key(&next) && shift.after_midnight != *as_usual {
            let own = &usual[next.weekday()].by_day;
            exceptions.insert(next, joined(own, &shift.after_midnight)?);
        }
    }
    Ok(OpeningHours {
        zone,
        week,
        exceptions,
    })
}

/// The hours as they were understood, a line a day.
pub fn shown(hours: &OpeningHours) -> String {
    let mut shown = String::new();
    let mut line = |day: &str, slots: &[Slot]| {
        let slots: Vec<String> = slots.iter().copied().map(show).collect();
        let slots = if slots.is_empty() {
            CLOSED.to_owned()
        } else {
            slots.join(",")
        };
        // Writing to a String can't fail.
        let _ = writeln!(shown, "{day} {slots}");
    };
    for (day, slots) in DAYS.iter().zip(&hours.week) {
        line(day, slots);
    }
    for (day, slots) in &hours.exceptions {
        line(&day.to_string(), slots);
    }
    shown.trim_end().to_owned()
}

fn read_week(lines: &[String]) -> Result<[Shift; 7], HoursProblem> {
    let mut week: [Option<Shift>; 7] = Default::default();
    for line in lines {
        let text = plain(line);
        let (days, times) = text
            .split_once(' ')
            .ok_or_else(|| HoursProblem::Week(line.clone()))?;
        for day in read_days(days)? {
            if !said_of(&mut week[day], times)? {
                return Err(HoursProblem::WeekContradiction(line.clone()));
            }
        }
    }
    Ok(week.map(Option::unwrap_or_default))
}

fn read_exceptions(lines: &[String]) -> Result<BTreeMap<Day, Shift>, HoursProblem> {
    let mut days: BTreeMap<Day, Shift> = BTreeMap::new();
    for line in lines {
        let wrong = || HoursProblem::Exception(line.clone());
        let text = plain(line);
        let (day, times) = text.split_once(' ').ok_or_else(wrong)?;
        let day: Day = match day.parse() {
            Ok(day) => day,
            Err(_) if is_written_as_a_day(day) => {
                return Err(HoursProblem::NoSuchDay(day.to_owned()));
            }
            Err(_) => return Err(wrong()),
        };
        let mut shift = days.remove(&day);
        if !said_of(&mut shift, times)? {
            return Err(HoursProblem::Contradiction(line.clone()));
        }
        days.extend(shift.map(|shift| (day, shift)));
    }
    Ok(days)
}

/// Adds what is said of a day. False: something else was said before.
fn said_of(day: &mut Option<Shift>, times: &str) -> Result<bool, HoursProblem> {
    let closed = times == CLOSED;
    if day
        .as_ref()
        .is_some_and(|shift| shift.is_closed() != closed)
    {
        return Ok(false);
    }
    let shift = day.get_or_insert_default();
    if !closed {
        shift.add(&read_stretches(times)?);
        shift.sort()?;
    }
    Ok(true)
}

/// As 2026-02-29 is, which is none.
fn is_written_as_a_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [4, 2, 2] && parts.concat().bytes().all(|byte| byte.is_ascii_digit())
}

impl Shift {
    fn is_closed(&self) -> bool {
        self.by_day.is_empty() && self.after_midnight.is_empty()
    }

    fn add(&mut self, stretches: &[Stretch]) {
        for stretch in stretches {
            self.by_day
                .extend(Slot::new(stretch.opens, stretch.day_until()));
            let night = Slot::new(MinuteOfDay::MIDNIGHT, stretch.night_until());
            self.after_midnight.extend(night);
        }
    }

    fn sort(&mut self) -> Result<(), HoursProblem> {
        self.by_day = joined(&self.by_day, &[])?;
        self.after_midnight = joined(&self.after_midnight, &[])?;
        Ok(())
    }
}

/// In order, unless two are at the same time.
fn joined(some: &[Slot], others: &[Slot]) -> Result<Vec<Slot>, HoursProblem> {
    let mut slots = [some, others].concat();
    slots.sort_unstable();
    match slots.windows(2).find(|two| two[1].opens < two[0].closes) {
        Some(two) => Err(HoursProblem::Overlap(show(two[1]))),
        None => Ok(slots),
    }
}

fn show(slot: Slot) -> String {
    format!("{}-{}", slot.opens, slot.closes)
}

#[cfg(test)]
mod tests;
