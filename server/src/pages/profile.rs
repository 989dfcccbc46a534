//! Settings of the agent, without scripts.

use app::{
    error::AppError,
    form::{FormResult, FormState},
    kind_switch::muted_kinds,
    session::SignedIn,
    sound::SoundChoice,
    text::Language,
};
use axum::{Extension, Form, extract::State, response::Response};
use domain::{
    agent::{Preferences, Switch},
    sound::{Chime, NotAVolume, Sound, Volume},
};
use http::{StatusCode, header, request::Parts};

use super::{
    form::{Fields, sign_in_and_return},
    see_other,
};
use crate::{auth::Cookies, routes::AppState};

pub async fn notifications(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(Extension(who)) = who else {
        return see_other(&sign_in_and_return("/profile/notifications"));
    };
    let wanted = who
        .snapshot()
        .and_then(|view| preferences(&fields, view.me.preferences));
    let saved = match wanted {
        Ok(wanted) => who.save_preferences(wanted).await,
        Err(error) => Err(error),
    };
    match saved {
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

/// What this form doesn't ask about stays as it is.
fn preferences(fields: &Fields, known: Preferences) -> Result<Preferences, AppError> {
    Ok(Preferences {
        desktop_notifications: Switch::from(fields.is_ticked("desktop_notifications")),
        while_looking: Switch::from(fields.is_ticked("while_looking")),
        muted_kinds: muted_kinds(|switch| fields.is_ticked(switch.field)),
        sound: sound(fields, known.sound)?,
        privacy: fields.word_or("privacy", known.privacy)?,
        click_connects: Switch::from(fields.is_ticked("click_connects")),
        ..known
    })
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

/// The page comes back in the language chosen. An unknown one changes nothing.
pub async fn language(
    State(state): State<AppState>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let mut response = see_other("/profile/language");
    let cookies = Cookies::towards(&parts.headers, state.public_url());
    let cookie = fields
        .get("language")
        .and_then(Language::from_tag)
        .and_then(|language| cookies.language(language.code()));
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
