//! Ends sessions whose time is over, and keeps the desk's idea of who is signed in true to them.

use std::{collections::BTreeSet, sync::PoisonError, time::Duration};

use domain::{
    agent::Presence,
    command::Command,
    event::Actor,
    id::{AgentId, DeskId},
    rejection::Rejection,
    time::{Span, Timestamp},
};
use engine::CommandError;
use tokio::time::{MissedTickBehavior, interval};

use super::{Auth, unavailable::Unavailable};

const SWEPT_EVERY: Duration = Duration::from_secs(15);
/// A session that nobody uses stays in memory for this long. One that is used is noted every minute.
const REMEMBERED: Span = Span::minutes(30);

impl Auth {
    /// Sweeps for as long as the server runs.
    pub async fn sweep_for_ever(self) {
        let mut ticks = interval(SWEPT_EVERY);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            ticks.tick().await;
            // Said where it happened; the next sweep tries again.
            let _: Result<(), Unavailable> = self.sweep().await;
        }
    }

    /// Ends what has expired, then lets presence follow sessions. That also mends what a crash
    /// between the two left behind, and what was refused because a conversation was open.
    pub async fn sweep(&self) -> Result<(), Unavailable> {
        let _presence = self.presence.lock().await;
        let now = self.engine.clock().now();
        let store = self.engine.store();
        // Or a session that is in use would end for not having been used.
        self.write_seen().await?;
        store.forget_unused_sessions(now - REMEMBERED);
        for ended in store
            .end_expired_sessions(self.lifetime.expiry(now))
            .await?
        {
            self.close_streams(&ended);
            self.forget_push(&ended).await;
            tracing::info!(desk.id = %ended.desk, agent.id = %ended.agent, "a session expired");
        }
        self.warn_of_ends(now).await?;
        let with_session: BTreeSet<_> = store.agents_with_sessions().await?.into_iter().collect();
        for desk in self.engine.desks() {
            for (agent, presence, is_disabled) in desk.read(|desk| {
                desk.agents()
                    .map(|agent| (agent.id, agent.presence, agent.is_disabled()))
                    .collect::<Vec<_>>()
            }) {
                match (presence, with_session.contains(&(desk.id(), agent))) {
                    (_, true) if is_disabled => {
                        self.end_all(&desk, agent).await?;
                    }
                    (Presence::SignedIn(_), false) => self.leave(desk.id(), agent).await,
                    (Presence::SignedOut, true) => self.enter(desk.id(), agent).await,
                    (Presence::SignedIn(_), true) | (Presence::SignedOut, false) => {}
                }
            }
        }
        Ok(())
    }

    /// Tells every browser once that its session ends within minutes. One without an open page is
    /// told when it opens one.
    async fn warn_of_ends(&self, now: Timestamp) -> Result<(), Unavailable> {
        let begun_by = self.lifetime.warned_if_begun_by(now);
        let ending = self.engine.store().sessions_begun_by(begun_by).await?;
        let mut warned = self.warned.lock().unwrap_or_else(PoisonError::into_inner);
        // Of those that are over nothing has to be remembered.
        let before = std::mem::take(&mut *warned);
        for session in ending {
            let told = before.contains(&session.token_hash)
                || self.engine.desk(session.desk).is_some_and(|desk| {
                    let end = self.lifetime.end_of(&session);
                    desk.warn_of_end(session.agent, &session.token_hash, end)
                });
            if told {
                warned.insert(session.token_hash);
            }
        }
        Ok(())
    }

    pub(super) async fn leave(&self, desk: DeskId, agent: AgentId) {
        let Some(desk) = self.engine.desk(desk) else {
            return;
        };
        match desk.execute(Actor::Desk, Command::SignOut { agent }).await {
            // An expiry never cuts a conversation: the agent leaves after it.
            Ok(_) | Err(CommandError::Rejected(Rejection::SessionOpen)) => {}
            Err(error) => tracing::warn!(%error, agent.id = %agent, "can't sign the agent out yet"),
        }
    }

    async fn enter(&self, desk: DeskId, agent: AgentId) {
        let Some(desk) = self.engine.desk(desk) else {
            return;
        };
        if let Err(error) = desk.execute(Actor::Desk, Command::SignIn { agent }).await {
            tracing::warn!(%error, agent.id = %agent, "can't sign the agent in yet");
        }
    }
}
