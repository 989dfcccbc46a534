//! What a person sees. A folder is a part of the product; `kit` is what all of them are made of.
//!
//! Whatever a view shows by a closure stands there as one (`{move || name()}`): `view!` makes all of those one type, and
//! what Leptos makes of a view is compiled anew for each type in it. The same goes for handlers (`kit::handler`), for what is
//! there now and then (`kit::when`) and for lists of requests (`kit::each`).

#![expect(clippy::redundant_closure, reason = "see above")]

pub mod account;
pub mod desktop;
pub mod frame;
pub mod home;
pub mod kit;
pub mod planning;
pub mod settings;
pub mod shortcuts;
pub mod supervisor;
