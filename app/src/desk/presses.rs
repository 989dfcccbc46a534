//! What tells one press from another. Every form carries the token of its page: sent twice, gone back to and
//! sent again, it is the same press, and the server does it once.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

/// The field of a form.
pub const PRESS: &str = "press";

/// Of the page: minted by the server whenever it draws one. Empty while nobody is signed in.
#[derive(Clone, Debug)]
pub struct PageToken(pub String);

/// The buttons of one place that call the server without leaving the page, and which of them is at work. One
/// that is at work is not pressed again; another one is, whatever has become of the first. It is at work until the
/// answer is there or the desk has shown what came of it, whichever is first: they come by two ways.
#[derive(Clone, Copy)]
pub struct Pressed {
    page: StoredValue<String>,
    last: RwSignal<Option<Press>>,
}

/// A press of one of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Press {
    button: &'static str,
    number: u32,
    /// `None` on a page without one.
    token: Option<String>,
    /// Not since it was found that no answer comes: pressed again, it is the same press.
    at_work: bool,
}

impl Press {
    /// What the server knows it by.
    pub fn token(&self) -> Option<String> {
        self.token.clone()
    }

    fn new(button: &'static str, page: &str) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        Self {
            button,
            number,
            token: (!page.is_empty()).then(|| format!("{page}-{number}")),
            at_work: true,
        }
    }
}

impl Pressed {
    /// Of the buttons of one place on this page.
    pub fn of_page() -> Self {
        let page = use_context::<PageToken>().map(|token| token.0);
        Self {
            page: StoredValue::new(page.unwrap_or_default()),
            last: RwSignal::new(None),
        }
    }

    pub fn is_at_work(self, button: &'static str) -> bool {
        let last = self.last.read();
        last.as_ref()
            .is_some_and(|last| last.button == button && last.at_work)
    }

    pub fn any_at_work(self) -> bool {
        self.last.read().as_ref().is_some_and(|last| last.at_work)
    }

    /// `None`: this button is at work already.
    pub fn begin(self, button: &'static str) -> Option<Press> {
        let page = self.page.get_value();
        self.last.try_update(|last| begin(last, button, &page))?
    }

    /// Whether nothing has come of it yet that the desk has shown, nor has another button been pressed since.
    pub fn is_open(self, press: &Press) -> bool {
        let last = self.last.try_read_untracked();
        last.is_some_and(|last| {
            last.as_ref()
                .is_some_and(|last| last.number == press.number)
        })
    }

    /// There is an answer, or none came. Nobody is told when the buttons are gone.
    pub fn end(self, press: &Press, unanswered: bool) {
        self.last.try_update(|last| end(last, press, unanswered));
    }

    /// The desk has shown what came of whatever was pressed: the next press is another one, though it be of the same button.
    pub fn shown(self) {
        self.last.try_set(None);
    }

    /// The same of one of the buttons.
    pub fn shown_of(self, button: &'static str) {
        self.last.try_update(|last| {
            if last.as_ref().is_some_and(|last| last.button == button) {
                *last = None;
            }
        });
    }
}

fn begin(last: &mut Option<Press>, button: &'static str, page: &str) -> Option<Press> {
    match last {
        Some(last) if last.button == button && last.at_work => None,
        Some(last) if last.button == button => {
            last.at_work = true;
            Some(last.clone())
        }
        _ => last.insert(Press::new(button, page)).clone().into(),
    }
}

/// Of an older press there is nothing to be ended.
fn end(last: &mut Option<Press>, press: &Press, unanswered: bool) {
    match last {
        Some(last) if last.number != press.number => {}
        Some(last) if unanswered => last.at_work = false,
        _ => *last = None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "page";

    #[test]
    fn a_button_at_work_is_not_pressed_again() {
        let mut last = None;
        let first = begin(&mut last, "end", PAGE).unwrap();
        assert_eq!(begin(&mut last, "end", PAGE), None);
        end(&mut last, &first, false);
        let second = begin(&mut last, "end", PAGE).unwrap();
        assert_ne!(first.token(), second.token());
    }

    /// The desk shows that a session is over before the answer to *End* is there.
    #[test]
    fn another_button_is_pressed_while_the_first_is_at_work_and_the_late_answer_ends_nothing() {
        let mut last = None;
        let first = begin(&mut last, "end", PAGE).unwrap();
        let second = begin(&mut last, "finish", PAGE).unwrap();
        assert_ne!(first.token(), second.token());
        end(&mut last, &first, false);
        assert_eq!(last, Some(second.clone()), "is at work");
        end(&mut last, &second, false);
        assert_eq!(last, None);
    }

    #[test]
    fn a_press_without_an_answer_is_the_same_press_when_it_is_repeated() {
        let mut last = None;
        let first = begin(&mut last, "attend_next", PAGE).unwrap();
        end(&mut last, &first, true);
        let again = begin(&mut last, "attend_next", PAGE).unwrap();
        assert_eq!(first.token(), again.token());
        assert_eq!(begin(&mut last, "attend_next", PAGE), None, "at work again");
    }

    #[test]
    fn on_a_page_without_a_token_presses_are_told_apart_all_the_same() {
        let mut last = None;
        let first = begin(&mut last, "end", "").unwrap();
        let second = begin(&mut last, "finish", "").unwrap();
        assert_eq!((first.token(), second.token()), (None, None));
        end(&mut last, &first, false);
        assert_eq!(last, Some(second));
    }
}
