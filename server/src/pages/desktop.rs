//! What an agent does on the desktop, without scripts.

use app::{
    server::signed_in::SignedIn,
    wire::{error::AppError, steps::SessionStep},
};
use axum::{extract::State, response::Response};
use domain::request::Outcome;
use serde::Deserialize;

use super::{form::Fields, posted::Posted, see_other::see_other};
use crate::state::AppState;

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

/// Does what a button of the desktop says.
pub async fn act(
    State(state): State<AppState>,
    Posted {
        who, parts, fields, ..
    }: Posted,
) -> Response {
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
        Action::Extend => {
            // The page comes back with what the desk has.
            let request = fields.request()?;
            let unpressed = who.clone().pressing(None);
            unpressed.session_step(request, entered(fields)).await?;
            let extended = who.session_step(request, SessionStep::ExtendWrapUp).await;
            return extended.map(drop);
        }
        Action::HandBack => SessionStep::HandBack,
        Action::Finish => SessionStep::Finish {
            outcome: fields.word("outcome")?,
            note: fields.get("note").map(|note| note.replace("\r\n", "\n")),
        },
    };
    who.session_step(fields.request()?, step).await.map(drop)
}

fn entered(fields: &Fields) -> SessionStep {
    SessionStep::KeepDraft {
        outcome: fields.get("outcome").and_then(Outcome::pickable),
        note: fields.get("note").unwrap_or_default().replace("\r\n", "\n"),
    }
}
