//! Server functions: called by the pages' own script, with arguments in JSON and an answer in JSON.

use app::{server::signed_in::SignedIn, wire::error::AppError};
use axum::{
    Extension, Json,
    body::{Body, to_bytes},
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use leptos::server_fn::axum::server_fn_paths;
use serde::de::IgnoredAny;

use super::context;
use crate::edge::body::LARGEST;

/// Has Leptos run the function that is named.
pub async fn call(who: Option<Extension<SignedIn>>, request: Request) -> Response {
    // All of them are an agent's. Who is nobody hears that, and nothing about the arguments.
    if who.is_none() {
        return refused(StatusCode::UNAUTHORIZED, AppError::SignedOut);
    }
    let (mut parts, body) = request.into_parts();
    if !server_fn_paths().any(|(path, _)| path == parts.uri.path()) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let arguments = match to_bytes(body, LARGEST).await {
        Ok(arguments) => arguments,
        Err(error) => return malformed(&error.to_string()),
    };
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(&arguments) {
        return malformed(&error.to_string());
    }
    // Leptos takes who would accept a page for a form without scripts, and sends it elsewhere.
    parts.headers.remove(header::ACCEPT);
    let request = Request::from_parts(parts, Body::from(arguments));
    let response = leptos_axum::handle_server_fns_with_context(context::provide, request).await;
    response.into_response()
}

pub(super) fn malformed(problem: &str) -> Response {
    let error = AppError::Invalid {
        field: "body".to_owned(),
        expected: format!("JSON: {problem}"),
    };
    refused(StatusCode::BAD_REQUEST, error)
}

pub(super) fn refused(status: StatusCode, error: AppError) -> Response {
    (status, Json(error)).into_response()
}
