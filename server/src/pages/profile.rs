//! Settings of the agent, without scripts.

use app::{
    desk::settings_fields::{SettingsFields, Wishes},
    text::Language,
    wire::{
        error::AppError,
        form::{FormResult, FormState, RENDERED, WEB_PUSH_RENDERED},
        steps::DeviceChange,
        theme::Theme,
        way_back::{NEXT, way_back},
    },
};
use axum::{Form, extract::State, response::Response};
use domain::{preferences::Preferences, switch::Switch};
use http::{HeaderValue, StatusCode, header, request::Parts};
use serde::Deserialize;

use super::{form::Fields, posted::Posted, see_other::see_other};
use crate::state::AppState;

const NOTIFICATIONS: &str = "/profile/notifications";
/// Has the theme as well.
const LANGUAGE: &str = "/profile/language";

pub async fn notifications(
    State(state): State<AppState>,
    Posted {
        who, parts, fields, ..
    }: Posted,
) -> Response {
    let known = match who.snapshot() {
        Ok(view) => view.me.preferences,
        Err(error) => return state.renderer.refused(parts, fields, error).await,
    };
    let saved = async {
        let from = rendered(&fields)?;
        let Wishes {
            preferences,
            web_push,
        } = SettingsFields::from(fields.all().to_vec()).wishes(&known)?;
        who.save_preferences(preferences, from).await?;
        match changed_push_wish(&fields, web_push)? {
            Some(wish) => who.set_push_wish(wish).await,
            None => Ok(()),
        }
    };
    match saved.await {
        Ok(()) => {
            let form = FormState {
                result: FormResult::Saved,
                ..FormState::default()
            };
            state.renderer.again(parts, form, StatusCode::OK).await
        }
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}

/// What the form said when it was made. An older page, or a script, does not know.
fn rendered(fields: &Fields) -> Result<Option<Preferences>, AppError> {
    let written = fields.get(RENDERED).map(serde_json::from_str).transpose();
    written.map_err(|error| AppError::Invalid {
        field: RENDERED.to_owned(),
        expected: format!("the preferences as the page was made with: {error}"),
    })
}

/// Whether this device is to be reached when Deskbell is closed, unless the form says as before.
fn changed_push_wish(fields: &Fields, now: Switch) -> Result<Option<Switch>, AppError> {
    let before = match fields.get(WEB_PUSH_RENDERED) {
        Some(_) => Some(fields.word(WEB_PUSH_RENDERED)?),
        None => None,
    };
    Ok((before != Some(now)).then_some(now))
}

/// The field `action` of the forms of *My devices*.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeviceAction {
    Rename,
    Remove,
}

pub async fn device(
    State(state): State<AppState>,
    Posted {
        who, parts, fields, ..
    }: Posted,
) -> Response {
    let changed = async {
        let change = match fields.word("action")? {
            DeviceAction::Rename => DeviceChange::Rename {
                name: fields.get("name").unwrap_or_default().to_owned(),
            },
            DeviceAction::Remove => DeviceChange::Remove,
        };
        who.change_device(fields.id("device")?, change).await
    };
    match changed.await {
        Ok(()) => see_other(NOTIFICATIONS),
        Err(error) => {
            let mut parts = parts;
            parts.uri = http::Uri::from_static(NOTIFICATIONS);
            state.renderer.refused(parts, fields, error).await
        }
    }
}

/// The page comes back in the language chosen. An unknown one changes nothing.
pub async fn language(
    State(state): State<AppState>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    chosen_language(&state, &parts, &fields, LANGUAGE)
}

/// The same for whoever is not signed in yet, on the page that they came from.
pub async fn language_outside(
    State(state): State<AppState>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let back = fields.get(NEXT).and_then(way_back);
    chosen_language(&state, &parts, &fields, back.as_deref().unwrap_or("/"))
}

fn chosen_language(state: &AppState, parts: &Parts, fields: &Fields, back: &str) -> Response {
    let chosen = fields.get("language").and_then(Language::from_tag);
    let cookies = state.cookies(&parts.headers);
    keeping(
        back,
        chosen.and_then(|language| cookies.language(language.code())),
    )
}

/// The page comes back in the colours chosen. What is none of them changes nothing.
pub async fn theme(
    State(state): State<AppState>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let chosen = fields.get("theme").and_then(Theme::named);
    let cookies = state.cookies(&parts.headers);
    keeping(
        LANGUAGE,
        chosen.and_then(|theme| cookies.theme(theme.name())),
    )
}

fn keeping(path: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = see_other(path);
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
