//! Where a desk is kept: the journal, the state tables derived from it, sign-in data and
//! the devices of agents.
//!
//! One [`Store`] is one SQLite file, owned by one process. Everything that a command changes is
//! written in one transaction and has reached the disk when [`Store::commit`] returns.
//!
//! Not here: rules (they are `domain`'s) and when to write (that is `engine`'s).

mod api_keys;
mod commit;
mod devices;
mod error;
mod history;
mod journal;
mod load;
mod open;
mod presses;
mod receipts;
mod rows;
mod sign_in;
mod trace;

pub use self::{
    api_keys::*,
    commit::Commit,
    devices::*,
    error::{OpenError, StoreError},
    open::Store,
    presses::*,
    receipts::*,
    sign_in::*,
    trace::*,
};
