//! SQLite: desks in one file. All that knows it is in this folder.
//!
//! Everything that a command changes has reached the disk, in the journal, when a commit returns; the state tables follow.
//! It reads downwards:
//!
//! ```text
//! start                   a file is opened, and the state tables are known to lack what they lack
//! state journal contacts trace reading                 desks, written and read back
//! credentials sessions devices api_keys repetition push_attempts readiness   facts beside the desk, a table each
//! open forgetting         one file, one process: lock, mark, settings
//! writer checkpoints behind                who writes, the log, and what may wait
//! batch                   the statements of a commit
//! create schema lock mark session_row      how a database begins, and what it must have
//! error files room beside whereabouts      what can go wrong, and where the files are
//! ```

mod api_keys;
mod batch;
mod behind;
mod beside;
mod checkpoints;
mod contacts;
mod create;
mod credentials;
mod devices;
mod error;
mod files;
mod forgetting;
mod journal;
mod lock;
mod mark;
mod open;
mod push_attempts;
mod readiness;
mod reading;
mod repetition;
mod room;
mod schema;
mod session_row;
mod sessions;
mod start;
mod state;
mod trace;
mod whereabouts;
mod writer;

pub(crate) use self::open::SqliteDatabase;
