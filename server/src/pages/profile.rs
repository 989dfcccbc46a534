//! Settings of the agent, without scripts.

use app::{
    form::{FormResult, FormState},
    kind_switch::muted_kinds,
    session::SignedIn,
    text::Language,
};
use axum::{Extension, Form, extract::State, response::Response};
use domain::agent::{Preferences, Switch};
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
    let known = match who.snapshot() {
        Ok(view) => view.me.preferences,
        Err(error) => return state.renderer.refused(parts, fields, error).await,
    };
    let wanted = Preferences {
        desktop_notifications: Switch::from(fields.is_ticked("desktop_notifications")),
        while_looking: Switch::from(fields.is_ticked("while_looking")),
        muted_kinds: muted_kinds(|switch| fields.is_ticked(switch.field)),
        ..known
    };
    match who.save_preferences(wanted).await {
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
