//! argon2id on a few threads of its own, so that a flood of sign-ins takes no time from anything else.

use std::{
    num::NonZeroUsize,
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, Receiver, Sender},
    },
    thread,
};

use argon2::password_hash::{PasswordHash, SaltString};
use thiserror::Error;
use tokio::sync::{OwnedSemaphorePermit, Semaphore, oneshot};

use super::{
    argon::{NOBODY, Scratch},
    opaque,
    password::Password,
};

/// Passwords that may wait for a thread. More than sign-ins use at once (`throttle::JUDGED_AT_ONCE`).
const WAITING: usize = 128;
/// Of the threads: the rest of the server goes first wherever there is a choice.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 15;

/// Too many passwords at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("too many sign-ins at once; try again in a few seconds")]
pub struct Busy;

/// What a claimed password is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Right,
    Wrong,
}

/// Computes hashes on all cores but one. Cheap to clone; the threads end with the last clone.
#[derive(Clone)]
pub struct Hasher {
    jobs: Sender<Job>,
    admitted: Arc<Semaphore>,
}

type Job = Box<dyn FnOnce(&mut Scratch) + Send>;

impl Hasher {
    /// Starts the threads.
    pub fn start() -> Self {
        let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let (jobs, queue) = mpsc::channel();
        let queue = Arc::new(Mutex::new(queue));
        for number in 0..cores.saturating_sub(1).max(1) {
            let queue = Arc::clone(&queue);
            let started = thread::Builder::new()
                .name(format!("password-{number}"))
                .spawn(move || work(&queue));
            if let Err(error) = started {
                tracing::error!(%error, "a thread for passwords can't be started");
            }
        }
        Self {
            jobs,
            admitted: Arc::new(Semaphore::new(WAITING)),
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
            let text = if password.is_too_long() { "" } else { text };
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
        work: impl FnOnce(&mut Scratch) -> T + Send + 'static,
    ) -> Result<T, Busy> {
        let admitted: OwnedSemaphorePermit = Arc::clone(&self.admitted)
            .try_acquire_owned()
            .map_err(|_| Busy)?;
        let (answer, done) = oneshot::channel();
        let job = move |scratch: &mut Scratch| {
            // Who went away meanwhile costs nothing more.
            if !answer.is_closed() {
                let _ = answer.send(work(scratch));
            }
            drop(admitted);
        };
        self.jobs.send(Box::new(job)).map_err(|_| Busy)?;
        done.await.map_err(|_| Busy)
    }
}

fn work(queue: &Mutex<Receiver<Job>>) {
    give_way();
    let mut scratch = Scratch::default();
    loop {
        let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = job else {
            return;
        };
        job(&mut scratch);
    }
}

/// Lowers the priority of the thread that calls it. Only on Linux is it the thread's alone.
#[cfg(target_os = "linux")]
fn give_way() {
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "passwords are checked with the priority of everything else");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_is_the_same_on_every_keyboard() {
        let hasher = Hasher::start();
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
        let hasher = Hasher::start();
        for typed in [
            "gru\u{308}ße\u{A0}an alle",
            "gru\u{308}ße an alle",
            "grüße an alle",
        ] {
            let salt = SaltString::encode_b64(&[7; 16]).unwrap();
            let hash = Scratch::default().hash(typed, &salt).unwrap();
            let claim = Password::claimed(typed.to_owned());
            assert_eq!(
                hasher.verify(claim, Some(hash)).await,
                Ok(Verdict::Right),
                "{typed}"
            );
        }
        let salt = SaltString::encode_b64(&[7; 16]).unwrap();
        let hash = Scratch::default()
            .hash("gru\u{308}ße an alle", &salt)
            .unwrap();
        let elsewhere = Password::claimed("grüße an alle".to_owned());
        assert_eq!(
            hasher.verify(elsewhere, Some(hash)).await,
            Ok(Verdict::Right)
        );
    }

    #[tokio::test]
    async fn the_right_password_alone_is_right() {
        let hasher = Hasher::start();
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
    async fn there_is_an_end_to_what_waits() {
        let hasher = Hasher::start();
        let (open, gate) = mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let held = (0..WAITING).map(|_| {
            let gate = Arc::clone(&gate);
            hasher.run(move |_| gate.lock().unwrap().recv().is_err())
        });
        let mut held: Vec<_> = held.map(Box::pin).collect();
        for job in &mut held {
            assert!(futures::poll!(job).is_pending());
        }
        assert_eq!(hasher.run(|_| ()).await, Err(Busy));
        drop(open);
        for job in held {
            assert_eq!(job.await, Ok(true));
        }
        assert_eq!(hasher.run(|_| ()).await, Ok(()));
    }

    #[cfg(target_os = "linux")]
    #[tokio::test]
    async fn everything_else_goes_first() {
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let own = niceness();
        let of_a_hash = Hasher::start().run(move |_| niceness()).await.unwrap();
        assert!(of_a_hash >= NICENESS, "{of_a_hash}");
        assert_eq!(niceness(), own, "the others keep theirs");
    }

    #[tokio::test]
    async fn nobody_works_for_who_went_away() {
        let hasher = Hasher::start();
        let workers = thread::available_parallelism().map_or(1, NonZeroUsize::get);
        let (open, gate) = mpsc::channel::<()>();
        let gate = Arc::new(Mutex::new(gate));
        let wait_at_gate = || {
            let gate = Arc::clone(&gate);
            hasher.run(move |_| gate.lock().unwrap().recv().is_err())
        };
        let mut held: Vec<_> = (0..workers).map(|_| Box::pin(wait_at_gate())).collect();
        for job in &mut held {
            assert!(futures::poll!(job).is_pending());
        }
        let (told, done) = mpsc::channel();
        let mut gone = Box::pin(hasher.run(move |_| told.send(()).unwrap()));
        assert!(futures::poll!(&mut gone).is_pending());
        drop(gone);
        drop(open);
        for job in held {
            job.await.unwrap();
        }
        hasher.run(|_| ()).await.unwrap();
        assert!(done.recv().is_err(), "it was computed all the same");
    }
}
