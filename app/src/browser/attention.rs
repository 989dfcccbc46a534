//! Whether anybody looks at a desktop of this device: some tab of it is visible and has the focus.

use std::{cell::RefCell, collections::BTreeMap, rc::Rc};

use domain::time::{Span, Timestamp};
use web_sys::{Document, VisibilityState};

use super::{
    channel::Word,
    clock::{browser_now, silence_since},
    listener::listen,
    tab::Tab,
};
use crate::notifier_plan::Attention;

/// A tab that is looked at says so every few seconds: one that crashed is forgotten after this long.
const FORGOTTEN_AFTER: Span = Span::seconds(12);

/// Which other tabs are looked at, and when they last said so.
#[derive(Default)]
pub struct OtherTabs(RefCell<BTreeMap<String, Timestamp>>);

impl OtherTabs {
    pub fn note(&self, tab: String, attention: Attention) {
        match attention {
            Attention::LookedAt => self.0.borrow_mut().insert(tab, browser_now()),
            Attention::Elsewhere => self.0.borrow_mut().remove(&tab),
        };
    }

    fn any_looked_at(&self) -> bool {
        self.0
            .borrow()
            .values()
            .any(|said| silence_since(*said) < FORGOTTEN_AFTER)
    }
}

/// Of this device: this tab and the others.
pub fn of_device(tab: &Tab) -> Attention {
    if tab.others.any_looked_at() {
        Attention::LookedAt
    } else {
        of_page(&tab.document)
    }
}

pub fn of_page(document: &Document) -> Attention {
    let visible = document.visibility_state() == VisibilityState::Visible;
    if visible && document.has_focus().unwrap_or(false) && shows_desktop(document) {
        Attention::LookedAt
    } else {
        Attention::Elsewhere
    }
}

/// On the other pages nothing rings that could be seen.
pub fn shows_desktop(document: &Document) -> bool {
    document
        .location()
        .and_then(|location| location.pathname().ok())
        .is_some_and(|path| matches!(path.as_str(), "/" | "/sign-out"))
}

/// Tells the other tabs at once whenever it changes.
pub fn watch(tab: &Rc<Tab>) {
    let tell_now = {
        let tab = tab.clone();
        move |_| tell(&tab, of_page(&tab.document))
    };
    listen(&tab.window, &["focus", "blur"], tell_now.clone());
    listen(&tab.document, &["visibilitychange"], tell_now);
    let leaving = tab.clone();
    listen(&tab.window, &["pagehide"], move |_| {
        tell(&leaving, Attention::Elsewhere);
    });
    tell(tab, of_page(&tab.document));
}

pub fn tell(tab: &Tab, attention: Attention) {
    tab.channel.say(&Word::Attention {
        tab: tab.id.clone(),
        attention,
    });
}
