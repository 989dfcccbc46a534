//! When a popup can be closed. Chromium hands it to the desktop and says at once that it is shown; until the
//! desktop has answered, it does not know its number there, and an order to close it goes to nobody: the popup
//! stays for good. Nothing in a page tells when the desktop has answered, so a popup has to be a moment old.

use domain::sorted::SortedMap;

/// A desktop that is not busy answers within a tenth of it.
const SETTLES_MILLIS: f64 = 400.0;
/// A browser that took long to hand it over has a busy machine, and so has the desktop.
const SLOWER_BY: f64 = 4.0;
/// A clock that was set does not keep a popup for ever.
const LONGEST_MILLIS: f64 = 5_000.0;

/// By tag, until when (in milliseconds since 1970, as the browser's clock has it) nobody should close it.
#[derive(Debug, Default)]
pub struct Settling(SortedMap<String, f64>);

impl Settling {
    /// The browser was asked to show it, and had taken it then.
    pub fn note_shown(&mut self, tag: &str, asked: f64, taken: f64) {
        self.0.retain(|_, until| *until > taken);
        let rest = SETTLES_MILLIS.max(SLOWER_BY * (taken - asked));
        self.0
            .insert(tag.to_owned(), taken + rest.min(LONGEST_MILLIS));
    }

    /// How many milliseconds to wait before it can be closed. `shown`: when it was, as the browser says,
    /// if it does: another tab or a push may have shown it.
    pub fn wait(&self, tag: &str, shown: Option<f64>, now: f64) -> u32 {
        let by_others = shown.map(|shown| shown + SETTLES_MILLIS);
        let until = self.0.get(tag).copied();
        let wait = by_others.into_iter().chain(until).fold(now, f64::max) - now;
        if wait > LONGEST_MILLIS {
            return 0;
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from nothing to a few thousand"
        )]
        let wait = wait.ceil() as u32;
        wait
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_popup_is_closed_when_the_desktop_has_had_time_to_answer() {
        let mut settling = Settling::default();
        settling.note_shown("maria", 10_000.0, 10_010.0);
        assert_eq!(settling.wait("maria", None, 10_010.0), 400);
        assert_eq!(settling.wait("maria", None, 10_409.5), 1);
        assert_eq!(settling.wait("maria", None, 10_410.0), 0);
        assert_eq!(settling.wait("kenji", None, 10_010.0), 0);
    }

    #[test]
    fn a_busy_machine_is_given_more_time() {
        let mut settling = Settling::default();
        settling.note_shown("maria", 10_000.0, 10_400.0);
        assert_eq!(settling.wait("maria", None, 10_400.0), 1_600);
        settling.note_shown("kenji", 10_000.0, 70_000.0);
        assert_eq!(settling.wait("kenji", None, 70_000.0), 5_000);
    }

    #[test]
    fn what_another_tab_or_a_push_has_shown_is_new_as_well() {
        let settling = Settling::default();
        assert_eq!(settling.wait("maria", Some(10_000.0), 10_100.0), 300);
        assert_eq!(settling.wait("maria", Some(10_000.0), 99_000.0), 0);
        // The clock was put back meanwhile.
        assert_eq!(settling.wait("maria", Some(99_000.0), 10_000.0), 0);
    }

    #[test]
    fn what_is_old_enough_is_forgotten() {
        let mut settling = Settling::default();
        settling.note_shown("maria", 10_000.0, 10_010.0);
        settling.note_shown("kenji", 90_000.0, 90_010.0);
        assert_eq!(settling.0.len(), 1);
    }
}
