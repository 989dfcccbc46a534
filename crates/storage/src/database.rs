//! What a database has to do, whichever it is.

use std::{fmt, io};

use async_trait::async_trait;

use crate::{
    api_keys::ApiKeys, contacts::Contacts, credentials::Credentials, devices::Devices,
    error::StoreError, journal::Journal, push_attempts::PushAttempts, readiness::Readiness,
    repetition::Repetition, sessions::Sessions, state::State, trace::Trace,
};

/// A database that desks are kept in. One process owns it, from its opening until [`Database::close`].
///
/// Each method says what it does; for all of them holds:
///
/// - **Written is on the disk.** When a method that writes returns `Ok`, what it has written survives `kill -9` and a power
///   cut. Only the state tables may follow later: the journal, from which they are made, is there.
/// - **All or nothing.** After an error nothing has changed, and no other write suffers from it: the next one works as soon
///   as the database does. Who goes away while they wait may find that it was done or that it was not, never a part of it.
///   What is done *a few at a time* is that of each step; what was done stays done.
/// - **Written is read.** Whoever asks after a write has returned finds it, also where it is read from the state tables
///   and those were behind. While they can't be written, a search may miss what came last; a desk and a request are
///   found as they are.
/// - **Nobody waits long.** What is done a few at a time lets other writers in between.
/// - **Apart.** Who asks about one desk hears nothing of another.
#[async_trait]
pub trait Database:
    Journal
    + State
    + Contacts
    + Trace
    + PushAttempts
    + Credentials
    + Sessions
    + Devices
    + ApiKeys
    + Repetition
    + Readiness
    + fmt::Debug
    + Send
    + Sync
{
    /// Which journal this is: it changes only when the database is replaced.
    fn epoch(&self) -> &str;

    /// Which installation this is: it stays the same when the journal is replaced.
    fn installation(&self) -> &str;

    /// Takes ahead the room that commits will need: who commits then waits for the disk to take what they wrote and for nothing
    /// else. Takes some ten milliseconds, in which nobody else writes; worth it for a server, not for a single command.
    ///
    /// # Errors
    /// There is no room for it. Nothing has changed: it is taken as it is needed.
    async fn make_room(&self) -> io::Result<()>;

    /// From here on nothing is written, and another process may open the database.
    async fn close(&self);

    /// Changes how what desks have decided is written, as nobody but a test does, to see what happens then: runs one
    /// statement, in the database's own language, on the connection of commits. Answers the number that it gives, if it
    /// gives one.
    #[doc(hidden)]
    async fn tamper(&self, statement: &str) -> Result<Option<i64>, StoreError>;
}
