//! The routes of the interface together with their description: neither can have one that the other lacks.

use axum::Json;
use utoipa::openapi::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{do_not_call, requests, specification, state::ApiState};

/// The whole description, as `/api/v1/openapi.json` and `deskbell openapi` give it.
pub fn openapi() -> OpenApi {
    described_routes().into_openapi()
}

/// `/api/v1/openapi.json`, for everybody.
pub async fn serve() -> Json<OpenApi> {
    Json(openapi())
}

/// What answers, not yet with the state that it needs.
pub fn described_routes() -> OpenApiRouter<ApiState> {
    OpenApiRouter::with_openapi(specification::preamble())
        .routes(routes!(requests::create))
        .routes(routes!(requests::read))
        .routes(routes!(requests::cancel))
        .routes(routes!(requests::reschedule))
        .routes(routes!(do_not_call::list, do_not_call::add))
        .routes(routes!(do_not_call::remove))
}
