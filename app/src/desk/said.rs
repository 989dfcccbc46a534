//! What came of the agent's last step and shows nowhere else: said where they look, until the next one.

use domain::{customer::Customer, time::Timestamp};

use crate::wire::steps::AfterNoAnswer;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// The customer was called and did not answer.
    NoAnswer {
        customer: Customer,
        then: AfterNoAnswer,
    },
    /// *Later* was pressed.
    Later {
        customer: Customer,
        /// When they come back.
        until: Timestamp,
    },
}

/// An answer may come late: what came of an earlier step is said no more.
#[derive(Clone, Debug, Default)]
pub struct LastStep {
    number: u32,
    said: Option<Said>,
}

impl LastStep {
    /// The number of the step that begins.
    pub fn begin(&mut self) -> u32 {
        self.number += 1;
        self.said = None;
        self.number
    }

    pub fn say(&mut self, step: u32, said: Said) {
        if step == self.number {
            self.said = Some(said);
        }
    }

    pub fn said(&self) -> Option<&Said> {
        self.said.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_of_an_earlier_step_is_not_said_over_a_later_one() {
        let said = || Said::Later {
            customer: Customer::default(),
            until: Timestamp(1),
        };
        let mut last = LastStep::default();
        let first = last.begin();
        last.say(first, said());
        assert_eq!(last.said(), Some(&said()));

        last.begin();
        assert_eq!(last.said(), None);
        last.say(first, said());
        assert_eq!(last.said(), None, "its answer came late");
    }
}
