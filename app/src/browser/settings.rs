//! What the buttons of the notification settings do. Each answers in `ctx.settings`.

use std::{cell::Cell, rc::Rc};

use domain::{preference_change::PreferenceChange, switch::Switch};
use leptos::prelude::*;

use super::{ear::Ear, ports::permission};
use crate::{
    api,
    desk::{
        context::{DeskContext, SettingsNotice},
        patience::in_time,
    },
    reactive::spawn_local,
    tab::{
        heard::Heard,
        saved::{Question, answered, saved},
    },
    wire::error::AppError,
};

/// Saves, and asks for permission when notifications are turned on and nobody was ever asked here.
/// The two don't wait for each other: a question left open doesn't hold up what was saved.
pub fn save(ctx: DeskContext, ear: Ear, change: PreferenceChange, web_push: Option<Switch>) {
    let notifications = change.to.desktop_notifications;
    // First of all, while the browser still counts this as the person's click.
    let asked = if notifications.is_on() {
        permission::ask()
    } else {
        None
    };
    ctx.settings.set(SettingsNotice::Saving);
    let question = Rc::new(Cell::new(Question::Unanswered));
    let question_then = Rc::clone(&question);
    let saving = ear.clone();
    spawn_local(async move {
        let answer = in_time(save_both(change.clone(), web_push)).await;
        let notice = match answer {
            Ok(()) => {
                // The stream says the same a moment later, and so does it to the other tabs.
                ctx.view.try_update(|view| {
                    view.me.preferences = change.onto(&view.me.preferences);
                });
                // The browser's push service may not answer; nothing waits for it.
                saving.hear(Heard::PushWished);
                saved(permission::state(), notifications, question_then.get())
            }
            Err(error) => SettingsNotice::Failed(error),
        };
        ctx.settings.try_set(notice);
    });
    let Some(asked) = asked else { return };
    spawn_local(async move {
        // Refused or answered: the browser's own state tells.
        let _ = asked.await;
        question.set(Question::Over);
        ear.hear(Heard::PermissionChanged);
        ear.hear(Heard::PushWished);
        if ctx.settings.try_get_untracked() == Some(SettingsNotice::Saved) {
            ctx.settings.try_set(answered(permission::state()));
        }
    });
}

/// Asks for permission on this device, for an agent who has notifications on elsewhere.
pub fn turn_on_here(ear: Ear) {
    let Some(asked) = permission::ask() else {
        ear.hear(Heard::PermissionChanged);
        return;
    };
    spawn_local(async move {
        let _ = asked.await;
        ear.hear(Heard::PermissionChanged);
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
