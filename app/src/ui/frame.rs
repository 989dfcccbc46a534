//! What stands around every signed-in page.

pub mod announcer;
pub mod banners;
pub mod not_found;
pub mod notices;
mod ringing_elsewhere;
pub mod top_bar;
pub mod work_state;
