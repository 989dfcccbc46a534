//! The rules and words of a desk: pure data and pure functions.
//!
//! A desk is one deterministic state machine. [`decide`](decide::decide) turns a command into events
//! or refuses it, [`Desk::apply`](desk::Desk::apply) changes the desk as an event says, and
//! [`execute`](consequence::execute) runs both until nothing more follows.
//!
//! It reads downwards. Nothing points back up, and no two files need each other:
//!
//! ```text
//! consequence                     what follows from an event, until nothing does
//! decide                          a command refused, or turned into events
//! distribution owed_call reminding   rules about the whole desk
//! view                            what one browser knows of it, and what it is told
//! desk                            the state, and `apply`, the one function that changes it
//! ring_hours calling_hours occupied notifying standing   rules about one request, one agent, one team
//! command event trace             what is asked, what happened, what came of it
//! agent team offer request        the things on a desk
//! preferences reminder call_back serving notification   what they are made of
//! id time zone hours text         words
//! ```
//!
//! Data knows no rules about what stands above it: a [`Digest`](reminder::Digest) says that a summary is
//! owed, [`reminding`] when one is given. A new rule about one agent goes beside [`occupied`], one that has
//! to look around the desk beside [`owed_call`].
//!
//! Not here, and never imported here: a runtime, a database, HTTP, a browser, a clock, randomness.
//! The time and the ids are arguments, so every run can be repeated.

pub mod agent;
pub mod agent_ref;
pub mod call_back;
pub mod calling_hours;
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
pub mod notifying;
pub mod occupied;
pub mod offer;
pub mod owed_call;
pub mod pauses;
pub mod preference_change;
pub mod preferences;
pub mod quiet_hours;
pub mod rejection;
pub mod reminder;
pub mod reminding;
pub mod request;
pub mod response;
pub mod ring_hours;
pub mod serving;
pub mod sorted;
pub mod sound;
mod standing;
pub mod switch;
pub mod team;
pub mod text;
pub mod time;
pub mod trace;
pub mod view;
pub mod visible;
pub mod zone;
