//! A desk in one SQLite file, owned by one process.

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
pub(crate) mod room;
mod schema;
mod served;
mod sessions;
mod start;
mod trace;
mod whereabouts;
mod writer;

pub use self::{
    api_keys::*,
    batch::{Commit, PressRow, ReceiptRow},
    credentials::Credential,
    devices::*,
    files::take_from_others,
    open::Store,
    push_attempts::*,
    served::Served,
    trace::*,
    writer::WriteTransaction,
};
