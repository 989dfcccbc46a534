//! *Notification history*: the part of the trace that is about one agent, as they read it.

use domain::{agent::Agent, id::DeskId};

use super::open::Store;
use crate::{Member, Repetitions, TraceFilter, TraceLine, error::StoreError};

/// Lines that a person will read.
const LINES: usize = 100;

impl Store {
    /// The newest first, at most a hundred. What the agent was told twice has one line: that of the
    /// first decision tells what became of it.
    pub async fn history(&self, desk: DeskId, agent: &Agent) -> Result<Vec<TraceLine>, StoreError> {
        let filter = TraceFilter {
            agent: Some(agent.id),
            repetitions: Repetitions::LeftOut,
            ..TraceFilter::default()
        };
        let members = [Member::from(agent)];
        let page = self.trace(desk, &members, &filter, LINES).await?;
        Ok(page.lines)
    }
}
