//! A question to the server of which one at a time is on its way. An answer that never comes is not waited
//! for for ever.

use domain::time::{Span, Timestamp};

#[derive(Debug)]
pub struct Question {
    asked_at: Option<Timestamp>,
    hangs_after: Span,
}

impl Question {
    pub const fn that_hangs_after(hangs_after: Span) -> Self {
        Self {
            asked_at: None,
            hangs_after,
        }
    }

    /// Whether to ask now. The question is known by its time.
    pub fn ask(&mut self, now: Timestamp) -> Option<Timestamp> {
        let pending = self.asked_at;
        if pending.is_some_and(|asked| now.since(asked) < self.hangs_after) {
            return None;
        }
        self.asked_at = Some(now);
        self.asked_at
    }

    /// Whether that is the answer which is waited for, and not to an earlier question that hung.
    pub fn answered(&mut self, asked: Timestamp) -> bool {
        let expected = self.asked_at == Some(asked);
        if expected {
            self.asked_at = None;
        }
        expected
    }

    /// Whether an answer is waited for.
    pub fn is_open(&self) -> bool {
        self.asked_at.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp(1_000_000);

    #[test]
    fn a_question_is_asked_once_until_it_is_answered_or_hangs() {
        let mut question = Question::that_hangs_after(Span::seconds(2));
        let first = question.ask(NOW).unwrap();
        assert_eq!(question.ask(NOW + Span(1_999)), None);
        assert!(question.answered(first) && !question.is_open());
        assert!(question.ask(NOW + Span(1_999)).is_some());
        assert!(question.ask(NOW + Span(3_999)).is_some(), "it hung");
    }

    #[test]
    fn a_late_answer_does_not_stand_for_the_question_that_was_asked_since() {
        let mut question = Question::that_hangs_after(Span::seconds(2));
        let first = question.ask(NOW).unwrap();
        question.ask(NOW + Span::seconds(2)).unwrap();
        assert!(!question.answered(first));
        assert_eq!(question.ask(NOW + Span::seconds(3)), None);
    }
}
