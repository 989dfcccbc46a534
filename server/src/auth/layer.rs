//! Finds out, before any page or stream is made, who is asking.

use app::server::signed_in::SignedIn;
use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use storage::WebSession;

use crate::{edge::crowd::Seat, state::AppState};

/// The session of the request that is being answered, beside the [`SignedIn`] that pages see.
#[derive(Clone, Debug)]
pub struct Current(pub WebSession);

/// Puts [`SignedIn`] and [`Current`] into the request if its cookie is that of a live session.
pub async fn resolve(State(state): State<AppState>, mut request: Request, next: Next) -> Response {
    let cookies = state.cookies(request.headers());
    if let Some(token) = cookies.session(request.headers()) {
        match state.auth.session(&token).await {
            Ok(Some(session)) => {
                let desk = state.engine.desk(session.desk);
                if let Some(seat) = request.extensions().get::<Seat>() {
                    seat.prove();
                }
                if let Some(desk) = desk {
                    request.extensions_mut().insert(SignedIn {
                        desk,
                        agent: session.agent,
                        device: session.device,
                        push: state.push.clone(),
                        press: None,
                    });
                    request.extensions_mut().insert(Current(session));
                }
            }
            Ok(None) => {}
            Err(error) => return error.into_response(),
        }
    }
    next.run(request).await
}
