//! The screens of Deskbell: drawn by the server, carried on by the browser.
//!
//! `ui → desk → alert → text → device → wire → domain`: a folder knows those to its right and none to its left.
//! [`app`] leads from an address to a page of [`ui`], which [`chunks`] puts into files of their own; [`desk`] has the signals that components read and what
//! the agent does; [`alert`] decides what a device tells, [`text`] says it. [`browser`] is what only a browser has:
//! the event stream, popups, sound; what it decides without one is in [`tab`]. [`api`] is what the browser asks of
//! the server, which answers with [`server`].

// A page is one deeply nested type; without erased components the compiler has to see through it.
#![recursion_limit = "512"]

pub mod alert;
pub mod api;
pub mod app;
#[cfg(feature = "hydrate")]
pub mod browser;
pub mod chunks;
pub mod desk;
pub mod device;
pub mod reactive;
#[cfg(feature = "ssr")]
pub mod server;
#[cfg(feature = "ssr")]
pub mod shell;
pub mod tab;
pub mod text;
pub mod ui;
pub mod wire;
