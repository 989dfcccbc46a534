//! How long things take under a distribution rule, and how much at once, as it is typed.

use std::num::NonZeroU8;

use clap::{Args, builder::TypedValueParser};
use domain::{
    pauses::{NotPauses, Pauses},
    serving::ChatCapacity,
    time::Span,
};

use crate::admin::rule::{Patience, Timing};

/// What is not given stays as it is.
#[derive(Args)]
pub struct TimingChoice {
    /// How long an offer rings, in seconds (20 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(5..=600))]
    ring_time: Option<u32>,
    /// How long a scheduled call that is due is its owner's alone, in seconds (120 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=3_600))]
    owner_grace: Option<u32>,
    /// How often a customer who can't be reached is called back (3 at first); 0: never.
    #[arg(long, value_parser = clap::value_parser!(u8).range(0..=10))]
    call_backs: Option<u8>,
    /// Minutes to the call-back after the first call without an answer (15 at first).
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    first_delay: Option<u32>,
    /// Minutes to the call-back after the second (120 at first); after the third it is the next opening.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_440))]
    second_delay: Option<u32>,
    /// How many chats, open or in wrap-up, an agent serves at once: from 1 (as at first) to 10.
    #[arg(long, value_parser = chat_capacity())]
    chat_capacity: Option<ChatCapacity>,
    /// When what nobody took rings for the team again: one to four pauses, of which the last is kept for
    /// every further ring. In minutes, or in seconds with an s: "2,5,15,30" (as at first), "30s,5".
    #[arg(long, value_parser = pauses)]
    ring_again: Option<Pauses>,
    /// How many offers in a row an agent lets pass before they count as not responding (3 at first).
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=20), conflicts_with = "not_responding")]
    not_responding_after: Option<u8>,
    /// off: agents of this team never count as not responding.
    #[arg(long, value_parser = ["off"])]
    not_responding: Option<String>,
}

impl From<TimingChoice> for Timing {
    fn from(choice: TimingChoice) -> Self {
        let minutes = |count: u32| Span::minutes(count.into());
        let seconds = |count: u32| Span::seconds(count.into());
        Self {
            ring_time: choice.ring_time.map(seconds),
            owner_grace: choice.owner_grace.map(seconds),
            call_backs: choice.call_backs,
            chat_capacity: choice.chat_capacity,
            first_delay: choice.first_delay.map(minutes),
            second_delay: choice.second_delay.map(minutes),
            ring_again: choice.ring_again,
            patience: match (choice.not_responding_after, choice.not_responding) {
                (Some(offers), _) => NonZeroU8::new(offers).map(Patience::Offers),
                (None, Some(_)) => Some(Patience::Endless),
                (None, None) => None,
            },
        }
    }
}

/// # Errors
/// What is allowed.
fn pauses(text: &str) -> Result<Pauses, String> {
    let allowed = || format!("{NotPauses}, in minutes or with an s, such as \"2,5,15,30\"");
    let span = |part: &str| {
        let part = part.trim();
        let (number, in_seconds) = match part.strip_suffix('s') {
            Some(number) => (number, true),
            None => (part.strip_suffix('m').unwrap_or(part), false),
        };
        let number = i64::from(number.trim().parse::<u32>().map_err(|_| allowed())?);
        Ok(if in_seconds {
            Span::seconds(number)
        } else {
            Span::minutes(number)
        })
    };
    let spans = text
        .split(',')
        .map(span)
        .collect::<Result<Vec<_>, String>>()?;
    Pauses::try_from(spans).map_err(|_| allowed())
}

fn chat_capacity() -> impl TypedValueParser<Value = ChatCapacity> {
    let range = i64::from(ChatCapacity::LEAST)..=i64::from(ChatCapacity::MOST);
    clap::value_parser!(u8)
        .range(range)
        .try_map(ChatCapacity::try_from)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_are_read_in_minutes_and_seconds() {
        let read = |spans: &[Span]| Ok(Pauses::try_from(spans.to_vec()).unwrap());
        assert_eq!(pauses("2,5,15,30"), Ok(Pauses::default()));
        assert_eq!(
            pauses(" 30s, 5m "),
            read(&[Span::seconds(30), Span::minutes(5)])
        );
        for refused in ["", "0", "2;5", "1,2,3,4,5", "-1", "25h", "1441"] {
            let why = pauses(refused).unwrap_err();
            assert!(why.contains("one to four"), "{refused}: {why}");
        }
    }
}
