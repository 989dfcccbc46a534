//! The pages: drawn by `app`, asked for here. A form that is posted without scripts is answered with
//! another address (303) when it was done, and with the same page and what was wrong when it wasn't.

mod compressed;
mod context;
mod csv;
mod desktop;
mod form;
mod function;
pub mod kept_forms;
mod planned_calls;
mod posted;
mod profile;
pub mod renderer;
mod said;
mod see_other;
mod sign_in;
mod supervisor;
mod trace_file;

use app::{
    app::App,
    server::signed_in::SignedIn,
    wire::way_back::{SIGN_IN, sign_in_address},
};
use axum::{
    Router,
    extract::{Request, State},
    middleware::from_fn,
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http::{Method, StatusCode, uri::PathAndQuery};

use self::see_other::see_other;
use crate::{auth::layer::Current, site, state::AppState};

/// Every page, the forms on them, and the server functions.
pub fn routes() -> Router<AppState> {
    let pages = leptos_axum::generate_route_list(App)
        .into_iter()
        .fold(Router::new(), |router, page| {
            router.route(page.path(), get(page_of_the_app))
        });
    pages
        .route("/", post(desktop::act))
        .route(SIGN_IN, post(sign_in::sign_in))
        .route("/sign-out", post(sign_in::sign_out))
        .route("/profile/notifications", post(profile::notifications))
        .route("/schedule", post(planned_calls::act))
        .route("/profile/notifications/devices", post(profile::device))
        .route("/supervisor/devices", post(supervisor::send_test))
        .route(app::wire::trace::CSV_PATH, get(trace_file::file))
        .route("/profile/language", post(profile::language))
        .route("/profile/theme", post(profile::theme))
        .route("/language", post(profile::language_outside))
        .route("/api/ui/{function}", post(function::call))
        .fallback(file_or_not_found)
        .layer(from_fn(compressed::note))
        .layer(compressed::layer())
        // Before `/api/ui/{function}`: what every page says all the time.
        .route(said::HEARTBEAT, post(said::heartbeat))
        .route(said::TOUCH, post(said::touch))
        .route(said::REPORT, post(said::report))
}

async fn page_of_the_app(State(state): State<AppState>, mut request: Request) -> Response {
    let signed_in = request.extensions().get::<SignedIn>().is_some();
    let path = request.uri().path();
    if form::needs_sign_in(path) && !signed_in {
        let wanted = request.uri().path_and_query();
        return see_other(&sign_in_address(wanted.map_or(path, PathAndQuery::as_str)));
    }
    if path.starts_with("/supervisor")
        && let Some(who) = request.extensions().get::<SignedIn>()
        && let Err(error) = who.supervises()
    {
        let mut response = state.renderer.page(request).await;
        *response.status_mut() = error.status();
        return response;
    }
    let is_read = *request.method() == Method::GET;
    let current = request.extensions().get::<Current>().filter(|_| is_read);
    let kept = current.and_then(|current| {
        let now = state.engine.clock().now();
        state.kept_forms.take(&current.0.token_hash, path, now)
    });
    if let Some(form) = kept {
        request.extensions_mut().insert(form);
        return state.renderer.page(request).await;
    }
    if path == SIGN_IN {
        let cookies = state.cookies(request.headers());
        let form = sign_in::form_of_address(&cookies, &request);
        request.extensions_mut().insert(form);
    }
    state.renderer.page(request).await
}

async fn file_or_not_found(State(state): State<AppState>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::NOT_FOUND.into_response();
    }
    let path = request.uri().path().trim_start_matches('/');
    if let Some(file) = site::serve(path, request.headers()) {
        return file;
    }
    let mut response = state.renderer.page(request).await;
    if response.status() == StatusCode::OK {
        *response.status_mut() = StatusCode::NOT_FOUND;
    }
    response
}
