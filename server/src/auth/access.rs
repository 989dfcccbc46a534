//! What an operator takes from an agent: their password, or the way in altogether.

use domain::{command::Command, event::Actor, id::AgentId};
use engine::{CommandError, DeskHandle};
use storage::{Credential, WebSession};

use super::{Auth, hasher::Busy, password::Password};

impl Auth {
    /// Lets an agent in by another password and ends whatever began with the one before.
    ///
    /// # Errors
    /// The desk or the database did not answer.
    pub async fn set_password(
        &self,
        desk: &DeskHandle,
        agent: AgentId,
        email: &str,
        password: Password,
    ) -> Result<(), CommandError> {
        let hashed = self.hasher.hash(password).await;
        let password = hashed.map_err(|Busy| CommandError::Overloaded)?;
        let credential = Credential {
            desk: desk.id(),
            agent,
            password,
        };
        // A sign-in that is on its way looks at the password again once it is its turn.
        let _presence = self.presence.lock().await;
        let store = self.engine.store();
        let ended = store.put_credential(email, &credential, desk.now()).await?;
        self.forget_all(desk, agent, &ended).await?;
        self.leave(desk.id(), agent).await;
        let note = Command::NotePassword { agent };
        desk.execute(Actor::Operator, note).await.map(drop)
    }

    /// Keeps an agent out from here on. What is in their hands goes to others.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn disable(&self, desk: &DeskHandle, agent: AgentId) -> Result<(), CommandError> {
        let _presence = self.presence.lock().await;
        desk.execute(Actor::Operator, Command::DisableAgent { agent })
            .await?;
        self.end_all(desk, agent).await
    }

    /// Every session of an agent ends.
    pub(super) async fn end_all(
        &self,
        desk: &DeskHandle,
        agent: AgentId,
    ) -> Result<(), CommandError> {
        let ended = self.engine.store().end_sessions_of(desk.id(), agent);
        self.forget_all(desk, agent, &ended.await?).await
    }

    /// With the sessions of an agent their streams end, and no device of theirs is reached by Web Push.
    async fn forget_all(
        &self,
        desk: &DeskHandle,
        agent: AgentId,
        ended: &[WebSession],
    ) -> Result<(), CommandError> {
        for session in ended {
            self.close_streams(session);
        }
        for known in desk.devices(agent) {
            desk.unsubscribe_push(agent, known.device.id).await?;
        }
        Ok(())
    }
}
