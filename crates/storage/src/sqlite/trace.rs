//! The notification trace: the rows of what was decided, page by page.

mod conditions;
mod deliveries;
mod retention;

use async_trait::async_trait;
use domain::{id::DeskId, time::Timestamp};
use sqlx::{QueryBuilder, Row, Sqlite, sqlite::SqliteRow};

use self::conditions::{push_scope, push_time};
use super::open::SqliteDatabase;
use crate::{
    error::StoreError,
    trace::{
        Member, TRACE_LOOKED_THROUGH, Trace, TraceCursor, TraceFilter, TraceLine, TracePage,
        decided::Decided,
    },
};

/// Rows read at once.
const CHUNK: usize = 100;

#[async_trait]
impl Trace for SqliteDatabase {
    async fn trace(
        &self,
        desk: DeskId,
        members: &[Member],
        filter: &TraceFilter,
        limit: usize,
    ) -> Result<TracePage, StoreError> {
        let audience = filter.audience(members);
        let mut page = TracePage::default();
        let mut after = filter.after;
        let mut looked_through = 0;
        'looking: loop {
            let rows = self.decisions(desk, filter, members, after).await?;
            let last = rows.len() < CHUNK;
            looked_through += rows.len();
            for row in &rows {
                let decided = read(row)?;
                for line in self.lines(desk, &decided, &audience, filter, after).await? {
                    if page.lines.len() == limit {
                        page.next = page.lines.last().map(TraceCursor::after_line);
                        break 'looking;
                    }
                    page.lines.push(line);
                }
                after = Some(decided.cursor());
            }
            if last {
                break;
            }
            if looked_through >= TRACE_LOOKED_THROUGH {
                page.next = after;
                break;
            }
        }
        self.add_deliveries(desk, &mut page.lines).await?;
        self.add_ends(desk, &mut page.lines).await?;
        Ok(page)
    }

    async fn forget_trace(&self, desk: DeskId, before: Timestamp) -> Result<(), StoreError> {
        self.forget_decided(desk, before).await
    }
}

impl SqliteDatabase {
    /// The next rows by the filters that an index serves; the others are for [`Self::lines`].
    async fn decisions(
        &self,
        desk: DeskId,
        filter: &TraceFilter,
        members: &[Member],
        after: Option<TraceCursor>,
    ) -> Result<Vec<SqliteRow>, StoreError> {
        let scopes = filter.scopes(members);
        if scopes.is_empty() {
            return Ok(vec![]);
        }
        let limit = i64::try_from(CHUNK).unwrap_or(i64::MAX);
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT decided.seq, decided.at, decided.offer_id, decided.team_id, decided.decisions,
                 request.body
             FROM (",
        );
        // Each in the order of an index; what the database merges is one chunk of each.
        for (place, scope) in scopes.iter().enumerate() {
            select.push(if place == 0 { "" } else { " UNION ALL " });
            select.push(
                "SELECT * FROM (SELECT desk_id, seq, at, request_id, offer_id, team_id, decisions
                 FROM notification WHERE desk_id = ",
            );
            select.push_bind(desk.to_string());
            push_scope(&mut select, scope);
            push_time(&mut select, filter, after);
            select.push(" ORDER BY at DESC, seq DESC LIMIT ");
            select.push_bind(limit);
            select.push(") AS part");
        }
        select.push(
            ") AS decided JOIN request ON request.desk_id = decided.desk_id
                 AND request.id = decided.request_id
             ORDER BY decided.at DESC, decided.seq DESC LIMIT ",
        );
        select.push_bind(limit);
        Ok(select.build().fetch_all(self.state().await).await?)
    }

    /// The lines of one row that match, by agent.
    async fn lines(
        &self,
        desk: DeskId,
        decided: &Decided,
        audience: &[&Member],
        filter: &TraceFilter,
        after: Option<TraceCursor>,
    ) -> Result<Vec<TraceLine>, StoreError> {
        let mut lines = decided.lines(audience, filter, after);
        if let Some(channel) = filter.channel {
            self.add_deliveries(desk, &mut lines).await?;
            lines.retain(|line| {
                let mut deliveries = line.deliveries.iter();
                deliveries.any(|delivery| delivery.channel == channel)
            });
        }
        Ok(lines)
    }
}

fn read(row: &SqliteRow) -> Result<Decided, StoreError> {
    let offer: Option<&str> = row.get("offer_id");
    let team: &str = row.get("team_id");
    Ok(Decided {
        seq: u64::try_from(row.get::<i64, _>("seq")).unwrap_or(0),
        at: Timestamp(row.get("at")),
        offer: offer.map(str::parse).transpose()?,
        team: team.parse()?,
        decisions: serde_json::from_str(row.get("decisions"))?,
        request: serde_json::from_str(row.get("body"))?,
    })
}
