//! How a tab that follows keeps up with the one that leads: which frames it takes, which it keeps until a
//! snapshot has filled a gap, and when it asks for one. Without a browser, so that it can be tried.

use domain::{
    time::{Span, Timestamp},
    view::Position,
};

use super::question::Question;
use crate::wire::frame::EventFrame;

/// A snapshot that takes longer than this is asked for again.
const HANGS_AFTER: Span = Span::seconds(10);

#[derive(Debug)]
pub struct Follower {
    asked: Question,
    /// What arrived while the snapshot was on its way, each with where the leader stood before it. What
    /// the snapshot already contains changes nothing when it is applied again.
    waiting: Vec<(Position, EventFrame)>,
}

impl Default for Follower {
    fn default() -> Self {
        Self {
            asked: Question::that_hangs_after(HANGS_AFTER),
            waiting: Vec::new(),
        }
    }
}

/// What becomes of a frame.
#[derive(Debug, PartialEq, Eq)]
pub enum Fate {
    /// Nothing is missing before it.
    Take(EventFrame),
    /// Something is: it waits for a snapshot.
    Waits,
}

impl Follower {
    /// A frame from the leader, which stood at `after` before it; this tab stands at `own`.
    pub fn hear(&mut self, own: Option<&Position>, after: &Position, frame: EventFrame) -> Fate {
        let complete = frame.name == "snapshot" || !is_behind(own, after);
        if complete && !self.asked.is_open() {
            return Fate::Take(frame);
        }
        self.waiting.push((after.clone(), frame));
        Fate::Waits
    }

    /// Whether to ask for a snapshot now. The question is known by its time.
    pub fn ask(&mut self, now: Timestamp) -> Option<Timestamp> {
        self.asked.ask(now)
    }

    /// The answer to a question: what waited for it, in its order, to be heard again after the snapshot,
    /// because there may be a second gap in it; `None` when it was asked again since.
    pub fn answered(&mut self, asked: Timestamp) -> Option<Vec<(Position, EventFrame)>> {
        let expected = self.asked.answered(asked);
        expected.then(|| std::mem::take(&mut self.waiting))
    }
}

/// Whether somebody who stands there has missed something that the leader knows. A page that is going
/// away stands nowhere, and misses nothing.
pub fn is_behind(own: Option<&Position>, leader: &Position) -> bool {
    own.is_some_and(|own| own.epoch != leader.epoch || own.seq < leader.seq)
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Timestamp = Timestamp(1_000_000);

    fn at(seq: u64) -> Position {
        Position {
            epoch: "e".to_owned(),
            seq,
        }
    }

    fn frame(seq: u64) -> EventFrame {
        EventFrame {
            name: "request".to_owned(),
            id: format!("e.{seq}"),
            data: String::new(),
        }
    }

    #[test]
    fn who_has_missed_nothing_takes_what_comes() {
        let mut follower = Follower::default();
        for seq in [4, 5, 9] {
            let taken = follower.hear(Some(&at(seq - 1)), &at(seq - 1), frame(seq));
            assert_eq!(taken, Fate::Take(frame(seq)));
        }
    }

    /// As a leader that resumed its stream says again what this tab knows already.
    #[test]
    fn who_is_ahead_of_the_leader_has_missed_nothing() {
        let mut follower = Follower::default();
        let taken = follower.hear(Some(&at(9)), &at(3), frame(4));
        assert_eq!(taken, Fate::Take(frame(4)));
        assert!(!is_behind(Some(&at(9)), &at(3)));
    }

    #[test]
    fn behind_a_gap_everything_waits_for_the_snapshot_and_keeps_its_order() {
        let mut follower = Follower::default();
        let own = at(3);
        assert_eq!(follower.hear(Some(&own), &at(5), frame(6)), Fate::Waits);
        let asked = follower.ask(START).unwrap();
        // Complete in itself, but not before what waits.
        assert_eq!(follower.hear(Some(&own), &at(3), frame(7)), Fate::Waits);

        assert_eq!(
            follower.answered(asked),
            Some(vec![(at(5), frame(6)), (at(3), frame(7))])
        );

        assert_eq!(
            follower.hear(Some(&at(7)), &at(7), frame(8)),
            Fate::Take(frame(8))
        );
    }

    #[test]
    fn a_snapshot_from_the_leader_fills_any_gap() {
        let mut follower = Follower::default();
        let snapshot = EventFrame {
            name: "snapshot".to_owned(),
            ..frame(40)
        };
        let taken = follower.hear(Some(&at(3)), &at(39), snapshot.clone());
        assert_eq!(taken, Fate::Take(snapshot));
    }

    #[test]
    fn another_journal_is_a_gap_whatever_its_numbers() {
        let other = Position {
            epoch: "another".to_owned(),
            seq: 1,
        };
        assert!(is_behind(Some(&at(9)), &other));
        assert!(!is_behind(None, &other));
        let mut follower = Follower::default();
        assert_eq!(follower.hear(Some(&at(9)), &other, frame(2)), Fate::Waits);
    }

    #[test]
    fn one_snapshot_is_asked_for_at_a_time_and_again_only_when_it_hangs() {
        let mut follower = Follower::default();
        let first = follower.ask(START).unwrap();
        assert_eq!(follower.ask(START + Span(9_999)), None);
        follower.hear(Some(&at(3)), &at(5), frame(6));

        let second = follower.ask(START + Span::seconds(10)).unwrap();
        // The first answer comes late. It would lose what the second one is to be followed by.
        assert_eq!(follower.answered(first), None);
        assert_eq!(follower.answered(second), Some(vec![(at(5), frame(6))]));
        assert_eq!(follower.answered(second), None, "an answer counts once");
    }

    /// Frames get lost between tabs in every possible way, and snapshots come early or late: the follower
    /// never jumps over a gap, and whatever it has taken in the end is all there was.
    #[test]
    fn whichever_frames_get_lost_the_follower_ends_where_the_leader_is() {
        const FRAMES: u64 = 8;
        for lost in 0_u64..1 << FRAMES {
            for delay in 0..3 {
                let mut tab = Tab::default();
                for seq in 1..=FRAMES {
                    if lost & (1 << (seq - 1)) == 0 {
                        tab.hear(&at(seq - 1), frame(seq), seq);
                    }
                    tab.settle(|snapshot| seq >= snapshot + delay, seq);
                }
                tab.settle(|_| true, FRAMES);
                // The leader says every few seconds where it stands.
                if is_behind(Some(&at(tab.own)), &at(FRAMES)) {
                    tab.catch_up(FRAMES);
                    tab.settle(|_| true, FRAMES);
                }
                assert_eq!(tab.own, FRAMES, "lost {lost:b}, delay {delay}");
            }
        }
    }

    /// As much of a tab as keeps up.
    #[derive(Default)]
    struct Tab {
        follower: Follower,
        own: u64,
        /// A question, and the position of the snapshot that will answer it.
        pending: Option<(Timestamp, u64)>,
    }

    impl Tab {
        fn hear(&mut self, after: &Position, frame: EventFrame, leader: u64) {
            match self.follower.hear(Some(&at(self.own)), after, frame) {
                Fate::Take(frame) => {
                    let seq: u64 = frame.id[2..].parse().unwrap();
                    assert!(seq <= self.own + 1, "a gap before {seq}");
                    self.own = self.own.max(seq);
                }
                Fate::Waits => self.catch_up(leader),
            }
        }

        fn catch_up(&mut self, leader: u64) {
            if let Some(asked) = self.follower.ask(START) {
                self.pending = Some((asked, leader));
            }
        }

        /// Takes the snapshots whose time has come.
        fn settle(&mut self, has_come: impl Fn(u64) -> bool, leader: u64) {
            while let Some((asked, snapshot)) = self.pending
                && has_come(snapshot)
            {
                self.pending = None;
                let waited = self.follower.answered(asked).expect("nobody asked again");
                self.own = self.own.max(snapshot);
                for (after, frame) in waited {
                    self.hear(&after, frame, leader);
                }
            }
        }
    }
}
