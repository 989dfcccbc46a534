//! What to do about a device, step by step, in words.

use super::{Language, Remedies};
use crate::device::{remedy::Step, user_agent::UserAgent};

impl Language {
    pub fn say_steps(self, steps: &[Step], browser: &UserAgent) -> Vec<String> {
        steps
            .iter()
            .map(|step| {
                self.say(Remedies::Step {
                    step: *step,
                    browser,
                })
            })
            .collect()
    }
}
