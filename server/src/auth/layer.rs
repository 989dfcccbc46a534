//! Finds out, before any page or stream is made, who is asking.

use app::server::signed_in::SignedIn;
use axum::extract::Request;
use storage::WebSession;

use super::unavailable::Unavailable;
use crate::{edge::crowd::Seat, state::AppState};

/// The session of the request that is being answered, beside the [`SignedIn`] that pages see.
#[derive(Clone, Debug)]
pub struct Current(pub WebSession);

/// Puts [`SignedIn`] and [`Current`] into the request if its cookie is that of a live session.
///
/// # Errors
/// It can't be said now.
pub async fn resolve(state: &AppState, request: &mut Request) -> Result<(), Unavailable> {
    let cookies = state.cookies(request.headers());
    let Some(token) = cookies.session(request.headers()) else {
        return Ok(());
    };
    let Some(session) = state.auth.session(&token).await? else {
        return Ok(());
    };
    if let Some(seat) = request.extensions().get::<Seat>() {
        seat.prove();
    }
    if let Some(desk) = state.engine.desk(session.desk) {
        let extensions = request.extensions_mut();
        extensions.insert(SignedIn {
            desk,
            agent: session.agent,
            device: session.device,
            push: state.push.clone(),
            press: None,
        });
        extensions.insert(Current(session));
    }
    Ok(())
}
