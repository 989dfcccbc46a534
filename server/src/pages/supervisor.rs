//! What a supervisor does, without scripts.

use axum::{extract::State, response::Response};

use super::{posted::Posted, see_other::see_other};
use crate::state::AppState;

const DEVICES: &str = "/supervisor/devices";

/// The page that follows says what came of it, as far as it is known by then.
pub async fn send_test(
    State(state): State<AppState>,
    Posted {
        who, parts, fields, ..
    }: Posted,
) -> Response {
    match fields.id("agent").and_then(|agent| who.send_test(agent)) {
        Ok(_) => see_other(DEVICES),
        Err(error) => state.renderer.refused(parts, fields, error).await,
    }
}
