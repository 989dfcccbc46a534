//! Whether anybody looks at a desktop of this device: some tab of it is visible and has the focus.

use std::rc::Rc;

use web_sys::{Document, VisibilityState};

use super::{channel::Word, listener::listen, tab::Tab};
use crate::{alert::plan::Attention, device::sound::Audio};

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
        say(&leaving, Attention::Elsewhere, Audio::Blocked);
    });
    tell(tab, of_page(&tab.document));
}

/// Together with whether this tab may sound.
pub fn tell(tab: &Tab, attention: Attention) {
    say(tab, attention, tab.player.state());
}

fn say(tab: &Tab, attention: Attention, audio: Audio) {
    tab.channel.say(&Word::Attention {
        tab: tab.id.clone(),
        attention,
        audio,
    });
}
