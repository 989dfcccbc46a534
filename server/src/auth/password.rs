//! Passwords: argon2id in a bounded pool, so that a flood of sign-ins can't take every core.

use std::{
    fmt,
    num::NonZeroUsize,
    sync::{Arc, Mutex, PoisonError},
    thread,
};

use argon2::{
    Algorithm, Argon2, Block, Params, Version,
    password_hash::{self, Output, ParamsString, PasswordHash, Salt, SaltString},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use tokio::{sync::Semaphore, task};

use super::opaque;

/// OWASP's minimum: 19 MiB, two passes, one lane.
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// A hash that no password is known for, of the same cost as a real one: an unknown account then
/// takes as long to refuse as a known one.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// Sign-ins that may wait for their turn; whoever comes then is told to come back.
const WAITING: usize = 64;

const SHORTEST: usize = 8;
/// In bytes. Long enough for any passphrase, short enough to hash.
const LONGEST: usize = 1_024;

/// Text that must not be shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordProblem {
    #[error("the password is too short: at least {SHORTEST} characters, better 15 or more")]
    TooShort,
    #[error("the password is too long: at most {LONGEST} bytes")]
    TooLong,
    #[error("the password has a control character, which not every keyboard can type")]
    Control,
}

impl Password {
    /// A password that somebody wants to have.
    pub fn chosen(text: &str) -> Result<Self, PasswordProblem> {
        let enforced = opaque::enforced(text);
        if text.chars().any(char::is_control) {
            Err(PasswordProblem::Control)
        } else if enforced.chars().count() < SHORTEST {
            Err(PasswordProblem::TooShort)
        } else if text.len().max(enforced.len()) > LONGEST {
            Err(PasswordProblem::TooLong)
        } else {
            Ok(Self(text.to_owned()))
        }
    }

    /// A password that somebody claims to have.
    pub fn claimed(text: String) -> Self {
        Self(text)
    }

    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(***)")
    }
}

/// Too many sign-ins at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("too many sign-ins at once; try again in a few seconds")]
pub struct Busy;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
}

/// Computes hashes on all cores but one. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    working: Arc<Semaphore>,
    admitted: Arc<Semaphore>,
    scratch: Arc<Scratch>,
}

/// The memory that hashes are computed in, one buffer for each that runs. Kept, because a buffer of
/// this size that is freed seldom returns to the system: each new thread would add its own.
#[derive(Default)]
struct Scratch(Mutex<Vec<Vec<Block>>>);

impl Default for Hasher {
    fn default() -> Self {
        Self::new()
    }
}

impl Hasher {
    pub fn new() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let workers = cores.saturating_sub(1).max(1);
        Self {
            working: Arc::new(Semaphore::new(workers)),
            admitted: Arc::new(Semaphore::new(workers + WAITING)),
            scratch: Arc::default(),
        }
    }

    /// Hashes a new password. The result is a PHC string.
    pub async fn hash(&self, password: Password) -> Result<String, Busy> {
        self.run(move |scratch| {
            let salt = SaltString::encode_b64(&engine::ids::entropy().to_be_bytes())?;
            scratch.hash(&opaque::enforced(password.reveal()), &salt)
        })
        .await?
        .map_err(|_| Busy)
    }

    /// Compares a password with a PHC string; without one, with a hash that nothing matches.
    pub async fn verify(&self, password: Password, known: Option<String>) -> Result<Verdict, Busy> {
        self.run(move |scratch| {
            let phc = known.as_deref().unwrap_or(NOBODY);
            let text = password.reveal();
            // Nobody could have chosen a longer one. It costs a hash all the same.
            let text = if text.len() > LONGEST { "" } else { text };
            let right = opaque::forms(text).iter().any(|form| {
                PasswordHash::new(phc)
                    .and_then(|hash| scratch.matches(form, &hash))
                    .unwrap_or(false)
            });
            if right && known.is_some() {
                Verdict::Right
            } else {
                Verdict::Wrong
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Scratch) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let scratch = Arc::clone(&self.scratch);
        let admitted = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(|_| Busy)?;
        let working = Arc::clone(&self.working)
            .acquire_owned()
            .await
            .map_err(|_| Busy)?;
        // The permits move along: a client that goes away doesn't stop the hash it has started.
        task::spawn_blocking(move || {
            let done = work(&scratch);
            drop((working, admitted));
            done
        })
        .await
        .map_err(|_| Busy)
    }
}

impl Scratch {
    fn hash(&self, text: &str, salt: &SaltString) -> password_hash::Result<String> {
        let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: ParamsString::try_from(&params)?,
            salt: Some(salt.as_salt()),
            hash: Some(self.output(text, salt.as_salt(), params, Params::DEFAULT_OUTPUT_LEN)?),
        };
        Ok(hash.to_string())
    }

    /// Whether the hash is of this text, compared in constant time.
    fn matches(&self, text: &str, hash: &PasswordHash<'_>) -> password_hash::Result<bool> {
        let (Some(salt), Some(known)) = (hash.salt, hash.hash) else {
            return Ok(false);
        };
        let params = Params::try_from(hash)?;
        Ok(self.output(text, salt, params, known.len())? == known)
    }

    fn output(
        &self,
        text: &str,
        salt: Salt<'_>,
        params: Params,
        length: usize,
    ) -> password_hash::Result<Output> {
        let mut salt_bytes = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut salt_bytes)?;
        let mut memory = self.take();
        memory.resize(params.block_count(), Block::default());
        let output = Output::init_with(length, |output| {
            Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
                .hash_password_into_with_memory(text.as_bytes(), salt, output, &mut memory)
                .map_err(Into::into)
        });
        self.give_back(memory);
        output
    }

    fn take(&self) -> Vec<Block> {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.pop().unwrap_or_default()
    }

    fn give_back(&self, memory: Vec<Block>) {
        let mut free = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        free.push(memory);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_right_password_alone_is_right() {
        let hasher = Hasher::new();
        let hash = hasher
            .hash(Password::chosen("ring-the-bell").unwrap())
            .await
            .unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        let claim = |text: &str| Password::claimed(text.to_owned());
        let verify = |text, known| hasher.verify(claim(text), known);
        assert_eq!(
            verify("ring-the-bell", Some(hash.clone())).await,
            Ok(Verdict::Right)
        );
        assert_eq!(
            verify("ring-the-bells", Some(hash)).await,
            Ok(Verdict::Wrong)
        );
        assert_eq!(verify("ring-the-bell", None).await, Ok(Verdict::Wrong));
    }

    #[tokio::test]
    async fn a_password_is_the_same_on_every_keyboard() {
        let hasher = Hasher::new();
        let verdict = async |typed: &str, hash: &str| {
            let claim = Password::claimed(typed.to_owned());
            hasher.verify(claim, Some(hash.to_owned())).await
        };
        let composed = "gru\u{308}ße an alle";
        let hash = hasher
            .hash(Password::chosen(composed).unwrap())
            .await
            .unwrap();
        for typed in ["grüße an alle", composed, "grüße\u{A0}an\u{3000}alle"] {
            assert_eq!(verdict(typed, &hash).await, Ok(Verdict::Right), "{typed}");
        }
        assert_eq!(verdict("grusse an alle", &hash).await, Ok(Verdict::Wrong));
        assert_eq!(verdict("Grüße an alle", &hash).await, Ok(Verdict::Wrong));
    }

    /// As it was typed then: before, nothing was changed.
    #[tokio::test]
    async fn a_password_from_before_goes_on_working() {
        let hasher = Hasher::new();
        for typed in [
            "gru\u{308}ße\u{A0}an alle",
            "gru\u{308}ße an alle",
            "grüße an alle",
        ] {
            let salt = SaltString::encode_b64(&[7; 16]).unwrap();
            let hash = hasher.scratch.hash(typed, &salt).unwrap();
            let claim = Password::claimed(typed.to_owned());
            assert_eq!(
                hasher.verify(claim, Some(hash)).await,
                Ok(Verdict::Right),
                "{typed}"
            );
        }
        let salt = SaltString::encode_b64(&[7; 16]).unwrap();
        let hash = hasher.scratch.hash("gru\u{308}ße an alle", &salt).unwrap();
        let elsewhere = Password::claimed("grüße an alle".to_owned());
        assert_eq!(
            hasher.verify(elsewhere, Some(hash)).await,
            Ok(Verdict::Right)
        );
    }

    #[test]
    fn the_hash_of_nobody_costs_as_much_as_a_real_one() {
        let hash = PasswordHash::new(NOBODY).unwrap();
        let params = Params::try_from(&hash).unwrap();
        assert_eq!(
            (params.m_cost(), params.t_cost(), params.p_cost()),
            (MEMORY_KIB, PASSES, LANES)
        );
        assert_eq!(hash.hash.unwrap().len(), 32);
    }

    #[test]
    fn a_password_has_a_length() {
        assert_eq!(Password::chosen("1234567"), Err(PasswordProblem::TooShort));
        assert!(Password::chosen("12345678").is_ok());
        assert_eq!(
            Password::chosen("1234567\u{308}"),
            Ok(Password("1234567\u{308}".to_owned()))
        );
        assert_eq!(
            Password::chosen("aaaaaau\u{308}"),
            Err(PasswordProblem::TooShort),
            "seven letters"
        );
        assert_eq!(
            Password::chosen("tab\tulator"),
            Err(PasswordProblem::Control)
        );
        assert_eq!(
            Password::chosen(&"x".repeat(1_025)),
            Err(PasswordProblem::TooLong)
        );
    }

    #[test]
    fn a_password_does_not_show() {
        let password = Password::chosen("ring-the-bell").unwrap();
        assert_eq!(format!("{password:?}"), "Password(***)");
    }
}
