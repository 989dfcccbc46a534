//! What supervisors look at: the devices of their agents, and why something rang.

pub mod agents_devices;
pub mod search_form;
pub mod trace_page;
