//! Which keys are meant as shortcuts.

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
/// have stopped when they leave by themselves, with Tab, Escape or a pointer.
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
        let shortcut = meant(key)?;
        let moves = matches!(shortcut, Shortcut::NextRow | Shortcut::PreviousRow);
        (moves || !key.repeat).then_some(shortcut)
    }

    /// A pointer was pressed.
    pub fn point(&mut self) {
        self.writing = false;
    }
}

fn meant(key: Key<'_>) -> Option<Shortcut> {
    if let Ok(figure @ 1..=6) = key.name.parse::<usize>() {
        return Some(Shortcut::Outcome(figure - 1));
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
                "pointer" => hands.point(),
                name => assert_eq!(hands.press(key(name, Focus::Elsewhere)), None),
            }
            let heard = hands.press(key("n", Focus::Elsewhere));
            assert_eq!(heard, Some(Shortcut::AttendNext), "after {leave}");
        }
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
