//! Whether this browser's keys are shortcuts. Kept by the browser: hands differ, and so do keyboards.

const KEY: &str = "deskbell-shortcuts";
const OFF: &str = "off";

/// ## Server-Side Rendering
/// Nobody presses anything there.
pub fn are_on() -> bool {
    #[cfg(feature = "hydrate")]
    return storage()
        .and_then(|storage| storage.get_item(KEY).ok().flatten())
        .is_none_or(|kept| kept != OFF);
    #[cfg(not(feature = "hydrate"))]
    false
}

/// ## Server-Side Rendering
/// Does nothing.
pub fn turn(on: bool) {
    #[cfg(feature = "hydrate")]
    if let Some(storage) = storage() {
        // Full or forbidden: then it holds for this page.
        let _ = if on {
            storage.remove_item(KEY)
        } else {
            storage.set_item(KEY, OFF)
        };
    }
    #[cfg(not(feature = "hydrate"))]
    let _ = (on, KEY, OFF);
}

#[cfg(feature = "hydrate")]
fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok().flatten()
}
