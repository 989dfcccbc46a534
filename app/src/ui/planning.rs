//! Calls for later.

pub mod cancel_call;
pub mod forms;
pub mod planned_calls;
