//! Who writes event streams.

use clap::ValueEnum;

/// Who writes to the sockets of event streams.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Streams {
    /// One thread for all of them; an idle one costs next to nothing.
    #[default]
    Reactor,
    /// The HTTP library, as with every other answer.
    Hyper,
}
