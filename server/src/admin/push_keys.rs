//! The keys of Web Push.

use engine::Engine;
use push::Gateway;

use super::error::AdminError;

/// Has new ones made. The subscriptions go first: with the old keys gone, no push service would take a message for them.
pub async fn rotate(engine: &Engine, push: &Gateway) -> Result<String, AdminError> {
    engine.drop_push_subscriptions().await?;
    push.rotate_keys()?;
    Ok(
        "New keys are in use. Each device is reached by Web Push again once the desktop was opened on it."
            .to_owned(),
    )
}
