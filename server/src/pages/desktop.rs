//! What an agent does on the desktop, without scripts.

use app::{
    server::signed_in::SignedIn,
    wire::{error::AppError, steps::SessionStep},
};
use axum::{extract::State, response::Response};
use domain::{
    desk::Desk,
    id::RequestId,
    request::{self, Outcome},
};
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
    let request = fields.request()?;
    // *Finish* says it itself.
    if !matches!(step, SessionStep::Finish { .. }) {
        bring_note(who, request, fields).await?;
    }
    who.session_step(request, step).await.map(drop)
}

/// Without scripts it is a press that brings the note to the desk. In a wrap-up there is more than it, which a press
/// that is repeated must not take back; whatever else is in the way, the step says.
async fn bring_note(who: &SignedIn, request: RequestId, fields: &Fields) -> Result<(), AppError> {
    let wraps_up = |desk: &Desk| {
        let known = desk.request(request);
        known.is_some_and(|known| matches!(known.state, request::State::WrapUp { .. }))
    };
    if fields.get("note").is_none() || who.desk.read(wraps_up) {
        return Ok(());
    }
    match who.session_step(request, entered(fields)).await {
        Err(error @ AppError::Invalid { .. }) => Err(error),
        _ => Ok(()),
    }
}

fn entered(fields: &Fields) -> SessionStep {
    SessionStep::KeepDraft {
        outcome: fields.get("outcome").and_then(Outcome::pickable),
        note: fields.get("note").unwrap_or_default().replace("\r\n", "\n"),
    }
}
