//! Conditions of searches: which rows of an index, from where on, and of whom.

use std::collections::BTreeSet;

use sqlx::{QueryBuilder, Sqlite};

use crate::trace::filter::{Scope, TraceCursor, TraceFilter};

pub(super) fn push_scope(select: &mut QueryBuilder<Sqlite>, scope: &Scope) {
    match scope {
        Scope::Request(request) => {
            select.push(" AND request_id = ");
            select.push_bind(request.to_string());
        }
        Scope::Team(team) => {
            select.push(" AND team_id = ").push_bind(team.to_string());
        }
        Scope::Desk => {}
    }
}

/// The time that was asked for, as far as it was not read before.
pub(super) fn push_time(
    select: &mut QueryBuilder<Sqlite>,
    filter: &TraceFilter,
    after: Option<TraceCursor>,
) {
    if let Some(from) = filter.from {
        select.push(" AND at >= ").push_bind(from.0);
    }
    match (after, filter.until) {
        // Lies before the end of the time that was asked for, and an index takes one bound.
        (Some(after), _) => {
            let seq = i64::try_from(after.seq).unwrap_or(i64::MAX);
            let same_row_too = if after.agent.is_some() { "<=" } else { "<" };
            select.push(" AND (at, seq) ").push(same_row_too);
            select.push(" (").push_bind(after.at.0);
            select.push(", ").push_bind(seq).push(")");
        }
        (None, Some(until)) => {
            select.push(" AND at < ").push_bind(until.0);
        }
        (None, None) => {}
    }
}

/// A list of ids.
pub(super) fn push_list(select: &mut QueryBuilder<Sqlite>, ids: &BTreeSet<String>) {
    select.push("(");
    let mut list = select.separated(", ");
    for id in ids {
        list.push_bind(id.clone());
    }
    select.push(")");
}
