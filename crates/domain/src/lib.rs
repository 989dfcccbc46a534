//! The rules and words of a desk: pure data and pure functions.
//!
//! A desk is one deterministic state machine. [`decide`](decide::decide) turns a command into events
//! or refuses it, [`Desk::apply`](desk::Desk::apply) changes the desk as an event says, and
//! [`execute`](consequence::execute) runs both until nothing more follows.
//!
//! Not here, and never imported here: a runtime, a database, HTTP, a browser, a clock, randomness.
//! The time and the ids are arguments, so every run can be repeated.

pub mod agent;
pub mod call_back;
pub mod command;
pub mod consequence;
pub mod customer;
pub mod decide;
pub mod desk;
pub mod device;
pub mod distribution;
pub mod email;
pub mod event;
pub mod hours;
pub mod id;
pub mod notification;
pub mod offer;
pub mod pauses;
pub mod preference_change;
pub mod rejection;
pub mod reminder;
pub mod request;
pub mod response;
pub mod ring_hours;
pub mod serving;
pub mod sound;
pub mod team;
pub mod text;
pub mod time;
pub mod trace;
pub mod view;
pub mod visible;
pub mod zone;
