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

mod api_keys;
mod batch;
mod behind;
mod beside;
mod checkpoints;
mod commit;
mod contacts;
mod create;
mod credentials;
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
mod sessions;
mod start;
mod trace;
mod web_session;
mod whereabouts;
mod writer;

pub use self::{
    api_keys::*,
    batch::{Commit, PressRow, ReceiptRow},
    credentials::Credential,
    devices::*,
    error::{OpenError, StoreError},
    files::take_from_others,
    open::Store,
    push_attempts::*,
    served::Served,
    trace::*,
    web_session::{Expiry, WebSession},
    writer::WriteTransaction,
};
