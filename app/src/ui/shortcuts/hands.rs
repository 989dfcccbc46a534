//! Which keys are meant as shortcuts.

use domain::request::Outcome;

/// What a single key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortcut {
    AttendNext,
    NextRow,
    PreviousRow,
    /// Of the row that the keys went to.
    Connect,
    /// Of the row that has the focus.
    Later,
    End,
    /// From 0, in the order of the list.
    Outcome(usize),
    Help,
}

/// What has the focus while a key is pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Focus {
    /// Every sign is text there.
    Text,
    /// Letters choose there, figures don't.
    Choice,
    /// A row that the keys went to.
    Row,
    Elsewhere,
}

#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    /// As the browser names it.
    pub name: &'a str,
    pub focus: Focus,
    /// With Control, Alt or Meta, which belongs to the browser; or part of a sign that is being composed.
    pub chord: bool,
    /// Made by a key that is held down.
    pub repeat: bool,
}

/// Hands that write go on when their field goes away under them: what they type then is no shortcut. They
/// write from when the focus enters a field, before the first key: what is pasted or composed is written,
/// too. They have stopped when they leave by themselves, with Tab, Escape or a pointer.
#[derive(Clone, Copy, Debug, Default)]
pub struct Hands {
    writing: bool,
}

impl Hands {
    pub fn press(&mut self, key: Key<'_>) -> Option<Shortcut> {
        if key.chord {
            return None;
        }
        if matches!(key.name, "Tab" | "Escape") {
            self.writing = false;
            return None;
        }
        if key.focus == Focus::Text {
            self.writing = true;
            return None;
        }
        if self.writing {
            return None;
        }
        let meant = meant(key);
        // A word that is typed into a list of choices.
        self.writing = key.focus == Focus::Choice && meant.is_none() && is_a_sign(key.name);
        let shortcut = meant?;
        let moves = matches!(shortcut, Shortcut::NextRow | Shortcut::PreviousRow);
        (moves || !key.repeat).then_some(shortcut)
    }

    /// A pointer was pressed there.
    pub fn point(&mut self, at: Focus) {
        self.writing = at == Focus::Text;
    }

    /// The focus has come there, by whatever moved it.
    pub fn enter(&mut self, into: Focus) {
        if into == Focus::Text {
            self.writing = true;
        }
    }
}

fn meant(key: Key<'_>) -> Option<Shortcut> {
    if let Some(at) = key
        .name
        .parse::<usize>()
        .ok()
        .and_then(|figure| figure.checked_sub(1))
    {
        return (at < Outcome::PICKABLE.len()).then_some(Shortcut::Outcome(at));
    }
    match (key.name, key.focus) {
        ("Enter", Focus::Row) => Some(Shortcut::Connect),
        (_, Focus::Choice) => None,
        ("n" | "N", _) => Some(Shortcut::AttendNext),
        ("j" | "J", _) => Some(Shortcut::NextRow),
        ("k" | "K", _) => Some(Shortcut::PreviousRow),
        ("l" | "L", _) => Some(Shortcut::Later),
        ("e" | "E", _) => Some(Shortcut::End),
        ("?", _) => Some(Shortcut::Help),
        _ => None,
    }
}

/// And no name of a key.
fn is_a_sign(name: &str) -> bool {
    let mut signs = name.chars();
    signs.next().is_some_and(|sign| sign != ' ') && signs.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(name: &str, focus: Focus) -> Key<'_> {
        Key {
            name,
            focus,
            chord: false,
            repeat: false,
        }
    }

    #[test]
    fn each_key_has_its_meaning() {
        for (name, focus, meaning) in [
            ("n", Focus::Elsewhere, Some(Shortcut::AttendNext)),
            ("N", Focus::Elsewhere, Some(Shortcut::AttendNext)),
            ("j", Focus::Row, Some(Shortcut::NextRow)),
            ("k", Focus::Row, Some(Shortcut::PreviousRow)),
            ("Enter", Focus::Row, Some(Shortcut::Connect)),
            ("Enter", Focus::Elsewhere, None),
            ("l", Focus::Row, Some(Shortcut::Later)),
            ("e", Focus::Elsewhere, Some(Shortcut::End)),
            ("1", Focus::Elsewhere, Some(Shortcut::Outcome(0))),
            ("6", Focus::Choice, Some(Shortcut::Outcome(5))),
            ("0", Focus::Elsewhere, None),
            ("7", Focus::Elsewhere, None),
            ("s", Focus::Choice, None),
            ("n", Focus::Choice, None),
            ("?", Focus::Elsewhere, Some(Shortcut::Help)),
            ("x", Focus::Elsewhere, None),
        ] {
            let heard = Hands::default().press(key(name, focus));
            assert_eq!(heard, meaning, "{name} on {focus:?}");
        }
    }

    #[test]
    fn what_belongs_to_the_browser_is_left_to_it() {
        let chord = Key {
            chord: true,
            ..key("n", Focus::Elsewhere)
        };
        assert_eq!(Hands::default().press(chord), None);
    }

    #[test]
    fn who_writes_goes_on_writing_when_the_field_goes_away() {
        for leave in ["Tab", "Escape", "pointer"] {
            let mut hands = Hands::default();
            assert_eq!(hands.press(key("n", Focus::Text)), None);
            // The wrap-up has closed under them.
            for letter in ["e", "n", "1", "Enter"] {
                assert_eq!(hands.press(key(letter, Focus::Elsewhere)), None, "{letter}");
            }
            match leave {
                "pointer" => hands.point(Focus::Elsewhere),
                name => assert_eq!(hands.press(key(name, Focus::Elsewhere)), None),
            }
            let heard = hands.press(key("n", Focus::Elsewhere));
            assert_eq!(heard, Some(Shortcut::AttendNext), "after {leave}");
        }
    }

    #[test]
    fn a_field_is_written_in_before_its_first_key_and_after_a_press_in_it() {
        let n = key("n", Focus::Elsewhere);
        let mut pasted = Hands::default();
        pasted.enter(Focus::Text);
        assert_eq!(pasted.press(n), None);

        let mut pressed = Hands::default();
        pressed.press(key("a", Focus::Text));
        pressed.point(Focus::Text);
        assert_eq!(pressed.press(n), None);

        let mut composing = Hands::default();
        composing.enter(Focus::Text);
        composing.press(Key {
            chord: true,
            ..key("a", Focus::Text)
        });
        assert_eq!(composing.press(n), None);

        // A script moves the focus away, and nobody has left by hand.
        pasted.enter(Focus::Elsewhere);
        assert_eq!(pasted.press(n), None);
    }

    #[test]
    fn a_word_that_is_typed_into_choices_goes_on_as_well() {
        let mut hands = Hands::default();
        assert_eq!(hands.press(key("f", Focus::Choice)), None);
        assert_eq!(hands.press(key("n", Focus::Elsewhere)), None);

        let mut hands = Hands::default();
        for name in ["ArrowDown", "2", " "] {
            hands.press(key(name, Focus::Choice));
        }
        let heard = hands.press(key("n", Focus::Elsewhere));
        assert_eq!(heard, Some(Shortcut::AttendNext));
    }

    #[test]
    fn a_key_that_is_held_down_acts_once_and_moves_on() {
        for (name, repeated) in [("n", None), ("j", Some(Shortcut::NextRow))] {
            let held = Key {
                repeat: true,
                ..key(name, Focus::Elsewhere)
            };
            assert_eq!(Hands::default().press(held), repeated);
        }
    }
}
