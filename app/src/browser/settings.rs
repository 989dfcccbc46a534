//! What the buttons of the notification settings do. Each answers in `ctx.settings`.

use std::{cell::Cell, rc::Rc};

use domain::{preference_change::PreferenceChange, switch::Switch};
use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::{
    device,
    popups::{Popup, raise},
    push,
    tab::Tab,
};
use crate::{
    alert::{plan::TEST_TAG, popup_text::test_text},
    api,
    desk::{context::SettingsNotice, patience::in_time},
    device::state::DeviceState,
    wire::error::AppError,
};

/// Saves, and asks for permission when notifications are turned on and nobody was ever asked here.
/// The two don't wait for each other: a question left open doesn't hold up what was saved.
pub fn save(tab: &Rc<Tab>, change: PreferenceChange, web_push: Option<Switch>) {
    let wanted = change.to.desktop_notifications.is_on();
    let asked = if wanted {
        device::ask(&tab.window)
    } else {
        None
    };
    let ctx = tab.ctx;
    ctx.settings.set(SettingsNotice::Saving);
    let saving = tab.clone();
    // Whether the question for permission is over, whatever the answer was.
    let answered = Rc::new(Cell::new(false));
    let question_over = Rc::clone(&answered);
    spawn_local(async move {
        let answer = in_time(save_both(change.clone(), web_push)).await;
        let notice = match answer {
            Ok(()) => {
                // The stream says the same a moment later, and so does it to the other tabs.
                ctx.view.try_update(|view| {
                    view.me.preferences = change.onto(&view.me.preferences);
                });
                // The browser's push service may not answer; nothing waits for it.
                push::settle_here(&saving);
                saved(device::state(&saving.window), wanted, answered.get())
            }
            Err(error) => SettingsNotice::Failed(error),
        };
        ctx.settings.try_set(notice);
    });
    let Some(asked) = asked else { return };
    let asking = tab.clone();
    spawn_local(async move {
        // Refused or answered: the browser's own state tells.
        let _ = asked.await;
        question_over.set(true);
        device::read_again(&asking);
        push::settle_here(&asking);
        if ctx.settings.try_get_untracked() == Some(SettingsNotice::Saved) {
            let state = device::state(&asking.window);
            ctx.settings.try_set(if state == DeviceState::Granted {
                SettingsNotice::Saved
            } else {
                SettingsNotice::SavedBut(state)
            });
        }
    });
}

async fn save_both(change: PreferenceChange, web_push: Option<Switch>) -> Result<(), AppError> {
    let PreferenceChange { from, to } = change;
    api::save_preferences(to, Some(from)).await?;
    match web_push {
        Some(wish) => api::set_push_wish(wish).await,
        None => Ok(()),
    }
}

/// Asks for permission on this device, for an agent who has notifications on elsewhere.
pub fn turn_on_here(tab: &Rc<Tab>) {
    let Some(asked) = device::ask(&tab.window) else {
        device::read_again(tab);
        return;
    };
    let tab = tab.clone();
    spawn_local(async move {
        let _ = asked.await;
        device::read_again(&tab);
    });
}

pub fn test(tab: &Rc<Tab>) {
    device::read_again(tab);
    let state = device::state(&tab.window);
    let ctx = tab.ctx;
    if state != DeviceState::Granted {
        ctx.settings.set(SettingsNotice::TestFailed(state));
        return;
    }
    let (title, body) = test_text(tab.language);
    let tab = tab.clone();
    spawn_local(async move {
        let popup = Popup {
            tag: TEST_TAG.to_owned(),
            title,
            body,
            about: None,
        };
        let notice = match raise(&tab, &popup).await {
            Ok(()) => SettingsNotice::TestSent,
            Err(_) => SettingsNotice::TestFailed(DeviceState::Unsupported),
        };
        ctx.settings.try_set(notice);
    });
}

/// While the question is still open, what was saved is simply saved.
fn saved(state: DeviceState, wanted: bool, answered: bool) -> SettingsNotice {
    match state {
        DeviceState::NotAsked if answered && wanted => SettingsNotice::SavedBut(state),
        DeviceState::Granted | DeviceState::NotAsked | DeviceState::Unknown => {
            SettingsNotice::Saved
        }
        _ if !wanted => SettingsNotice::Saved,
        state => SettingsNotice::SavedBut(state),
    }
}
