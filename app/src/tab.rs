//! How a tab decides: whether it is heard, whom it follows, when it tries again. Pure, so that it can be tried
//! without a browser; `browser` carries it out.

pub mod following;
pub mod liveness;
pub mod reconnection;
pub mod sign_of_life;
