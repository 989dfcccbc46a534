//! Where a desk is kept: the journal, the state tables derived from it, sign-in data and
//! the devices of agents.
//!
//! One [`Store`] is one SQLite file, owned by one process. Everything that a command changes has reached the disk, in the
//! journal, when [`Store::commit`] returns; the state tables follow.
//!
//! It reads downwards. Nothing points back up, and no two files need each other:
//!
//! ```text
//! start                   a file is opened, and the state tables are known to lack what they lack
//! commit                  a batch is written
//! load journal history contacts served trace reading   read it back
//! credentials sessions devices api_keys receipts presses push_attempts   facts beside the desk, a table each
//! open                    one file, one process: lock, mark, settings
//! live_sessions web_session                who is signed in, in memory as well
//! writer checkpoints behind                who writes, the log, and what may wait
//! batch                   the journal and the rows that the events of a batch touch
//! create schema lock mark                  how a database begins, and what it must have
//! error files room beside                  what can go wrong, and where the files are
//! ```
//!
//! Not here: rules (they are `domain`'s) and when to write (that is `engine`'s).

mod error;
mod live_sessions;
mod sqlite;
mod web_session;

pub use self::{
    error::{OpenError, StoreError},
    sqlite::*,
    web_session::{Expiry, WebSession},
};
