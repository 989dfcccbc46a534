//! The notification trace: what was decided about whom, searched and read in pages, newest first.
//!
//! What was decided of a team is one row that names the exceptions. It becomes a line an agent here,
//! for the page that is read and no further.

mod customer_search;
mod decided;
mod deliveries;
mod filter;
mod line;
mod list;
mod retention;

use domain::id::DeskId;
use sqlx::{QueryBuilder, Sqlite, sqlite::SqliteRow};

use self::decided::Decided;
pub use self::{
    customer_search::CustomerSearch,
    filter::{Member, NoCursor, Repetitions, TraceCursor, TraceFilter},
    line::TraceLine,
};
use super::open::Store;
use crate::error::StoreError;

/// Rows read at once.
const CHUNK: usize = 100;
/// Rows looked through for one page. What matches nothing for longer is for the next page, so that no
/// search keeps the database busy.
pub const TRACE_LOOKED_THROUGH: usize = 5_000;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TracePage {
    pub lines: Vec<TraceLine>,
    /// Where the next page begins, if there may be more.
    pub next: Option<TraceCursor>,
}

impl Store {
    /// At most `limit` lines. Fewer lines and a `next` together mean that so many rows were looked
    /// through that the rest is left to another call.
    pub async fn trace(
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
                let decided = Decided::read(row)?;
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
            scope.restrict(&mut select);
            filter.restrict(&mut select, after);
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
        if !filter.matches(&decided.request) {
            return Ok(vec![]);
        }
        let read_before = after
            .filter(|cursor| (cursor.at, cursor.seq) == (decided.at, decided.seq))
            .and_then(|cursor| cursor.agent);
        let mut lines: Vec<TraceLine> = audience
            .iter()
            .filter(|member| read_before.is_none_or(|last| member.id > last))
            .filter(|member| member.was_there(decided.at) && member.is_in(decided.team))
            .filter_map(|member| {
                let decision = decided.decisions.about(member.id)?;
                filter
                    .accepts(decision)
                    .then(|| decided.line(member.id, decision))
            })
            .collect();
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
