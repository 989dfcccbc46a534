//! An id as the database has it, without an allocation for each time that one is bound.

use rusqlite::{
    ToSql,
    types::{ToSqlOutput, ValueRef},
};
use uuid::{Uuid, fmt::Hyphenated};

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
