//! Calls for later.

pub mod forms;
pub mod planned_calls;
