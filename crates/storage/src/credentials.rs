//! How agents prove who they are. Passwords arrive here as PHC strings.

use std::fmt;

use async_trait::async_trait;
use domain::{
    id::{AgentId, DeskId},
    time::Timestamp,
};

use crate::{error::StoreError, web_session::WebSession};

/// How an agent proves who they are.
#[derive(Clone, PartialEq, Eq)]
pub struct Credential {
    pub desk: DeskId,
    pub agent: AgentId,
    /// A PHC string.
    pub password: String,
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Credential")
            .field("desk", &self.desk)
            .field("agent", &self.agent)
            .finish_non_exhaustive()
    }
}

/// The passwords of agents.
#[async_trait]
pub trait Credentials {
    /// Sets the password of an agent, the first or a new one. The sessions that began with another end in
    /// the same transaction; they are returned.
    ///
    /// # Errors
    /// [`StoreError::Constraint`] when the address belongs to another agent.
    async fn put_credential(
        &self,
        email: &str,
        credential: &Credential,
        now: Timestamp,
    ) -> Result<Vec<WebSession>, StoreError>;

    /// By agent: which address is theirs, the desk knows, whatever form it was written in.
    async fn credential_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Option<Credential>, StoreError>;
}
