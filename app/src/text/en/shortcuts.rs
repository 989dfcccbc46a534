//! English: the keys of the desktop.

use crate::text::Shortcuts;

pub fn say(text: Shortcuts) -> String {
    match text {
        Shortcuts::AttendNext => "Attend the next customer",
        Shortcuts::Rows => "To the next row, to the one before",
        Shortcuts::Connect => "Connect the customer of that row",
        Shortcuts::Later => "Later, for the row with the focus",
        Shortcuts::End => "End the conversation",
        Shortcuts::Outcome => "Choose the outcome in a wrap-up",
        Shortcuts::Help => "Show these keys",
        Shortcuts::Close => "Close what is open",
        Shortcuts::Use => "Use single keys as shortcuts in this browser",
        Shortcuts::Explained => {
            "They do nothing while you write, also when the field closes meanwhile: press Tab or Esc first."
        }
        Shortcuts::Done => "Close",
    }
    .to_owned()
}
