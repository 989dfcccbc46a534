//! What a customer wanted before, and whom an agent has had.

use domain::{
    agent::Role,
    id::{AgentId, RequestId},
    rejection::Rejection,
    request::Request,
    time::Timestamp,
};
use storage::{Served, StoreError};

use super::DeskHandle;
use crate::command_error::CommandError;

/// At most: a person reads them with the customer on the line.
const TOLD: u32 = 10;

impl DeskHandle {
    /// The earlier requests of this request's customer, of teams that the agent sees, the last one first.
    ///
    /// # Errors
    /// The agent knows no such request, or the database does not answer.
    pub async fn contacts(
        &self,
        agent: AgentId,
        request: RequestId,
    ) -> Result<Vec<Request>, CommandError> {
        let (agent, customer) = self
            .read(|desk| {
                let agent = desk.agent(agent)?;
                let request = desk.request(request)?;
                let sees = agent.sees(request.team);
                sees.then(|| (agent.clone(), request.customer.clone()))
            })
            .ok_or(Rejection::UnknownRequest)?;
        let teams = (agent.role == Role::Agent).then_some(&agent.teams);
        let ended = self.inner.store.contacts(self.id(), &customer, teams, TOLD);
        Ok(ended.await?)
    }

    /// Whom the agent has had who left since then.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn served(
        &self,
        agent: AgentId,
        since: Timestamp,
    ) -> Result<Vec<Served>, StoreError> {
        self.inner.store.served(self.id(), agent, since).await
    }
}
