//! The desk as a signed-in page holds it: the signals that components read, and what the agent does.

pub mod actions;
pub mod context;
pub mod freshness;
pub mod here;
pub mod leaving;
pub mod listing;
pub mod patience;
pub mod presses;
pub mod request_info;
pub mod said;
#[cfg(test)]
pub mod sample_view;
pub mod settings_fields;
pub mod unsent;
