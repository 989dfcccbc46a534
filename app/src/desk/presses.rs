//! What tells one press from another. Every form carries the token of its page: sent twice, gone back to and
//! sent again, it is the same press, and the server does it once.

use std::sync::atomic::{AtomicU32, Ordering};

use leptos::prelude::*;

/// The field of a form.
pub const PRESS: &str = "press";

/// Of the page: minted by the server whenever it draws one. Empty while nobody is signed in.
#[derive(Clone, Debug)]
pub struct PageToken(pub String);

/// A press of a button that calls the server without leaving the page. It is kept until the answer is
/// there: a press that is repeated because none came is the same press.
#[derive(Clone, Copy)]
pub struct Presses {
    page: StoredValue<String>,
    open: StoredValue<Option<String>>,
}

impl Presses {
    /// Of a button on this page.
    pub fn of_page() -> Self {
        let page = use_context::<PageToken>().map(|token| token.0);
        Self {
            page: StoredValue::new(page.unwrap_or_default()),
            open: StoredValue::new(None),
        }
    }

    /// The press that is not answered yet, or a new one.
    pub fn current(self) -> Option<String> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let page = self.page.get_value();
        if page.is_empty() {
            return None;
        }
        self.open.try_update_value(|open| {
            open.get_or_insert_with(|| format!("{page}-{}", COUNT.fetch_add(1, Ordering::Relaxed)))
                .clone()
        })
    }

    /// There was an answer: the next press is another one.
    pub fn answered(self) {
        self.open.try_set_value(None);
    }
}

/// The step whose button was pressed, until the answer is there.
#[derive(Clone, Copy)]
pub struct Pressed {
    pub name: RwSignal<Option<&'static str>>,
    pub presses: Presses,
}

impl Pressed {
    /// Of the buttons of one session.
    pub fn of_page() -> Self {
        Self {
            name: RwSignal::new(None),
            presses: Presses::of_page(),
        }
    }
}
