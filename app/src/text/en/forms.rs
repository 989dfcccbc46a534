//! English: what every form says.

use crate::text::Forms;

pub fn say(text: Forms) -> String {
    match text {
        Forms::Save => "Save",
        Forms::Saving => "Saving…",
        Forms::Saved => "Saved",
        Forms::IsBack => "What you typed is here again. Nothing of it has been sent yet.",
        Forms::Dismiss => "Dismiss",
    }
    .to_owned()
}
