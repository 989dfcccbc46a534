//! What is true of a browser and the system that it runs on. Pure: the ports say what they found, and what
//! follows from it is decided here.

pub mod remedy;
pub mod sound;
pub mod state;
pub mod user_agent;
