//! What a writer leaves for the next one.

use sqlx::SqliteConnection;

use crate::sqlite::behind::Behind;

/// What only one at a time has.
#[derive(Debug)]
pub(crate) struct Place {
    pub connections: Connections,
    pub behind: Behind,
}

/// Where the connections are while nobody writes.
#[derive(Debug)]
pub(crate) struct Connections {
    pub facts: Facts,
    /// Of what desks have decided; opened when it is needed.
    pub decided: Option<rusqlite::Connection>,
}

/// The connection of everything else.
#[derive(Debug)]
pub(crate) enum Facts {
    Idle(SqliteConnection),
    /// The last one was discarded, or is in somebody's hands.
    Empty,
    Closed,
}
