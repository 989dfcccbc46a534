//! The server: everything between a TCP connection and a desk.
//!
//! Reads downwards: [`cli`] and [`config`] say what to do, [`serve`] starts, [`edge`] lets connections in,
//! [`routes`] says who answers which path, [`auth`] who is asking, and [`pages`], [`events`] and [`api`] answer.
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
pub mod edge;
pub mod escalation;
pub mod events;
pub mod health;
pub mod observe;
pub mod pages;
pub mod routes;
pub mod say;
pub mod security;
pub mod serve;
pub mod site;
pub mod state;
