//! What an empty variable says: nothing.

/// An empty variable is as good as none.
pub fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}
