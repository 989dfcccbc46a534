//! Coming in, and what is the agent's own.

#[cfg(feature = "ssr")]
pub mod front;
#[cfg(feature = "ssr")]
pub mod front_picture;
pub mod history;
pub mod language;
#[cfg(feature = "ssr")]
pub mod language_buttons;
#[cfg(feature = "ssr")]
pub mod sign_in;
pub mod signed_in;
pub mod theme_choice;
