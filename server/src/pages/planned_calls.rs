//! Calls for later: planned, moved and cancelled by form.

use app::{
    server::{
        planning::{PlannedCall, When},
        signed_in::SignedIn,
    },
    wire::{
        error::AppError,
        form::{FormResult, FormState},
        plan::PlanOwner,
    },
};
use axum::{extract::State, response::Response};
use serde::Deserialize;

use super::{form::Fields, posted::Posted, see_other::see_other};
use crate::state::AppState;

const ADDRESS: &str = "/schedule";

/// The field `action` of the forms on the page.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Action {
    Plan,
    Move,
    Cancel,
}

/// Does what a button of the schedule says.
pub async fn act(
    State(state): State<AppState>,
    Posted {
        who,
        session,
        parts,
        fields,
    }: Posted,
) -> Response {
    match perform(&who, &fields).await {
        Ok(()) => {
            let now = state.engine.clock().now();
            let done = FormState {
                result: FormResult::Saved,
                ..FormState::default()
            };
            state.kept_forms.put(session, ADDRESS, done, now);
            see_other(ADDRESS)
        }
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}

async fn perform(who: &SignedIn, fields: &Fields) -> Result<(), AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    let when = When {
        date: text("date"),
        time: text("time"),
        zone: text("zone"),
    };
    match fields.word("action")? {
        Action::Cancel => who.cancel_call(fields.request()?).await,
        Action::Move => who.move_call(fields.request()?, when).await,
        Action::Plan => {
            who.plan_call(PlannedCall {
                name: text("name"),
                phone: text("phone"),
                email: text("email"),
                when,
                note: text("note"),
                owner: fields.word_or("owner", PlanOwner::Me)?,
                team: text("team"),
            })
            .await
        }
    }
}
