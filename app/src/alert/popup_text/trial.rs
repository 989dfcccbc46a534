//! The popup that only shows whether popups show.

use crate::text::{Language, Popups};

/// The popup of *Send test notification*, as `(title, body)`.
pub fn test_text(language: Language) -> (String, String) {
    (
        language.say(Popups::TestTitle),
        language.say(Popups::TestBody),
    )
}
