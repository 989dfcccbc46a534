//! Calls for later.

pub mod call_list;
pub mod cancel_call;
pub mod done;
pub mod field;
pub mod forms;
pub mod planned_calls;
pub mod when_fields;
pub mod whose_fields;
