//! When a request that nobody took rings for its team again.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{request::Kind, time::Span};

/// What was promised for an hour, and what the desk owes, rings once more this long after the first
/// ring in vain.
const PROMISED_RINGS_AGAIN_AFTER: Span = Span::minutes(5);

/// After the first ring in vain, the second, the third, and each that follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<Span>", into = "Vec<Span>")]
pub struct Pauses([Span; 4]);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("one to four times from 1 second to 24 hours; the last is kept for every further ring")]
pub struct NotPauses;

impl Pauses {
    const SHORTEST: Span = Span::seconds(1);
    const LONGEST: Span = Span::minutes(24 * 60);

    /// How long a request of this kind stays quiet after it has rung in vain this often.
    pub fn after(self, kind: Kind, missed_rings: u8) -> Span {
        let promised = match kind {
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer | Kind::CallMeBack => true,
            Kind::NewRequest | Kind::InboundCall | Kind::InboundChat => false,
        };
        match missed_rings {
            0 | 1 if promised => PROMISED_RINGS_AGAIN_AFTER,
            0 | 1 => self.0[0],
            2 => self.0[1],
            3 => self.0[2],
            _ => self.0[3],
        }
    }
}

impl Default for Pauses {
    fn default() -> Self {
        Self([2, 5, 15, 30].map(Span::minutes))
    }
}

impl TryFrom<Vec<Span>> for Pauses {
    type Error = NotPauses;

    fn try_from(spans: Vec<Span>) -> Result<Self, NotPauses> {
        let last = *spans.last().ok_or(NotPauses)?;
        let allowed = |span: &Span| (Self::SHORTEST..=Self::LONGEST).contains(span);
        if spans.len() > 4 || !spans.iter().all(allowed) {
            return Err(NotPauses);
        }
        Ok(Self(std::array::from_fn(|place| {
            spans.get(place).copied().unwrap_or(last)
        })))
    }
}

impl From<Pauses> for Vec<Span> {
    fn from(pauses: Pauses) -> Self {
        pauses.0.into()
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::first(Kind::NewRequest, 1, 2)]
    #[case::second(Kind::InboundChat, 2, 5)]
    #[case::third(Kind::InboundCall, 3, 15)]
    #[case::from_then_on(Kind::NewRequest, 4, 30)]
    #[case::for_ever(Kind::NewRequest, 255, 30)]
    #[case::promised(Kind::ScheduledByAgent, 1, 5)]
    #[case::owed(Kind::CallMeBack, 1, 5)]
    #[case::promised_second(Kind::ScheduledByCustomer, 2, 5)]
    #[case::promised_third(Kind::CallMeBack, 3, 15)]
    fn it_rings_again_after_so_many_minutes(
        #[case] kind: Kind,
        #[case] missed_rings: u8,
        #[case] minutes: i64,
    ) {
        assert_eq!(
            Pauses::default().after(kind, missed_rings),
            Span::minutes(minutes)
        );
    }

    #[test]
    fn the_last_of_a_few_holds_for_all_that_follow() {
        let pauses = Pauses::try_from(vec![Span::seconds(3), Span::seconds(9)]).unwrap();
        assert_eq!(pauses.after(Kind::NewRequest, 1), Span::seconds(3));
        assert_eq!(pauses.after(Kind::NewRequest, 9), Span::seconds(9));
    }

    #[rstest]
    #[case::none(vec![])]
    #[case::too_many(vec![Span::minutes(1); 5])]
    #[case::zero(vec![Span::seconds(0)])]
    #[case::too_long(vec![Span::days(2)])]
    fn refused(#[case] spans: Vec<Span>) {
        assert_eq!(Pauses::try_from(spans), Err(NotPauses));
    }
}
