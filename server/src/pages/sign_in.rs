//! Signing in, in two steps, and signing out. The first step looks nothing up, so it answers every
//! address alike and leaves no trace.

use std::str::FromStr;

use app::{
    text::Language,
    wire::{
        error::AppError,
        form::{FIRST_STEP, FormState, KEPT, Problem, SignInProblem},
        way_back::{NEXT, is_password_step, named_in, password_address, way_back},
    },
};
use axum::{
    Extension, Form,
    extract::{Request, State},
    response::Response,
};
use domain::email::Email;
use http::{HeaderValue, StatusCode, header, request::Parts};

use super::{context, form::Fields, see_other::see_other};
use crate::{
    auth::{
        cookie::Cookies,
        layer::Current,
        password::Password,
        session::SignOutError,
        sign_in::{Attempt, SignInError, whole_seconds},
    },
    client::address::Client,
    edge::crowd::Seat,
    state::AppState,
};

/// One of the two steps.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(Client(from)): Extension<Client>,
    parts: Parts,
    Form(fields): Form<Fields>,
) -> Response {
    let cookies = state.cookies(&parts.headers);
    if let Some(language) = fields.get("language").and_then(Language::from_tag) {
        let cookie = cookies.language(language.code());
        return in_language(&state, parts, fields, language, cookie).await;
    }
    // Before a password is typed where others can read it.
    if !cookies.are_kept(&parts.headers) {
        return refused(&state, parts, fields, SignInProblem::InsecureAddress).await;
    }
    let email = fields.get("email").unwrap_or_default().trim().to_owned();
    // Only the shape: whether the address is known is told to nobody.
    if Email::from_str(&email).is_err() {
        return refused(&state, parts, fields, SignInProblem::EmailNeeded).await;
    }
    // The first step asks for no password.
    let Some(password) = fields.get("password") else {
        // What is carried over the sign-in is in the form alone.
        if fields.get(KEPT).is_none() {
            let next = fields.get(NEXT).unwrap_or_default();
            let mut response = see_other(&password_address(next));
            if let Some(cookie) = cookies.signing_in(&email) {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            return response;
        }
        let form = FormState {
            fields: fields.without_password(),
            ..FormState::default()
        };
        return state.renderer.again(parts, form, StatusCode::OK).await;
    };
    if password.is_empty() {
        return refused(&state, parts, fields, SignInProblem::PasswordNeeded).await;
    }
    let attempt = Attempt {
        email,
        password: Password::claimed(password.to_owned()),
        from,
        device: cookies.known_device(&parts.headers),
        page: context::page(&parts.headers),
        replaces: cookies.session(&parts.headers),
    };
    match state.auth.sign_in(attempt).await {
        Ok(now) => {
            if let Some(seat) = parts.extensions.get::<Seat>() {
                seat.prove();
            }
            let next = fields.get(NEXT).and_then(way_back);
            let next = next.as_deref().unwrap_or("/");
            if let Some(carried) = fields.get(KEPT) {
                let at = state.engine.clock().now();
                let session = now.token.hash();
                state
                    .kept_forms
                    .bring_back(session, now.agent, next, carried, at);
            }
            let mut response = see_other(next);
            let headers = response.headers_mut();
            let cookies = [
                cookies.begin(&now.token),
                cookies.device(now.device),
                cookies.signed_in(),
            ];
            for cookie in cookies.into_iter().flatten() {
                headers.append(header::SET_COOKIE, cookie);
            }
            response
        }
        Err(error) => refused(&state, parts, fields, problem(&error)).await,
    }
}

/// What the page has that is asked for by an address: the way back, and whose password it asks for.
pub fn form_of_address(cookies: &Cookies, request: &Request) -> FormState {
    let query = request.uri().query().unwrap_or_default();
    let email = is_password_step(query)
        .then(|| cookies.who_signs_in(request.headers()))
        .flatten();
    let fields = [
        (NEXT, named_in(query)),
        (
            "email",
            email.filter(|email| Email::from_str(email).is_ok()),
        ),
    ];
    FormState {
        fields: fields
            .into_iter()
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect(),
        ..FormState::default()
    }
}

/// Ends the session, unless a customer is in the agent's hands.
pub async fn sign_out(
    State(state): State<AppState>,
    current: Option<Extension<Current>>,
    parts: Parts,
) -> Response {
    if let Some(Extension(Current(session))) = current
        && let Err(error) = state.auth.sign_out(&session).await
    {
        let error = match error {
            SignOutError::SessionOpen => AppError::SessionOpen,
            SignOutError::Unavailable => AppError::Unavailable,
        };
        let status = error.status();
        let form = FormState {
            problem: Some(Problem::App(error)),
            ..FormState::default()
        };
        return state.renderer.again(parts, form, status).await;
    }
    let cookies = state.cookies(&parts.headers);
    let mut response = see_other("/");
    if let Some(cookie) = cookies.end() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The same step once more, with what was typed. Never the password.
async fn in_language(
    state: &AppState,
    mut parts: Parts,
    fields: Fields,
    language: Language,
    cookie: Option<HeaderValue>,
) -> Response {
    let is_second_step = fields.get("password").is_some();
    let mut form = FormState {
        fields: fields.without_password(),
        ..FormState::default()
    };
    form.fields.remove("language");
    if !is_second_step {
        form.fields.insert(FIRST_STEP.to_owned(), String::new());
    }
    parts.extensions.insert(language);
    let mut response = state.renderer.again(parts, form, StatusCode::OK).await;
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

async fn refused(
    state: &AppState,
    parts: Parts,
    fields: Fields,
    problem: SignInProblem,
) -> Response {
    let (status, wait) = match problem {
        SignInProblem::InsecureAddress
        | SignInProblem::EmailNeeded
        | SignInProblem::PasswordNeeded
        | SignInProblem::WrongEmailOrPassword => (StatusCode::UNPROCESSABLE_ENTITY, None),
        SignInProblem::TooManyTries { wait_seconds } => {
            (StatusCode::TOO_MANY_REQUESTS, Some(wait_seconds))
        }
        SignInProblem::Unavailable => (StatusCode::SERVICE_UNAVAILABLE, Some(2)),
    };
    let form = FormState {
        problem: Some(Problem::SignIn(problem)),
        fields: fields.without_password(),
        ..FormState::default()
    };
    let mut response = state.renderer.again(parts, form, status).await;
    if let Some(seconds) = wait {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

fn problem(error: &SignInError) -> SignInProblem {
    match error {
        SignInError::Wrong => SignInProblem::WrongEmailOrPassword,
        SignInError::Wait(span) => SignInProblem::TooManyTries {
            wait_seconds: whole_seconds(*span),
        },
        SignInError::Unavailable => SignInProblem::Unavailable,
    }
}
