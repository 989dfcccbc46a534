//! Ids and numbers as the database has them.

use rusqlite::{
    ToSql,
    types::{ToSqlOutput, ValueRef},
};
use uuid::{Uuid, fmt::Hyphenated};

/// An id, without an allocation for each time that one is bound.
pub(super) struct Key([u8; Hyphenated::LENGTH]);

impl Key {
    pub fn of(id: Uuid) -> Self {
        let mut text = [0; Hyphenated::LENGTH];
        id.hyphenated().encode_lower(&mut text);
        Self(text)
    }
}

impl ToSql for Key {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(ValueRef::Text(&self.0)))
    }
}

pub(super) fn number(seq: u64) -> i64 {
    i64::try_from(seq)
        .expect("a journal of 2^63 events would take longer than the universe has had")
}
