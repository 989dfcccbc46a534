//! Coming in, and what is the agent's own.

#[cfg(feature = "ssr")]
pub mod front;
pub mod history;
pub mod language;
#[cfg(feature = "ssr")]
pub mod sign_in;
pub mod signed_in;
