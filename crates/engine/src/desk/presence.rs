//! Signs of life: of an agent, and of the pages on their devices. Cheap, because they come all the time.

use domain::{agent::Reachability, command::Command, event::Actor, id::AgentId};

use super::DeskHandle;
use crate::command_error::CommandError;

impl DeskHandle {
    /// A device of the agent acknowledged a heartbeat.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn acknowledge(&self, agent: AgentId) -> Result<(), CommandError> {
        self.inner.heard.note(agent, self.inner.clock.awake());
        self.set_reachability(agent, Reachability::Reachable).await
    }

    /// The agent touched the desktop. Costs nothing unless they had let offers pass.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn touch(&self, agent: AgentId) -> Result<(), CommandError> {
        let has_missed = self.read(|desk| {
            desk.agent(agent)
                .is_some_and(|agent| agent.responding.has_missed())
        });
        if has_missed {
            self.execute(Actor::Agent(agent), Command::Touch { agent })
                .await?;
        }
        Ok(())
    }

    /// A page of the agent has opened a stream. Costs nothing unless their devices had received nothing.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn listens(&self, agent: AgentId) -> Result<(), CommandError> {
        let was_deaf = self.read(|desk| {
            desk.agent(agent)
                .is_some_and(|agent| agent.hearing.is_deaf())
        });
        if was_deaf {
            self.execute(Actor::Desk, Command::Hear { agent }).await?;
        }
        Ok(())
    }

    /// Asks the desk only when this is news.
    async fn set_reachability(
        &self,
        agent: AgentId,
        reachability: Reachability,
    ) -> Result<(), CommandError> {
        let known = self.read(|desk| desk.agent(agent).map(|agent| agent.reachability));
        if known == Some(reachability) {
            return Ok(());
        }
        self.execute(
            Actor::Desk,
            Command::SetReachability {
                agent,
                reachability,
            },
        )
        .await
        .map(drop)
    }
}
