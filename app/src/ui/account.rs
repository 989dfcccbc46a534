//! Coming in, and what is the agent's own.

pub mod front;
pub mod history;
pub mod language;
pub mod sign_in;
pub mod signed_in;
