//! What an agent does on the desktop, without scripts.

use app::{api::SessionStep, error::AppError, session::SignedIn, way_back::sign_in_address};
use axum::{Extension, Form, extract::State, response::Response};
use http::{request::Parts, uri::PathAndQuery};
use serde::Deserialize;

use super::{form::Fields, see_other};
use crate::routes::AppState;

/// The field `action` of the forms on the desktop.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Status,
    Connect,
    Later,
    AttendNext,
    Answered,
    NoAnswer,
    End,
    Extend,
    Finish,
    HandBack,
}

pub async fn act(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(Extension(who)) = who else {
        let wanted = parts.uri.path_and_query();
        return see_other(&sign_in_address(wanted.map_or("/", PathAndQuery::as_str)));
    };
    match perform(&who, &fields).await {
        // Back to the same one of several sessions, if it is still open.
        Ok(()) => match parts.uri.query() {
            Some(shown) => see_other(&format!("/?{shown}")),
            None => see_other("/"),
        },
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}

async fn perform(who: &SignedIn, fields: &Fields) -> Result<(), AppError> {
    let step = match fields.word("action")? {
        Action::Status => return who.set_status(fields.word("intent")?).await,
        Action::Connect => return who.connect(fields.request()?).await,
        Action::Later => return who.later(fields.request()?).await,
        Action::AttendNext => return who.attend_next().await,
        Action::Answered => SessionStep::Answered,
        Action::NoAnswer => SessionStep::NoAnswer,
        Action::End => SessionStep::End,
        Action::Extend => SessionStep::ExtendWrapUp,
        Action::HandBack => SessionStep::HandBack,
        Action::Finish => SessionStep::Finish {
            outcome: fields.word("outcome")?,
            note: fields.get("note").map(str::to_owned),
        },
    };
    who.session_step(fields.request()?, step).await
}
