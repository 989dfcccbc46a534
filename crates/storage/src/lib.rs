//! Where a desk is kept: the journal, the state tables derived from it, sign-in data and
//! the devices of agents.
//!
//! One [`Store`] is one SQLite file, owned by one process. Everything that a command changes has reached the disk, in the
//! journal, when [`Store::commit`] returns; the state tables follow.
//!
//! It reads downwards. Two things point back up: the writer is given what `commit` has made of a batch, and opening has
//! `load` find out what the state tables lack.
//!
//! ```text
//! commit                  writes a batch: the journal, and the rows that its events touch
//! load journal history contacts served trace reading   read it back
//! sign_in devices api_keys receipts presses push_attempts   facts beside the desk, a table each
//! open                    one file, one process: lock, mark, settings
//! live_sessions           who is signed in, in memory as well
//! writer behind checkpoints                who writes, what may wait, and the log
//! create schema lock mark                  how a database begins, and what it must have
//! error files room beside                  what can go wrong, and where the files are
//! ```
//!
//! Not here: rules (they are `domain`'s) and when to write (that is `engine`'s).

mod api_keys;
mod behind;
mod beside;
mod checkpoints;
mod commit;
mod contacts;
mod create;
mod devices;
mod error;
mod files;
mod forgetting;
mod history;
mod journal;
mod live_sessions;
mod load;
mod lock;
mod mark;
mod open;
mod presses;
mod push_attempts;
mod readiness;
mod reading;
mod receipts;
mod room;
mod schema;
mod served;
mod sign_in;
mod trace;
mod whereabouts;
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
    served::Served,
    sign_in::*,
    trace::*,
    writer::WriteTransaction,
};
