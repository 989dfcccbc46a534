//! Where connections come in: how many may be open, how long a client may make the server wait, and how a
//! body is read. What is beyond here sees whole requests only.
//!
//! A connection is *anonymous* until a request on it proved who sends it ([`crowd::Seat::prove`]). Strangers
//! share a part of the connections; when that is used up, whoever has made the server wait longest makes room
//! for who comes, so that silent or slow ones keep nobody out.
//!
//! An event stream is a connection for as long as it has something to say when it begins; then its socket
//! leaves ([`departure`]) for the [`reactor`], which writes to thousands of them.

pub mod body;
pub mod caps;
mod connection;
pub mod crowd;
pub mod departure;
pub mod door;
pub mod limits;
mod line;
mod pulse;
pub mod reactor;
mod traffic;
