//! What only the server does for a page: the desk as one signed-in agent may use it.

pub mod contacts;
pub mod devices;
pub mod phone;
pub mod planning;
pub mod signed_in;
pub mod trace;
