//! Whether the desks can do their work: found out by doing some, not by asking whether one could.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use storage::{Store, StoreError};
use thiserror::Error;
use tokio::{sync::watch, time::timeout};

use crate::clock::Clock;

/// Who asks whether the database works waits no longer than this.
const PATIENCE: Duration = Duration::from_secs(2);
/// An answer is good for this long, so that asking often costs no more than asking once.
const FRESH: Duration = Duration::from_secs(1);

/// Why there is no work to be expected from this server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Trouble {
    #[error("{0} died of a fault in the program; the server ends and has to be started again")]
    Died(&'static str),
    #[error("a desk can't be read back from the database after a failure")]
    DeskLost,
    #[error("the disk is full")]
    DiskFull,
    #[error("the database is not where it was opened: somebody has moved or deleted its file")]
    Gone,
    #[error("the database can't be written")]
    NotWriting,
    #[error("the database does not answer within {} s", PATIENCE.as_secs())]
    Slow,
}

impl From<&StoreError> for Trouble {
    fn from(error: &StoreError) -> Self {
        match error {
            StoreError::DiskFull => Self::DiskFull,
            StoreError::Gone { .. } => Self::Gone,
            StoreError::Constraint(_) | StoreError::Damaged(_) | StoreError::Database(_) => {
                Self::NotWriting
            }
        }
    }
}

type Outcome = Option<Result<(), Trouble>>;

/// Has the database do some work, once for everybody who asks at about the same time.
#[derive(Debug, Default)]
pub(crate) struct Probe {
    current: Mutex<Option<Attempt>>,
}

#[derive(Clone, Debug)]
struct Attempt {
    /// A write that has failed since makes a good outcome worthless.
    failed_writes: u64,
    outcome: watch::Receiver<Outcome>,
}

impl Probe {
    pub async fn ask(
        self: &Arc<Self>,
        store: &Store,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), Trouble> {
        let mut outcome = self.attempt(store, clock);
        let known = timeout(PATIENCE, outcome.wait_for(Option::is_some)).await;
        match known.as_ref().map(Result::as_deref) {
            Ok(Ok(Some(outcome))) => *outcome,
            _ => Err(Trouble::Slow),
        }
    }

    /// The attempt that is under way or fresh, else a new one. It goes on also if nobody waits for it
    /// any more, and while it does there is no second: on a disk that hangs they would pile up.
    fn attempt(
        self: &Arc<Self>,
        store: &Store,
        clock: &Arc<dyn Clock>,
    ) -> watch::Receiver<Outcome> {
        let mut current = self.lock();
        let failed_writes = store.failed_writes();
        if let Some(attempt) = &*current {
            let outcome = *attempt.outcome.borrow();
            if outcome != Some(Ok(())) || attempt.failed_writes == failed_writes {
                return attempt.outcome.clone();
            }
        }
        let (sender, outcome) = watch::channel(None);
        *current = Some(Attempt {
            failed_writes,
            outcome: outcome.clone(),
        });
        let (probe, store, clock) = (Arc::clone(self), store.clone(), Arc::clone(clock));
        tokio::spawn(async move {
            let result = store.prove(clock.now()).await;
            if let Err(error) = &result {
                tracing::warn!(%error, "the database does not do its work");
            }
            sender.send_replace(Some(result.as_ref().map(drop).map_err(Trouble::from)));
            tokio::time::sleep(FRESH).await;
            let mut current = probe.lock();
            if current
                .as_ref()
                .is_some_and(|it| it.outcome.same_channel(&sender.subscribe()))
            {
                *current = None;
            }
        });
        outcome
    }

    fn lock(&self) -> MutexGuard<'_, Option<Attempt>> {
        self.current.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
