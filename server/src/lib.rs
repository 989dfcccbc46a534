//! The server: everything between a TCP connection and a desk.
//!
//! Reads downwards: [`cli`] reads what was typed, and [`config`] what was set. A command goes over the
//! [`control`] socket to [`admin`], which does it. [`serve`] starts: [`edge`] lets connections in, [`client`]
//! says from where they come, [`routes`] who answers which path, [`gate`] what comes before that: [`security`], what
//! other sites may not, and [`auth`], who is asking; and [`pages`], [`events`] and [`api`] answer, with the [`state`] that they share.
//! Beside them runs the [`escalation`], which tells devices whose pages do not answer.
//!
//! No two files import each other, not even round a corner: what stands in front of all handlers ([`client`],
//! [`security`]) is given what it needs instead of their state. A path names the file that a thing is in; a
//! folder's own file says what is in the folder, and hands nothing on.
//!
//! Not here: the rules of a desk (`domain`), its state (`engine`), what a page looks like (`app`).

// Leptos nests one future and one type into the next for every element of a page.
#![recursion_limit = "256"]

pub mod admin;
pub mod api;
pub mod auth;
pub mod cli;
pub mod client;
pub mod config;
pub mod control;
pub mod demo;
pub mod digest;
pub mod edge;
pub mod escalation;
pub mod events;
pub mod gate;
pub mod health;
pub mod observe;
pub mod pages;
pub mod routes;
pub mod say;
pub mod security;
pub mod serve;
pub mod site;
pub mod state;
