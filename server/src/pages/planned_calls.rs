//! Calls for later: planned, moved and cancelled by form.

use app::{
    server::{
        planning::{PlannedCall, When},
        signed_in::SignedIn,
    },
    wire::{
        error::AppError,
        form::{FormResult, FormState},
        plan::{DONE_CUSTOMER, DONE_REQUEST, FOR, PlanOwner},
    },
};
use axum::{extract::State, response::Response};
use domain::{id::RequestId, sorted::SortedMap};
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
        Ok(done) => {
            let now = state.engine.clock().now();
            let done = FormState {
                result: FormResult::Saved,
                fields: done.told(&fields),
                ..FormState::default()
            };
            state.kept_forms.put(session, ADDRESS, done, now);
            see_other(ADDRESS)
        }
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}

/// Which call it was done to, and whose that is. Neither is known of a press that was repeated too late.
#[derive(Default)]
struct Done {
    request: Option<RequestId>,
    customer: Option<String>,
}

impl Done {
    /// What the page hears of it besides what was pressed.
    fn told(self, fields: &Fields) -> SortedMap<String, String> {
        let sent = |name| fields.get(name).map(str::to_owned);
        [
            ("action", sent("action")),
            (FOR, sent(FOR)),
            (DONE_REQUEST, self.request.map(|id| id.to_string())),
            (DONE_CUSTOMER, self.customer),
        ]
        .into_iter()
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect()
    }
}

async fn perform(who: &SignedIn, fields: &Fields) -> Result<Done, AppError> {
    let text = |name| fields.get(name).unwrap_or_default();
    let when = When {
        date: text("date"),
        time: text("time"),
        zone: text("zone"),
    };
    match fields.word("action")? {
        Action::Cancel => {
            let request = fields.request()?;
            let customer = who.customer_of(request);
            who.cancel_call(request).await?;
            Ok(Done {
                customer,
                ..Done::default()
            })
        }
        Action::Move => {
            let request = fields.request()?;
            who.move_call(request, when).await?;
            Ok(Done {
                request: Some(request),
                ..Done::default()
            })
        }
        Action::Plan => {
            let call = PlannedCall {
                name: text("name"),
                phone: text("phone"),
                email: text("email"),
                when,
                note: text("note"),
                owner: fields.word_or("owner", PlanOwner::Me)?,
                team: text("team"),
            };
            Ok(Done {
                request: who.plan_call(call).await?,
                ..Done::default()
            })
        }
    }
}
