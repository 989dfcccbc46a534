//! What the agent wants to be told, the same on all devices but for Web Push, which is asked for device by device.

use domain::switch::Switch;
use leptos::prelude::*;

use super::{
    privacy_fields::privacy_fields, ringing_fields::ringing_fields, rows::Rows, save_bar::save_bar,
    sound_fields::sound_fields, unsaved::Unsaved,
};
use crate::{
    desk::{
        context::DeskContext,
        settings_fields::{SettingsFields, Wishes},
    },
    text::use_language,
    ui::kit::{
        handler::{happened, submit},
        press_token::PressToken,
    },
    wire::form::{FormState, RENDERED, WEB_PUSH_RENDERED},
};

/// `web_push`: what this device does as it is saved. `answer`: what the server said to the form that led here.
pub fn preferences_form(desk: DeskContext, web_push: Switch, answer: &FormState) -> AnyView {
    let language = use_language();
    let saved = Wishes {
        preferences: desk.with_untracked(|view| view.me.preferences.clone()),
        web_push,
    };
    let unsaved = Unsaved::new(desk, &saved, answer);
    let rendered =
        serde_json::to_string(&unsaved.rendered().preferences).expect("preferences are plain data");
    let rows = Rows {
        language,
        shown: SettingsFields::shown(&saved, answer),
        wrong: unsaved.wrong,
    };
    view! {
        <form
            class="settings-form"
            method="post"
            action="/profile/notifications"
            node_ref=unsaved.form
            on:input=happened(move |_| unsaved.touch(desk))
            on:submit=submit(move |event| event.prevent_default())
        >
            <PressToken/>
            <input type="hidden" name=RENDERED value=rendered autocomplete="off"/>
            <input
                type="hidden"
                name=WEB_PUSH_RENDERED
                value=if web_push.is_on() { "on" } else { "off" }
                autocomplete="off"
            />
            {ringing_fields(&rows)}
            {sound_fields(&rows, unsaved)}
            {privacy_fields(&rows)}
            {save_bar(desk, language, unsaved, answer)}
        </form>
    }
    .into_any()
}
