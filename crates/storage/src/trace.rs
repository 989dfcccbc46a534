//! The notification trace: what was decided about whom, searched and read in pages, newest first.
//!
//! What was decided of a team is one row that names the exceptions. It becomes a line an agent here,
//! for the page that is read and no further.

mod customer_search;
pub(crate) mod decided;
pub(crate) mod deliveries;
pub(crate) mod filter;
pub(crate) mod line;

use async_trait::async_trait;
use domain::{agent::Agent, id::DeskId, time::Timestamp};

pub use self::{
    customer_search::CustomerSearch,
    filter::{Member, NoCursor, Repetitions, TraceCursor, TraceFilter},
    line::TraceLine,
};
use crate::error::StoreError;

/// Rows looked through for one page. What matches nothing for longer is for the next page, so that no
/// search keeps the database busy.
pub const TRACE_LOOKED_THROUGH: usize = 5_000;
/// Lines of a history: as many as a person will read.
const HISTORY: usize = 100;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TracePage {
    pub lines: Vec<TraceLine>,
    /// Where the next page begins, if there may be more.
    pub next: Option<TraceCursor>,
}

/// What was decided about whom.
#[async_trait]
pub trait Trace: Sync {
    /// At most `limit` lines. Fewer lines and a `next` together mean that so many rows were looked
    /// through that the rest is left to another call.
    async fn trace(
        &self,
        desk: DeskId,
        members: &[Member],
        filter: &TraceFilter,
        limit: usize,
    ) -> Result<TracePage, StoreError>;

    /// *Notification history*: the part of the trace that is about one agent, as they read it. The newest first, at most a
    /// hundred. What the agent was told twice has one line: that of the first decision tells what became of it.
    async fn history(&self, desk: DeskId, agent: &Agent) -> Result<Vec<TraceLine>, StoreError> {
        let filter = TraceFilter {
            agent: Some(agent.id),
            repetitions: Repetitions::LeftOut,
            ..TraceFilter::default()
        };
        let members = [Member::from(agent)];
        let page = self.trace(desk, &members, &filter, HISTORY).await?;
        Ok(page.lines)
    }

    /// Forgets what was decided before then, with all that devices said of it, a few at a time. The journal still has
    /// it, so the state tables can be rebuilt, and this be done again.
    async fn forget_trace(&self, desk: DeskId, before: Timestamp) -> Result<(), StoreError>;
}
