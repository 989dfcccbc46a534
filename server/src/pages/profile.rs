//! Settings of the agent, without scripts.

use app::{
    device::sound::SoundChoice,
    text::Language,
    wire::{
        error::AppError,
        form::{FormResult, FormState, RENDERED, WEB_PUSH_RENDERED},
        steps::DeviceChange,
        switches::{KIND_SWITCHES, kinds_of, muted_kinds},
    },
};
use axum::{Form, extract::State, response::Response};
use domain::{
    preferences::Preferences,
    quiet_hours::QuietHours,
    sound::{Chime, NotAVolume, Sound, Volume},
    switch::Switch,
    zone::{MinuteOfDay, Zone},
};
use http::{StatusCode, header, request::Parts};
use serde::Deserialize;

use super::{form::Fields, posted::Posted, see_other::see_other};
use crate::state::AppState;

const NOTIFICATIONS: &str = "/profile/notifications";

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
        who.save_preferences(preferences(&fields, known)?, from)
            .await?;
        match changed_push_wish(&fields)? {
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
fn changed_push_wish(fields: &Fields) -> Result<Option<Switch>, AppError> {
    let now = Switch::from(fields.is_ticked("web_push"));
    let before = match fields.get(WEB_PUSH_RENDERED) {
        Some(_) => Some(fields.word(WEB_PUSH_RENDERED)?),
        None => None,
    };
    Ok((before != Some(now)).then_some(now))
}

/// `known`: for what this form leaves out.
fn preferences(fields: &Fields, known: Preferences) -> Result<Preferences, AppError> {
    Ok(Preferences {
        desktop_notifications: Switch::from(fields.is_ticked("desktop_notifications")),
        while_looking: Switch::from(fields.is_ticked("while_looking")),
        muted_kinds: muted_kinds(|switch| fields.is_ticked(switch.field)),
        sound: sound(fields, known.sound)?,
        privacy: fields.word_or("privacy", known.privacy)?,
        click_connects: Switch::from(fields.is_ticked("click_connects")),
        upcoming: Switch::from(fields.is_ticked("upcoming")),
        missed: Switch::from(fields.is_ticked("missed")),
        quiet_hours: quiet_hours(fields, known.quiet_hours)?,
    })
}

fn quiet_hours(fields: &Fields, known: Option<QuietHours>) -> Result<Option<QuietHours>, AppError> {
    if !fields.is_ticked("quiet") {
        return Ok(None);
    }
    let time = |name: &str| {
        fields
            .get(name)
            .unwrap_or_default()
            .parse::<MinuteOfDay>()
            .map_err(|expected| AppError::Invalid {
                field: name.to_owned(),
                expected: expected.to_string(),
            })
    };
    let zone = fields.get("quiet_zone").map(|zone| zone.trim().to_owned());
    Ok(Some(QuietHours {
        zone: zone
            .filter(|zone| !zone.is_empty())
            .or(known.map(|known| known.zone))
            .unwrap_or_else(|| Zone::UTC.to_string()),
        from: time("quiet_from")?,
        until: time("quiet_until")?,
        breaks_through: kinds_of(
            KIND_SWITCHES
                .iter()
                .filter(|switch| fields.is_ticked(switch.through)),
        ),
    }))
}

fn sound(fields: &Fields, known: Sound) -> Result<Sound, AppError> {
    if fields.get("sound").is_none() {
        return Ok(known);
    }
    let usual = Chime::default();
    let volume = match fields.get("volume") {
        None => Ok(usual.volume),
        Some(percent) => percent
            .parse::<u8>()
            .map_err(|_| NotAVolume)
            .and_then(Volume::try_from),
    };
    let chime = Chime {
        tune: fields.word_or("tune", usual.tune)?,
        volume: volume.map_err(|expected| AppError::Invalid {
            field: "volume".to_owned(),
            expected: expected.to_string(),
        })?,
        repeat: Switch::from(fields.is_ticked("repeat")),
    };
    let choice: SoundChoice = fields.word("sound")?;
    Ok(choice.with(chime))
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
    let mut response = see_other("/profile/language");
    let cookies = state.cookies(&parts.headers);
    let cookie = fields
        .get("language")
        .and_then(Language::from_tag)
        .and_then(|language| cookies.language(language.code()));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
