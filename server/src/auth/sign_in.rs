//! Signing in: the one way to a session.

use std::{
    net::IpAddr,
    str::FromStr,
    sync::{MutexGuard, PoisonError},
};

use domain::{
    command::Command,
    device::Page,
    email::Email,
    event::Actor,
    id::{AgentId, DeskId, DeviceId},
    time::{Span, Timestamp},
};
use engine::DeskHandle;
use storage::{Credential, WebSession};
use thiserror::Error;
use uuid::Uuid;

use super::{
    Auth, Busy, Password, Token, Unavailable,
    password::Verdict,
    throttle::{Counted, Throttle},
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

impl Auth {
    pub async fn sign_in(&self, attempt: Attempt) -> Result<SignedInNow, SignInError> {
        let email = Email::from_str(&attempt.email)
            .map_or_else(|_| attempt.email.trim().to_lowercase(), String::from);
        let now = self.engine.clock().now();
        let counted = self
            .throttle()
            .count(&email, attempt.from, now)
            .map_err(SignInError::Wait)?;
        let credential = match self.check(&email, attempt.password).await {
            Ok(Some(credential)) => credential,
            Ok(None) => return Err(refusal(&counted)),
            Err(Unavailable) => {
                self.throttle().was_not_judged(&counted);
                return Err(SignInError::Unavailable);
            }
        };
        self.throttle().was_right(&counted);
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
        let (desk, agent) = self.account(email);
        let credential = self.engine.store().credential_of(desk, agent).await?;
        let known = credential
            .as_ref()
            .map(|credential| credential.password.clone());
        let verdict = self.hasher.verify(password, known).await;
        match verdict.map_err(|Busy| Unavailable)? {
            Verdict::Right => Ok(credential),
            Verdict::Wrong => Ok(None),
        }
    }

    /// Whose address it is; nobody's, if it is none, so that the same is done for both.
    fn account(&self, email: &str) -> (DeskId, AgentId) {
        let agent_of = |desk: &DeskHandle| {
            let agent = desk.read(|desk| desk.agent_by_email(email).map(|agent| agent.id))?;
            Some((desk.id(), agent))
        };
        let known = self.engine.desks().iter().find_map(agent_of);
        known.unwrap_or((DeskId(Uuid::nil()), AgentId(Uuid::nil())))
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

    fn throttle(&self) -> MutexGuard<'_, Throttle> {
        self.throttle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn refusal(counted: &Counted) -> SignInError {
    counted.wait.map_or(SignInError::Wrong, SignInError::Wait)
}

/// What a person waiting is told: whole seconds, never too few.
pub fn whole_seconds(wait: Span) -> u64 {
    Timestamp(wait.0).as_unix_millis().div_ceil(1_000).max(1)
}
