//! Where a desk is kept: the journal, the state tables derived from it, sign-in data and
//! the devices of agents.
//!
//! A [`Store`] is an open database, whichever it is. What every database has to do, [`Database`] says, a trait for each
//! subject; `sqlite` is the one that there is. Another one is another folder like it, a way to open it in `store`, and a
//! line of `tests/conformance`.
//!
//! It reads downwards. Nothing points back up, and no two files need each other:
//!
//! ```text
//! store                   which database it is
//! sqlite                  everything that knows SQLite
//! database                what holds for all of these:
//! journal state contacts trace        what desks decided, how they stand, what was before, who was told
//! credentials sessions devices api_keys push_attempts readiness   facts beside the desk
//! rows                    which rows of the state tables a commit touches, and what they say
//! commit                  what is written together
//! repetition live_sessions web_session    of which a repetition is known; who is signed in, in memory as well
//! error private_file      what can go wrong; files for this user's eyes only
//! ```
//!
//! Not here: rules (they are `domain`'s) and when to write (that is `engine`'s).

mod api_keys;
mod commit;
mod contacts;
mod credentials;
mod database;
mod devices;
mod error;
mod journal;
mod live_sessions;
mod private_file;
mod push_attempts;
mod readiness;
mod repetition;
mod rows;
mod sessions;
mod sqlite;
mod state;
mod store;
mod trace;
mod web_session;

pub use self::{
    api_keys::*,
    commit::Commit,
    contacts::*,
    credentials::*,
    database::Database,
    devices::*,
    error::{OpenError, StoreError},
    journal::Journal,
    private_file::take_from_others,
    push_attempts::*,
    readiness::Readiness,
    repetition::*,
    sessions::Sessions,
    state::State,
    store::Store,
    trace::{
        CustomerSearch, Member, NoCursor, Repetitions, TRACE_LOOKED_THROUGH, Trace, TraceCursor,
        TraceFilter, TraceLine, TracePage,
    },
    web_session::{Expiry, WebSession},
};
