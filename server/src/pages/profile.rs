//! Settings of the agent, without scripts.

use app::{
    api::DeviceChange,
    form::{FormResult, FormState},
    kind_switch::muted_kinds,
    session::SignedIn,
    text::Language,
};
use axum::{Extension, Form, extract::State, response::Response};
use domain::agent::{Preferences, Switch};
use http::{StatusCode, header, request::Parts};
use serde::Deserialize;

use super::{
    form::{Fields, sign_in_and_return},
    see_other,
};
use crate::{auth::Cookies, routes::AppState};

const NOTIFICATIONS: &str = "/profile/notifications";

pub async fn notifications(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(Extension(who)) = who else {
        return see_other(&sign_in_and_return(NOTIFICATIONS));
    };
    let wanted = Preferences {
        desktop_notifications: Switch::from(fields.is_ticked("desktop_notifications")),
        while_looking: Switch::from(fields.is_ticked("while_looking")),
        muted_kinds: muted_kinds(|switch| fields.is_ticked(switch.field)),
    };
    let web_push = Switch::from(fields.is_ticked("web_push"));
    let saved = async {
        who.save_preferences(wanted).await?;
        who.set_push_wish(web_push).await
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

/// The field `action` of the forms of *My devices*.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DeviceAction {
    Rename,
    Remove,
}

pub async fn device(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(Extension(who)) = who else {
        return see_other(&sign_in_and_return(NOTIFICATIONS));
    };
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
