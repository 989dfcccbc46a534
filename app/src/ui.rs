//! What a person sees. A folder is a part of the product; `kit` is what all of them are made of.

pub mod account;
pub mod desktop;
pub mod frame;
pub mod home;
pub mod kit;
pub mod planning;
pub mod settings;
pub mod shortcuts;
pub mod supervisor;
