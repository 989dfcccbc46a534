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
mod files;
mod forgetting;
mod history;
mod journal;
mod load;
mod lock;
mod mark;
mod open;
mod presses;
mod push_attempts;
mod readiness;
mod reading;
mod receipts;
mod rows;
mod sign_in;
mod trace;
mod writer;

pub use self::{
    api_keys::*,
    commit::Commit,
    devices::*,
    error::{OpenError, StoreError},
    files::take_from_others,
    open::Store,
    presses::*,
    push_attempts::*,
    receipts::*,
    sign_in::*,
    trace::*,
    writer::WriteTransaction,
};
