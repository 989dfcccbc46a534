//! Days and times as people write them.

use domain::{text, zone::MinuteOfDay};

use super::problem::HoursProblem;

/// As they are written.
pub const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const NOON: u16 = 12;
/// Who writes this means that it goes on until midnight.
const LAST_MINUTE: MinuteOfDay = match MinuteOfDay::at(23, 59) {
    Some(minute) => minute,
    None => MinuteOfDay::END,
};

/// From one time to another; if that is not later, to that time on the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    pub opens: MinuteOfDay,
    closes: MinuteOfDay,
}

impl Stretch {
    fn is_over_midnight(self) -> bool {
        self.closes <= self.opens
    }

    /// When it ends on the day it began on.
    pub fn day_until(self) -> MinuteOfDay {
        if self.is_over_midnight() {
            MinuteOfDay::END
        } else {
            self.closes
        }
    }

    /// When it ends on the next day: at its midnight if it does not go on.
    pub fn night_until(self) -> MinuteOfDay {
        if self.is_over_midnight() {
            self.closes
        } else {
            MinuteOfDay::MIDNIGHT
        }
    }
}

/// In small letters, with one kind of dash, and with spaces only where a part ends.
pub fn plain(line: &str) -> String {
    let line: String = line
        .to_lowercase()
        .chars()
        .map(|c| match c {
            c if c == text::MINUS || text::is_dash(c) => '-',
            c if text::is_blank(c) => ' ',
            c => text::digit(c).map_or(c, |digit| char::from(b'0' + digit)),
        })
        .collect();
    let mut plain = line
        .split(' ')
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ");
    for sign in ["-", ","] {
        plain = plain
            .replace(&format!(" {sign}"), sign)
            .replace(&format!("{sign} "), sign);
    }
    // `mon-fri: 9-17`
    let plain = match plain.split_once(": ") {
        Some((days, times)) if days.ends_with(char::is_alphabetic) => format!("{days} {times}"),
        _ => plain,
    };
    plain.replace(" am", "am").replace(" pm", "pm")
}

/// `mon-fri`, `sat`, `mon,wed-fri`, `sun-thu`, `daily`; Monday is 0.
pub fn read_days(text: &str) -> Result<Vec<usize>, HoursProblem> {
    let mut days = vec![];
    for part in text.split(',') {
        let (first, last) = match part {
            "daily" => (0, 6),
            part => {
                let (first, last) = part.split_once('-').unwrap_or((part, part));
                (read_day(first)?, read_day(last)?)
            }
        };
        // A week goes on after Sunday.
        let count = (last + 7 - first) % 7;
        days.extend((first..=first + count).map(|day| day % 7));
    }
    Ok(days)
}

/// `fri`, `friday` and what lies between.
fn read_day(name: &str) -> Result<usize, HoursProblem> {
    const LONG: [&str; 7] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ];
    let name = name.trim_end_matches('.');
    let known = DAYS
        .iter()
        .zip(LONG)
        .position(|(short, long)| name.starts_with(short) && long.starts_with(name));
    known.ok_or_else(|| HoursProblem::Day(name.to_owned()))
}

/// `09:00-13:00,15:00-18:00`, divided by commas or spaces.
pub fn read_stretches(text: &str) -> Result<Vec<Stretch>, HoursProblem> {
    text.split([',', ' ']).map(read_stretch).collect()
}

fn read_stretch(text: &str) -> Result<Stretch, HoursProblem> {
    let wrong = || HoursProblem::Stretch(text.to_owned());
    let (opens, closes) = text.split_once('-').ok_or_else(wrong)?;
    if opens.is_empty() || closes.is_empty() || closes.contains('-') {
        return Err(wrong());
    }
    let (opens, closes) = (read_time(opens)?, read_time(closes)?);
    let closes = if closes == LAST_MINUTE {
        MinuteOfDay::END
    } else {
        closes
    };
    if opens == MinuteOfDay::END {
        return Err(wrong());
    }
    if opens == closes && opens != MinuteOfDay::MIDNIGHT {
        return Err(HoursProblem::Empty(text.to_owned()));
    }
    Ok(Stretch { opens, closes })
}

/// `09:00`, `9:00`, `9.00`, `0900`, `9`, `9am`, `9:30pm`, `9h`.
fn read_time(text: &str) -> Result<MinuteOfDay, HoursProblem> {
    let wrong = || HoursProblem::Time(text.to_owned());
    let (clock, half) = match text
        .strip_suffix('m')
        .and_then(|text| text.split_at_checked(text.len().saturating_sub(1)))
    {
        Some((clock, half @ ("a" | "p"))) => (clock, Some(half)),
        _ => (text, None),
    };
    let parts: Vec<&str> = clock.trim_end_matches('h').split([':', '.', 'h']).collect();
    let (hour, minute) = match parts.as_slice() {
        [hour] if hour.len() == 4 && hour.is_ascii() => hour.split_at(2),
        [hour] => (*hour, "00"),
        [hour, minute] if minute.len() == 2 => (*hour, *minute),
        _ => return Err(wrong()),
    };
    let number = |text: &str| -> Option<u16> {
        let is_number =
            (1..=2).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse().ok()).flatten()
    };
    let (hour, minute) = number(hour).zip(number(minute)).ok_or_else(wrong)?;
    let hour = match half {
        None => Some(hour),
        Some(half) if (1..=NOON).contains(&hour) => {
            Some(hour % NOON + if half == "p" { NOON } else { 0 })
        }
        Some(_) => None,
    };
    hour.and_then(|hour| MinuteOfDay::at(hour, minute))
        .ok_or_else(wrong)
}
