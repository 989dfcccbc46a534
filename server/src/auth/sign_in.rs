//! Signing in: the one way to a session.

use std::{net::IpAddr, str::FromStr};

use domain::{
    agent::Agent,
    command::Command,
    device::Page,
    email::Email,
    event::Actor,
    id::{AgentId, DeskId, DeviceId},
    rejection::Rejection,
    time::{Span, Timestamp},
};
use engine::{CommandError, DeskHandle};
use storage::{Credential, WebSession};
use thiserror::Error;
use uuid::Uuid;

use super::{
    Auth,
    hasher::{Busy, Verdict},
    password::Password,
    throttle::{Refusal, Try},
    token::Token,
    unavailable::Unavailable,
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

/// What the browser is to keep.
#[derive(Debug)]
pub struct SignedInNow {
    pub agent: AgentId,
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
    /// Begins a session, once it is this try's turn and the password is right.
    pub async fn sign_in(&self, attempt: Attempt) -> Result<SignedInNow, SignInError> {
        let email = Email::from_str(&attempt.email)
            .map_or_else(|_| attempt.email.trim().to_lowercase(), String::from);
        let turn = self.turns.take(Try::new(&email, attempt.from)).await;
        let turn = turn.inspect_err(|refusal| {
            if let Refusal::Wait(wait) = refusal {
                let seconds = whole_seconds(*wait);
                tracing::info!(client = %attempt.from, seconds, "a sign-in has to wait");
            }
        })?;
        let credential = match self.check(&email, attempt.password).await? {
            Checked::Right(credential) => credential,
            Checked::Wrong(reason) => {
                // Neither the password nor the account as it was typed: people type the one for the other.
                tracing::info!(client = %attempt.from, %reason, "a sign-in failed");
                return Err(turn.wrong().map_or(SignInError::Wrong, SignInError::Wait));
            }
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
        self.begin(
            session,
            &credential.password,
            attempt.page,
            attempt.replaces,
        )
        .await
    }

    /// The credential, if the password is the right one of somebody who may sign in. Takes as long
    /// either way.
    async fn check(&self, email: &str, password: Password) -> Result<Checked, Unavailable> {
        let (desk, agent) = self.account(email);
        let credential = self.engine.store().credential_of(desk, agent).await?;
        let known = credential
            .as_ref()
            .map(|credential| credential.password.clone());
        let verdict = self.hasher.verify(password, known).await;
        let verdict = verdict.map_err(|Busy| Unavailable)?;
        Ok(match credential {
            None => Checked::Wrong(Reason::Unknown),
            Some(known) if verdict == Verdict::Wrong => {
                Checked::Wrong(Reason::Password(known.agent))
            }
            Some(known) if self.is_disabled(known.desk, known.agent) => {
                Checked::Wrong(Reason::Disabled(known.agent))
            }
            Some(known) => Checked::Right(known),
        })
    }

    pub(super) fn is_disabled(&self, desk: DeskId, agent: AgentId) -> bool {
        let desk = self.engine.desk(desk);
        desk.is_some_and(|desk| desk.read(|desk| desk.agent(agent).is_some_and(Agent::is_disabled)))
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

    /// `password`: the PHC string that the password was the right one for.
    async fn begin(
        &self,
        session: WebSession,
        password: &str,
        page: Page,
        replaces: Option<Token>,
    ) -> Result<SignedInNow, SignInError> {
        let token = Token::fresh();
        let session = WebSession {
            token_hash: token.hash(),
            ..session
        };
        let desk = self.engine.desk(session.desk).ok_or(Unavailable)?;
        let _presence = self.presence.lock().await;
        let store = self.engine.store();
        // While this sign-in waited for its turn, the password may have become another.
        let known = store.credential_of(session.desk, session.agent).await;
        let known = known.map_err(Unavailable::from)?;
        if known.is_none_or(|known| known.password != password) {
            return Err(SignInError::Wrong);
        }
        let ended = store
            .begin_session(
                &session,
                replaces.map(|token| token.hash()).as_deref(),
                SESSIONS_PER_AGENT,
            )
            .await
            .map_err(Unavailable::from)?;
        for other in &ended {
            self.close_streams(other);
        }
        let agent = session.agent;
        let signed_in = desk
            .execute(Actor::Agent(agent), Command::SignIn { agent })
            .await;
        if let Err(error) = signed_in {
            let over = store.end_session(&session.token_hash).await;
            over.map_err(Unavailable::from)?;
            return Err(match error {
                CommandError::Rejected(Rejection::AgentDisabled) => SignInError::Wrong,
                error => Unavailable::from(error).into(),
            });
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
            agent,
            token,
            device: session.device,
        })
    }
}

enum Checked {
    Right(Credential),
    Wrong(Reason),
}

/// For the log alone: whoever asks is answered alike.
#[derive(Debug, Error)]
enum Reason {
    #[error("no such account")]
    Unknown,
    #[error("wrong password for agent {0}")]
    Password(AgentId),
    #[error("agent {0} is disabled")]
    Disabled(AgentId),
}

/// What a person waiting is told: whole seconds, never too few.
pub fn whole_seconds(wait: Span) -> u64 {
    Timestamp(wait.0).as_unix_millis().div_ceil(1_000).max(1)
}
