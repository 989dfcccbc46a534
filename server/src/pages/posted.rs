//! A form that an agent has sent. Every form of the signed-in pages comes in through here, so that none
//! is done twice and none is lost because a sign-in had ended.

use app::server::signed_in::SignedIn;
use axum::{
    Form,
    extract::{FromRequest, Request},
    response::{IntoResponse, Response},
};
use http::{StatusCode, request::Parts};

use super::{
    form::{Fields, page_of_form},
    kept_forms,
};
use crate::{auth::layer::Current, state::AppState};

/// One press of one form.
pub struct Posted {
    /// Whoever sent it. Whatever they ask of the desk with it is done once.
    pub who: SignedIn,
    /// The hash of the token of their session.
    pub session: String,
    pub parts: Parts,
    pub fields: Fields,
}

impl FromRequest<AppState> for Posted {
    /// The sign-in page, which keeps the form; or why it can't be read.
    type Rejection = Response;

    async fn from_request(request: Request, state: &AppState) -> Result<Self, Response> {
        let (mut parts, body) = request.into_parts();
        let request = Request::from_parts(parts.clone(), body);
        let Form(fields) = Form::<Fields>::from_request(request, state)
            .await
            .map_err(IntoResponse::into_response)?;
        let path = parts.uri.path().to_owned();
        let who = parts.extensions.get::<SignedIn>().cloned();
        let current = parts.extensions.get::<Current>().cloned();
        // A page of somebody who was signed in here before: what they typed is theirs, and so is the deed.
        let who = who.filter(|who| fields.agent().is_none_or(|agent| agent == who.agent));
        let (Some(who), Some(Current(session))) = (who, current) else {
            parts.extensions.remove::<SignedIn>();
            let page = match page_of_form(&path) {
                // With what was being looked at.
                page if page == path => parts.uri.path_and_query().map_or(page, |all| all.as_str()),
                page => page,
            };
            let form = kept_forms::waiting(page, fields);
            if let Ok(page) = page.parse() {
                parts.uri = page;
            }
            let page = state.renderer.again(parts, form, StatusCode::UNAUTHORIZED);
            return Err(page.await);
        };
        Ok(Self {
            who: who.pressing(fields.press(&path)),
            session: session.token_hash,
            parts,
            fields,
        })
    }
}
