//! What a browser offers besides the page itself, one thing a file. None of them knows what a tab is or
//! decides anything: each reports by a callback. What a browser lacks or refuses is told, or is not done.

pub mod address;
pub mod autoplay;
pub mod badge;
pub mod broadcast;
pub mod clock;
pub mod event_source;
pub mod hand;
mod listener;
pub mod locks;
pub mod page;
pub mod permission;
pub mod player;
pub mod popups;
mod property;
pub mod push_manager;
pub mod reach;
pub mod reload_mark;
pub mod service_worker;
pub mod tick_worker;
