//! What every open page says all the time, answered without Leptos: a heartbeat is a look into memory. For a page these are
//! server functions as any other, with the same path, arguments and answers.

use app::{
    api::{Heartbeat, ReportDeliveries, Touch},
    server::signed_in::SignedIn,
    wire::error::AppError,
};
use axum::{
    body::to_bytes,
    extract::Request,
    response::{IntoResponse, Response},
};
use http::{HeaderName, HeaderValue, StatusCode, header};
use leptos::server_fn::{
    ServerFn,
    error::{FromServerFnError, SERVER_FN_ERROR_HEADER, ServerFnErrorErr},
};
use serde::de::{DeserializeOwned, IgnoredAny};

use super::function::{malformed, refused};
use crate::edge::body::LARGEST;

pub const HEARTBEAT: &str = Heartbeat::PATH;
pub const TOUCH: &str = Touch::PATH;
pub const REPORT: &str = ReportDeliveries::PATH;

pub async fn heartbeat(request: Request) -> Response {
    match call::<Heartbeat>(request).await {
        Ok((who, Heartbeat {})) => answer(HEARTBEAT, who.heartbeat().await),
        Err(refusal) => *refusal,
    }
}

pub async fn touch(request: Request) -> Response {
    match call::<Touch>(request).await {
        Ok((who, Touch {})) => answer(TOUCH, who.touch().await),
        Err(refusal) => *refusal,
    }
}

pub async fn report(request: Request) -> Response {
    match call::<ReportDeliveries>(request).await {
        Ok((who, ReportDeliveries { reports })) => answer(REPORT, who.report(reports).await),
        Err(refusal) => *refusal,
    }
}

/// Who calls, and with which arguments.
async fn call<Function>(mut request: Request) -> Result<(SignedIn, Function), Box<Response>>
where
    Function: DeserializeOwned + ServerFn,
{
    let Some(who) = request.extensions_mut().remove::<SignedIn>() else {
        let refusal = refused(StatusCode::UNAUTHORIZED, AppError::SignedOut);
        return Err(Box::new(refusal));
    };
    let arguments = to_bytes(request.into_body(), LARGEST)
        .await
        .map_err(|error| Box::new(malformed(&error.to_string())))?;
    serde_json::from_slice(&arguments)
        .map(|function| (who, function))
        .map_err(|problem| Box::new(unreadable(Function::PATH, &arguments, &problem)))
}

fn unreadable(path: &'static str, arguments: &[u8], problem: &serde_json::Error) -> Response {
    if let Err(error) = serde_json::from_slice::<IgnoredAny>(arguments) {
        return malformed(&error.to_string());
    }
    let error = ServerFnErrorErr::Args(problem.to_string());
    failed(path, AppError::from_server_fn_error(error))
}

fn answer(path: &'static str, done: Result<(), AppError>) -> Response {
    /// What serde makes of nothing.
    const DONE: &str = "null";
    match done {
        Ok(()) => {
            let json = HeaderValue::from_static("application/json");
            ([(header::CONTENT_TYPE, json)], DONE).into_response()
        }
        Err(error) => failed(path, error),
    }
}

fn failed(path: &'static str, error: AppError) -> Response {
    let mut response = refused(error.status(), error);
    response.headers_mut().insert(
        HeaderName::from_static(SERVER_FN_ERROR_HEADER),
        HeaderValue::from_static(path),
    );
    response
}
