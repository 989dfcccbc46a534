//! Where what rings is listed.

/// Whether it is on the page at this address: where *Sign out* leads is answered with it when that was refused.
pub fn is_at(path: &str) -> bool {
    matches!(path, "/" | "/sign-out")
}
