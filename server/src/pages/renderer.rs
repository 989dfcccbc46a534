//! Draws pages.

use app::{
    server::signed_in::{Outside, SignedIn},
    wire::{
        error::AppError,
        form::{FormState, Problem},
        way_back::SIGN_IN,
    },
};
use axum::{body::Body, extract::Request, response::Response};
use http::{Method, StatusCode, request::Parts};
use leptos::config::LeptosOptions;

use super::{context, form::Fields};
use crate::site;

/// Draws pages and runs server functions, both with the same context.
#[derive(Clone)]
pub struct Renderer {
    options: LeptosOptions,
}

impl Default for Renderer {
    fn default() -> Self {
        Self {
            // No files are looked up by these: the site is embedded and the names come from it.
            options: LeptosOptions::builder().output_name("deskbell").build(),
        }
    }
}

impl Renderer {
    /// The page that is asked for. Where one signs in, it is nobody's, whoever is signed in.
    pub async fn page(&self, mut request: Request) -> Response {
        let path = request.uri().path();
        if path.trim_end_matches('/') == SIGN_IN
            && request.extensions_mut().remove::<SignedIn>().is_some()
        {
            request.extensions_mut().insert(Outside);
        }
        let options = self.options.clone();
        let draw = leptos_axum::render_app_async_with_context(context::provide, move || {
            app::shell::shell(site::assets(), options.clone())
        });
        draw(request).await
    }

    /// The page of a form once more, with what became of it.
    pub async fn again(&self, mut parts: Parts, form: FormState, status: StatusCode) -> Response {
        parts.method = Method::GET;
        parts.extensions.insert(form);
        let mut response = self.page(Request::from_parts(parts, Body::empty())).await;
        *response.status_mut() = status;
        response
    }

    /// The page of a form once more, because the desk refused.
    pub async fn refused(&self, parts: Parts, fields: Fields, error: AppError) -> Response {
        let status = error.status();
        let form = FormState {
            problem: Some(Problem::App(error)),
            fields: fields.without_password(),
            ..FormState::default()
        };
        self.again(parts, form, status).await
    }
}
