//! How long a press waits for its answer. A network that has gone away says nothing, and a button that
//! waits for ever is one that can't be pressed again. All commands may be repeated safely.

#[cfg(feature = "hydrate")]
use std::pin::Pin;

use crate::wire::error::AppError;

/// The answer, or [`AppError::Transport`] when none came within ten seconds.
///
/// ## Server-Side Rendering
/// Nobody presses anything there: waits for the answer.
pub async fn in_time<T>(asked: impl Future<Output = Result<T, AppError>>) -> Result<T, AppError> {
    #[cfg(feature = "hydrate")]
    {
        use futures::future::{Either, select};
        use gloo_timers::future::TimeoutFuture;

        const MILLIS: u32 = 10_000;
        // One type for each answer, not one for each question.
        let asked: Pin<Box<dyn Future<Output = Result<T, AppError>> + '_>> = Box::pin(asked);
        match select(asked, TimeoutFuture::new(MILLIS)).await {
            Either::Left((answer, _)) => answer,
            Either::Right(_) => Err(AppError::Transport),
        }
    }
    #[cfg(not(feature = "hydrate"))]
    asked.await
}

/// Until it is worth asking again.
///
/// ## Server-Side Rendering
/// Nobody asks again there.
pub async fn a_second() {
    #[cfg(feature = "hydrate")]
    gloo_timers::future::TimeoutFuture::new(1_000).await;
    #[cfg(not(feature = "hydrate"))]
    std::future::ready(()).await;
}
