//! Signing in: the one way to a session.

use std::net::IpAddr;

use domain::{
    command::Command,
    device::Page,
    event::Actor,
    id::DeviceId,
    time::{Span, Timestamp},
};
use storage::{Credential, WebSession};
use thiserror::Error;

use super::{
    Auth, Busy, Password, Token, Unavailable,
    hasher::Verdict,
    throttle::{Refusal, Try},
};

/// More sessions than anybody needs; what keeps one agent from filling the table.
const SESSIONS_PER_AGENT: u32 = 20;

/// What somebody typed, and from where.
#[derive(Debug)]
pub struct Attempt {
    pub email: String,
    pub password: Password,
    pub from: IpAddr,
    /// The browser, if somebody has signed in there before.
    pub device: Option<DeviceId>,
    /// What the browser says of itself.
    pub page: Page,
    /// The session that the browser already has: it ends when a new one begins.
    pub replaces: Option<Token>,
}

#[derive(Debug)]
pub struct SignedInNow {
    pub token: Token,
    pub device: DeviceId,
}

/// Why not. None of them tells whether the account exists.
#[derive(Debug, PartialEq, Eq, Error)]
pub enum SignInError {
    #[error("wrong e-mail address or password")]
    Wrong,
    #[error("too many wrong tries")]
    Wait(Span),
    #[error("the server can't answer at the moment")]
    Unavailable,
}

impl From<Unavailable> for SignInError {
    fn from(_: Unavailable) -> Self {
        Self::Unavailable
    }
}

impl From<Refusal> for SignInError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Wait(span) => Self::Wait(span),
            Refusal::Crowded => {
                tracing::warn!("too many sign-ins at once: one was sent away");
                Self::Unavailable
            }
        }
    }
}

impl Auth {
    pub async fn sign_in(&self, attempt: Attempt) -> Result<SignedInNow, SignInError> {
        let email = attempt.email.trim().to_lowercase();
        let turn = self.turns.take(Try::new(&email, attempt.from)).await?;
        let Some(credential) = self.check(&email, attempt.password).await? else {
            return Err(turn.wrong().map_or(SignInError::Wrong, SignInError::Wait));
        };
        turn.right();
        let now = self.engine.clock().now();
        let session = WebSession {
            token_hash: String::new(),
            desk: credential.desk,
            agent: credential.agent,
            device: attempt
                .device
                .unwrap_or_else(|| engine::ids::fresh(self.engine.clock())),
            created_at: now,
            seen_at: now,
        };
        Ok(self.begin(session, attempt.page, attempt.replaces).await?)
    }

    /// The credential, if the password is the right one. Takes as long either way.
    async fn check(
        &self,
        email: &str,
        password: Password,
    ) -> Result<Option<Credential>, Unavailable> {
        let credential = self.engine.store().credential(email).await?;
        let known = credential
            .as_ref()
            .map(|credential| credential.password.clone());
        let verdict = self.hasher.verify(password, known).await;
        match verdict.map_err(|Busy| Unavailable)? {
            Verdict::Right => Ok(credential),
            Verdict::Wrong => Ok(None),
        }
    }

    async fn begin(
        &self,
        session: WebSession,
        page: Page,
        replaces: Option<Token>,
    ) -> Result<SignedInNow, Unavailable> {
        let token = Token::fresh();
        let session = WebSession {
            token_hash: token.hash(),
            ..session
        };
        let desk = self.engine.desk(session.desk).ok_or(Unavailable)?;
        let _presence = self.presence.lock().await;
        let ended = self
            .engine
            .store()
            .begin_session(
                &session,
                replaces.map(|token| token.hash()).as_deref(),
                SESSIONS_PER_AGENT,
            )
            .await?;
        for other in &ended {
            self.close_streams(other);
        }
        let agent = session.agent;
        let signed_in = desk
            .execute(Actor::Agent(agent), Command::SignIn { agent })
            .await;
        if let Err(error) = signed_in {
            self.engine.store().end_session(&session.token_hash).await?;
            return Err(error.into());
        }
        // Somebody else may have been signed in in this browser.
        for other in ended.iter().filter(|other| other.agent != agent) {
            self.leave_if_last(other).await;
        }
        for other in &ended {
            if (other.agent, other.device) != (agent, session.device) {
                self.forget_push(other).await;
            }
        }
        // Without it they work as well, but can't see this device among theirs.
        if let Err(error) = desk.note_sign_in(agent, session.device, page).await {
            tracing::warn!(%error, agent.id = %agent, "the device is not written down");
        }
        tracing::info!(desk.id = %session.desk, agent.id = %agent, "signed in");
        Ok(SignedInNow {
            token,
            device: session.device,
        })
    }
}

/// What a person waiting is told: whole seconds, never too few.
pub fn whole_seconds(wait: Span) -> u64 {
    Timestamp(wait.0).as_unix_millis().div_ceil(1_000).max(1)
}
