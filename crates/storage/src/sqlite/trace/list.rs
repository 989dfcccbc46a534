//! Lists in conditions.

use std::collections::BTreeSet;

use sqlx::{QueryBuilder, Sqlite};

/// A list of ids in a condition.
pub(super) fn push_list(select: &mut QueryBuilder<Sqlite>, ids: &BTreeSet<String>) {
    select.push("(");
    let mut list = select.separated(", ");
    for id in ids {
        list.push_bind(id.clone());
    }
    select.push(")");
}
