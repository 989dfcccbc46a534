//! What a supervisor does, without scripts.

use app::{session::SignedIn, way_back::sign_in_address};
use axum::{Extension, Form, extract::State, response::Response};
use http::request::Parts;

use super::{form::Fields, see_other};
use crate::routes::AppState;

const DEVICES: &str = "/supervisor/devices";

/// The page that follows says what came of it, as far as it is known by then.
pub async fn send_test(
    State(state): State<AppState>,
    who: Option<Extension<SignedIn>>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let Some(Extension(who)) = who else {
        return see_other(&sign_in_address(DEVICES));
    };
    match fields.id("agent").and_then(|agent| who.send_test(agent)) {
        Ok(_) => see_other(DEVICES),
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}
