//! How a tab decides: whether it is heard, whom it follows, when it tries again. Pure, so that it can be tried
//! without a browser; `browser` carries it out.

pub mod following;
pub mod leadership;
pub mod liveness;
pub mod others;
pub mod push_plan;
pub mod push_settling;
pub mod question;
pub mod reconnection;
pub mod replay;
pub mod reports;
pub mod saved;
pub mod server_clock;
pub mod sign_of_life;
pub mod stream;
