//! When the desk is told that somebody sits before this page. Pure decisions; the browser listens.
//!
//! Only who has let an offer pass is worth a word: everybody else costs the server nothing.

use domain::{
    time::{Span, Timestamp},
    view::Attendance,
};

/// A hand on the mouse moves it many times a second.
const TOLD_EVERY: Span = Span::seconds(2);

/// What is known of the agent at this page.
#[derive(Clone, Copy, Debug, Default)]
pub struct SignOfLife {
    touched_at: Option<Timestamp>,
    told_at: Option<Timestamp>,
    /// An offer ran out since they last touched the page.
    missed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// Tell the desk that they are there.
    ThereTheyAre,
    Nothing,
}

impl SignOfLife {
    /// A press, a key or a pointer that moves.
    pub fn touched(&mut self, now: Timestamp, attendance: Attendance) -> Word {
        self.touched_at = Some(now);
        if !self.missed && attendance == Attendance::Responding {
            return Word::Nothing;
        }
        self.tell(now)
    }

    /// An offer that had rung for the agent since `began_at` ran out.
    pub fn ran_out(&mut self, began_at: Timestamp, now: Timestamp) -> Word {
        self.missed = true;
        if self.touched_at.is_some_and(|at| at >= began_at) {
            // They were here while it rang, and let it be.
            self.told_at = None;
            return self.tell(now);
        }
        Word::Nothing
    }

    fn tell(&mut self, now: Timestamp) -> Word {
        if self.told_at.is_some_and(|at| now.since(at) < TOLD_EVERY) {
            return Word::Nothing;
        }
        self.told_at = Some(now);
        self.missed = false;
        Word::ThereTheyAre
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Timestamp = Timestamp(1_800_000_000_000);

    #[test]
    fn who_has_missed_nothing_is_not_spoken_of() {
        let mut page = SignOfLife::default();
        for second in 0..60 {
            let now = NOON + Span::seconds(second);
            assert_eq!(page.touched(now, Attendance::Responding), Word::Nothing);
        }
    }

    #[test]
    fn the_first_touch_after_an_offer_ran_out_is_told_once() {
        let mut page = SignOfLife::default();
        assert_eq!(page.ran_out(NOON, NOON + Span::seconds(20)), Word::Nothing);
        let back = NOON + Span::minutes(3);
        assert_eq!(
            page.touched(back, Attendance::Responding),
            Word::ThereTheyAre
        );
        let later = back + Span::minutes(1);
        assert_eq!(page.touched(later, Attendance::Responding), Word::Nothing);
    }

    #[test]
    fn who_touched_the_page_while_it_rang_is_there() {
        let mut page = SignOfLife::default();
        page.touched(NOON + Span::seconds(5), Attendance::Responding);
        assert_eq!(
            page.ran_out(NOON, NOON + Span::seconds(20)),
            Word::ThereTheyAre
        );
        assert_eq!(
            page.ran_out(NOON + Span::seconds(6), NOON + Span::seconds(26)),
            Word::Nothing,
            "but not of an offer that came after that"
        );
    }

    #[test]
    fn who_counts_as_not_responding_is_told_of_until_the_desk_knows_but_not_all_the_time() {
        let mut page = SignOfLife::default();
        let touch = |page: &mut SignOfLife, millis| {
            page.touched(NOON + Span(millis), Attendance::NotResponding)
        };
        assert_eq!(touch(&mut page, 0), Word::ThereTheyAre);
        assert_eq!(touch(&mut page, 20), Word::Nothing);
        assert_eq!(touch(&mut page, 2_000), Word::ThereTheyAre, "no answer yet");
    }
}
