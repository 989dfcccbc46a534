//! What *Save* in the notification settings is answered with. Saving and asking for permission don't wait
//! for each other: a question left open doesn't hold up what was saved.

use domain::switch::Switch;

use crate::{desk::context::SettingsNotice, device::state::DeviceState};

/// The question for permission.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// Still open, or never put.
    Unanswered,
    /// Whatever the answer was.
    Over,
}

/// The server has saved it. While the question is still open, what was saved is simply saved.
pub fn saved(state: DeviceState, notifications: Switch, question: Question) -> SettingsNotice {
    let wanted = notifications.is_on();
    match state {
        DeviceState::NotAsked if question == Question::Over && wanted => {
            SettingsNotice::SavedBut(state)
        }
        DeviceState::Granted | DeviceState::NotAsked | DeviceState::Unknown => {
            SettingsNotice::Saved
        }
        _ if !wanted => SettingsNotice::Saved,
        state => SettingsNotice::SavedBut(state),
    }
}

/// It was saved before, and now the question is over.
pub fn answered(state: DeviceState) -> SettingsNotice {
    if state == DeviceState::Granted {
        SettingsNotice::Saved
    } else {
        SettingsNotice::SavedBut(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_left_open_does_not_hold_up_what_was_saved() {
        let state = DeviceState::NotAsked;
        assert_eq!(
            saved(state, Switch::On, Question::Unanswered),
            SettingsNotice::Saved
        );
        assert_eq!(
            saved(state, Switch::On, Question::Over),
            SettingsNotice::SavedBut(state)
        );
    }

    #[test]
    fn who_wants_notifications_hears_why_they_will_not_come() {
        for state in [DeviceState::Denied, DeviceState::Embedded] {
            assert_eq!(
                saved(state, Switch::On, Question::Unanswered),
                SettingsNotice::SavedBut(state)
            );
            assert_eq!(
                saved(state, Switch::Off, Question::Over),
                SettingsNotice::Saved,
                "and who wants none does not care"
            );
        }
    }

    #[test]
    fn the_answer_to_the_question_is_told_afterwards() {
        assert_eq!(answered(DeviceState::Granted), SettingsNotice::Saved);
        assert_eq!(
            answered(DeviceState::Denied),
            SettingsNotice::SavedBut(DeviceState::Denied)
        );
    }
}
