//! One tab of Deskbell, without a browser, so that all it decides can be tried: whether it leads, when a
//! connection counts as dead, what it shows, says and sounds. It hears ([`heard`]) and says what to do about
//! it ([`effect`]); [`hear`](state::Tab::hear) leads from one to the other, and `browser` carries it out. The
//! time is an argument, like everything else that a browser knows ([`moment`]).

pub mod effect;
pub mod following;
mod hear;
pub mod heard;
pub mod leadership;
pub mod liveness;
pub mod moment;
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
pub mod sounding;
pub mod state;
#[cfg(test)]
mod stories;
pub mod stream;
mod turn;
pub mod why;
pub mod word;
