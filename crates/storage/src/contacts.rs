//! Requests that have ended: what a customer wanted before, and whom an agent has had.

use std::collections::BTreeSet;

use async_trait::async_trait;
use domain::{
    customer::Customer,
    id::{AgentId, DeskId, TeamId},
    request::{Channel, Request},
    time::Timestamp,
};

use crate::error::StoreError;

/// How many customers of one channel an agent has had, and when the last of them left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Served {
    pub channel: Channel,
    pub customers: u32,
    pub last: Timestamp,
}

/// Who was here before.
#[async_trait]
pub trait Contacts {
    /// The requests of this customer that have ended, the last one first, at most so many, of these teams or
    /// of all. A customer is known by number and address: a name proves nothing.
    async fn contacts(
        &self,
        desk: DeskId,
        customer: &Customer,
        teams: Option<&BTreeSet<TeamId>>,
        limit: u32,
    ) -> Result<Vec<Request>, StoreError>;

    /// Whom this agent has had who left since then.
    async fn served(
        &self,
        desk: DeskId,
        agent: AgentId,
        since: Timestamp,
    ) -> Result<Vec<Served>, StoreError>;
}
