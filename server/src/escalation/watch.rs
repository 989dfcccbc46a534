//! One thing that rings, or rang: who has been meant by it since when.

use std::collections::BTreeMap;

use domain::{
    id::AgentId,
    time::{Span, Step, Timestamp},
};

use super::subject::Subject;

/// A device has this long to say that it has an offer.
pub const PATIENCE: Span = Span::seconds(3);

/// Who is meant, since when, and when to look again.
#[derive(Debug)]
pub struct Watch {
    pub subject: Subject,
    /// Whoever is meant, and since when.
    since: BTreeMap<AgentId, Timestamp>,
    looked: Looked,
    /// When it has to be looked at again although nothing happens.
    pub next: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Looked {
    NotYet,
    Before,
}

impl Watch {
    pub fn new(subject: Subject) -> Self {
        Self {
            subject,
            since: BTreeMap::new(),
            looked: Looked::NotYet,
            next: None,
        }
    }

    /// Takes in who is meant now, and says whose time to answer is over. Whoever is meant from the
    /// first look on has been since it began; whoever comes later, since then.
    pub fn look(&mut self, meant: &[AgentId], begun_at: Timestamp, now: Timestamp) -> Vec<AgentId> {
        let from = match self.looked {
            Looked::NotYet => begun_at,
            Looked::Before => now,
        };
        self.looked = Looked::Before;
        let before = std::mem::take(&mut self.since);
        self.since = meant
            .iter()
            .map(|agent| (*agent, before.get(agent).copied().unwrap_or(from)))
            .collect();
        let is_over = |since: &Timestamp| *since + PATIENCE <= now;
        let later = self.since.values().filter(|since| !is_over(since)).min();
        self.next = later.map(|since| *since + PATIENCE);
        self.since
            .iter()
            .filter(|(_, since)| is_over(since))
            .map(|(agent, _)| *agent)
            .collect()
    }

    /// Somebody set the clock.
    pub fn step(&mut self, by: Step) {
        for since in self.since.values_mut() {
            *since = *since + by;
        }
        self.next = self.next.map(|next| next + by);
        if let Subject::Request { at, .. } = &mut self.subject {
            *at = *at + by;
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::id::{OfferId, RequestId};
    use uuid::Uuid;

    use super::*;

    const ANA: AgentId = AgentId(Uuid::from_u128(1));
    const BEN: AgentId = AgentId(Uuid::from_u128(2));

    fn at(seconds: i64) -> Timestamp {
        Timestamp(1_800_000_000_000) + Span::seconds(seconds)
    }

    fn watch() -> Watch {
        Watch::new(Subject::Offer {
            offer: OfferId(Uuid::from_u128(3)),
            request: RequestId(Uuid::from_u128(4)),
        })
    }

    #[test]
    fn everybody_has_three_seconds_from_when_they_are_meant() {
        let mut watch = watch();
        assert_eq!(watch.look(&[ANA], at(0), at(1)), []);
        assert_eq!(watch.next, Some(at(3)));
        assert_eq!(watch.look(&[ANA, BEN], at(0), at(2)), []);
        assert_eq!(watch.look(&[ANA, BEN], at(0), at(3)), [ANA]);
        assert_eq!(watch.next, Some(at(5)));
        assert_eq!(watch.look(&[ANA, BEN], at(0), at(5)), [ANA, BEN]);
        assert_eq!(watch.next, None);
    }

    #[test]
    fn who_left_and_comes_back_has_three_seconds_anew() {
        let mut watch = watch();
        watch.look(&[ANA], at(0), at(0));
        watch.look(&[], at(0), at(2));
        assert_eq!(watch.look(&[ANA], at(0), at(4)), []);
        assert_eq!(watch.look(&[ANA], at(0), at(7)), [ANA]);
    }

    /// After a start there is nobody who could say since when they are meant: rather early than never.
    #[test]
    fn what_began_before_the_first_look_is_not_waited_for_again() {
        assert_eq!(watch().look(&[ANA], at(0), at(10)), [ANA]);
    }

    #[test]
    fn when_the_clock_is_set_the_seconds_stay_three() {
        for by in [Step(3_600_000), Step(-3_600_000)] {
            let mut watch = watch();
            watch.look(&[ANA], at(0), at(1));
            watch.step(by);
            assert_eq!(watch.next, Some(at(3) + by));
            assert_eq!(watch.look(&[ANA], at(0) + by, at(2) + by), []);
            assert_eq!(watch.look(&[ANA], at(0) + by, at(3) + by), [ANA]);
        }
    }
}
