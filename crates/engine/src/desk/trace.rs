//! Looking up what was: the notification trace, and requests that ended long ago.

use domain::{
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::Request,
};
use storage::{Member, TraceFilter, TraceLine, TracePage};

use super::DeskHandle;
use crate::command_error::CommandError;

impl DeskHandle {
    /// # Errors
    /// The database does not answer.
    pub async fn history(&self, agent: AgentId) -> Result<Vec<TraceLine>, CommandError> {
        let agent = self
            .read(|desk| desk.agent(agent).cloned())
            .ok_or(Rejection::UnknownAgent)?;
        Ok(self.inner.store.history(self.id(), &agent).await?)
    }

    /// A page of the notification trace, newest first; see [`storage::Trace::trace`].
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn trace(
        &self,
        filter: &TraceFilter,
        limit: usize,
    ) -> Result<TracePage, CommandError> {
        let members: Vec<_> = self.read(|desk| desk.agents().map(Member::from).collect());
        let page = self.inner.store.trace(self.id(), &members, filter, limit);
        Ok(page.await?)
    }

    /// A request, also one that ended long ago.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn request(&self, id: RequestId) -> Result<Option<Request>, CommandError> {
        match self.read(|desk| desk.request(id).cloned()) {
            Some(request) => Ok(Some(request)),
            None => Ok(self.inner.store.request(self.id(), id).await?),
        }
    }
}
