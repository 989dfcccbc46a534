//! Sessions between signing in and signing out.

use domain::{
    command::Command,
    event::Actor,
    rejection::Rejection,
    time::{Span, Timestamp},
};
use engine::{CommandError, DeskHandle};
use storage::WebSession;
use thiserror::Error;

use super::{Auth, token::Token, unavailable::Unavailable};

/// Use is taken down at most this often.
const TOUCHED_EVERY: Span = Span::minutes(1);

/// Why somebody stays signed in.
#[derive(Debug, Error)]
pub enum SignOutError {
    /// The agent is with a customer: nothing was closed.
    #[error("finish every open session or hand the customer back before you sign out")]
    SessionOpen,
    #[error("the server can't answer at the moment")]
    Unavailable,
}

impl From<Unavailable> for SignOutError {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

impl Auth {
    /// The live session of a token. Waits for no write.
    pub async fn session(&self, token: &Token) -> Result<Option<WebSession>, Unavailable> {
        let token_hash = token.hash();
        let now = self.engine.clock().now();
        let Some(session) = self.look_up(&token_hash, now).await? else {
            return Ok(None);
        };
        if now.since(session.seen_at) >= TOUCHED_EVERY {
            self.seen.note(&token_hash, now);
        }
        Ok(Some(session))
    }

    /// What is known of a session that has not ended.
    async fn look_up(
        &self,
        token_hash: &str,
        now: Timestamp,
    ) -> Result<Option<WebSession>, Unavailable> {
        let Some(mut session) = self.engine.store().session(token_hash).await? else {
            return Ok(None);
        };
        if let Some(seen_at) = self.seen.last(token_hash) {
            session.seen_at = session.seen_at.max(seen_at);
        }
        // Disabling and ending the sessions are two steps: a crash in between lets nobody in.
        let ended =
            self.lifetime.is_over(&session, now) || self.is_disabled(session.desk, session.agent);
        Ok((!ended).then_some(session))
    }

    /// Whether a session that was looked up before has not ended since.
    pub async fn still_lives(&self, session: &WebSession) -> Result<bool, Unavailable> {
        let now = self.engine.clock().now();
        Ok(self.look_up(&session.token_hash, now).await?.is_some())
    }

    /// Writes down when sessions were last used.
    pub async fn write_seen(&self) -> Result<(), Unavailable> {
        Ok(self.seen.write(self.engine.store()).await?)
    }

    /// Ends one session. With the last one the agent leaves the desk, unless the desk refuses. Whoever has a customer stays
    /// where they have them: a browser that was closed without signing out shows them to nobody.
    pub async fn sign_out(&self, session: &WebSession) -> Result<(), SignOutError> {
        let (auth, session) = (self.clone(), session.clone());
        // To its end, also when the browser doesn't wait for it: a session that has ended has no streams.
        let ended = tokio::spawn(async move { auth.sign_out_of(&session).await });
        ended.await.map_err(|_| SignOutError::Unavailable)?
    }

    async fn sign_out_of(&self, session: &WebSession) -> Result<(), SignOutError> {
        let desk = self.engine.desk(session.desk).ok_or(Unavailable)?;
        let _presence = self.presence.lock().await;
        let others = self
            .engine
            .store()
            .other_sessions(session)
            .await
            .map_err(Unavailable::from)?;
        let agent = session.agent;
        if others == 0 {
            let left = desk
                .execute(Actor::Agent(agent), Command::SignOut { agent })
                .await;
            match left {
                Ok(_) => {}
                Err(CommandError::Rejected(Rejection::SessionOpen)) => {
                    return Err(SignOutError::SessionOpen);
                }
                Err(error) => return Err(Unavailable::from(error).into()),
            }
        } else if desk.has_customer(agent) && !is_open_elsewhere(&desk, session) {
            return Err(SignOutError::SessionOpen);
        }
        self.engine
            .store()
            .end_session(&session.token_hash)
            .await
            .map_err(Unavailable::from)?;
        self.close_streams(session);
        self.forget_push(session).await;
        tracing::info!(desk.id = %session.desk, agent.id = %session.agent, "signed out");
        Ok(())
    }

    pub(super) fn close_streams(&self, session: &WebSession) {
        if let Some(desk) = self.engine.desk(session.desk) {
            desk.end_session(&session.token_hash);
        }
    }

    /// A browser in which an agent is not signed in any more is not reached for them either. It is told
    /// anew when they sign in there again.
    pub(super) async fn forget_push(&self, ended: &WebSession) {
        let Some(desk) = self.engine.desk(ended.desk) else {
            return;
        };
        if let Err(error) = desk.unsubscribe_push(ended.agent, ended.device).await {
            tracing::warn!(%error, agent.id = %ended.agent, "a push subscription is still there");
        }
    }

    /// Has the agent of a session that ended leave the desk, if it was their last. When that can't be
    /// now, the next sweep does it.
    pub(super) async fn leave_if_last(&self, ended: &WebSession) {
        match self.engine.store().other_sessions(ended).await {
            Ok(0) => self.leave(ended.desk, ended.agent).await,
            Ok(_) => {}
            Err(error) => tracing::warn!(%error, "sessions can't be counted"),
        }
    }
}

fn is_open_elsewhere(desk: &DeskHandle, session: &WebSession) -> bool {
    let open = desk.connected_devices(session.agent);
    open.iter().any(|device| *device != session.device)
}
