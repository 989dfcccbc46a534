//! The state tables as text, row by row, so that two ways to write them can be compared.

use std::collections::BTreeMap;

use crate::opened::Opened;

/// Everything that is derived from the journal: table, its columns, its primary key.
const STATE: [(&str, &[&str], &str); 9] = [
    ("desk", &["id", "name", "country", "seq"], "id"),
    ("team", &["desk_id", "id", "name", "body"], "desk_id, id"),
    ("do_not_call", &["desk_id", "phone"], "desk_id, phone"),
    ("agent", &["desk_id", "id", "email", "body"], "desk_id, id"),
    (
        "request",
        &[
            "desk_id",
            "id",
            "team_id",
            "kind",
            "channel",
            "state",
            "agent_id",
            "created_at",
            "ended_at",
            "body",
            "customer_phone",
            "customer_email",
        ],
        "desk_id, id",
    ),
    (
        "offer",
        &["desk_id", "id", "request_id", "state", "made_at", "body"],
        "desk_id, id",
    ),
    (
        "notification",
        &[
            "desk_id",
            "seq",
            "at",
            "request_id",
            "offer_id",
            "team_id",
            "decisions",
        ],
        "desk_id, seq",
    ),
    (
        "delivery",
        &[
            "desk_id",
            "offer_id",
            "agent_id",
            "device_id",
            "at",
            "rank",
            "report",
            "failure",
            "received_at",
            "failed_at",
            "in_page_at",
            "shown_at",
            "dismissed_at",
            "clicked_at",
        ],
        "desk_id, offer_id, agent_id, device_id",
    ),
    (
        "offer_end",
        &["desk_id", "seq", "at", "offer_id", "agent_id", "how"],
        "desk_id, seq",
    ),
];

/// Rows by table, each row as `column=value` pairs.
pub type Tables = BTreeMap<&'static str, Vec<String>>;

pub async fn dump(store: &Opened) -> Tables {
    store.settle().await.expect("the state tables catch up");
    let mut tables = Tables::new();
    for (table, columns, key) in STATE {
        let line = columns
            .iter()
            .map(|column| format!("'{column}=' || COALESCE(CAST({column} AS TEXT), 'null')"))
            .collect::<Vec<_>>()
            .join(" || ' ' || ");
        let select = format!("SELECT {line} AS line FROM {table} ORDER BY {key}");
        tables.insert(table, store.lines(select).await);
    }
    tables
}

/// Fails with the first row that differs, rather than with two whole databases.
pub fn assert_same(written: &Tables, rebuilt: &Tables, context: &str) {
    for (table, rows) in written {
        let other = &rebuilt[table];
        for (row, other) in rows.iter().zip(other) {
            assert_eq!(row, other, "{context}: a row of {table} differs");
        }
        assert_eq!(
            rows.len(),
            other.len(),
            "{context}: {table} has more or fewer rows"
        );
    }
}
