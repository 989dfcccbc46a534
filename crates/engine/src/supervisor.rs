//! Watches over the tasks that run for as long as the server does.
//!
//! None of them is meant to end before it, and none can be done without: a desk whose writer is gone
//! answers *unavailable* for ever. So a panic in one is not hidden: it is logged, [`Supervisor::death`]
//! returns, and the process ends for its own supervisor to start it again.

use std::{panic::AssertUnwindSafe, thread};

use futures::FutureExt;
use tokio::{
    runtime::Handle,
    sync::{oneshot, watch},
    task::JoinHandle,
};

/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Supervisor {
    /// What died first.
    dead: watch::Sender<Option<&'static str>>,
}

impl Supervisor {
    /// Runs a task. `what`: what it is, for the person who reads the log.
    pub fn spawn(
        &self,
        what: &'static str,
        task: impl Future<Output = ()> + Send + 'static,
    ) -> JoinHandle<()> {
        tokio::spawn(self.clone().watched(what, task))
    }

    /// The same on a thread of its own, for a task that waits for the disk: neither does it hold up others, nor is it
    /// handed from thread to thread. Its timers are those of the runtime that this is called in.
    pub fn spawn_on_thread(
        &self,
        what: &'static str,
        task: impl Future<Output = ()> + Send + 'static,
    ) -> JoinHandle<()> {
        let runtime = Handle::current();
        let task = self.clone().watched(what, task);
        let (over, is_over) = oneshot::channel();
        let thread = thread::Builder::new().name(what.to_owned());
        let begun = thread.spawn(move || {
            runtime.block_on(task);
            // Nobody may be waiting for it.
            let _ = over.send(());
        });
        if let Err(error) = begun {
            tracing::error!(task = what, %error, "no thread could be had");
            self.died(what);
        }
        tokio::spawn(async move {
            let _ = is_over.await;
        })
    }

    /// Whatever it leaves half done is not looked at again: the process ends.
    async fn watched(self, what: &'static str, task: impl Future<Output = ()> + Send) {
        if AssertUnwindSafe(task).catch_unwind().await.is_err() {
            self.died(what);
            tracing::error!(task = what, "died of a fault in this program");
        }
    }

    fn died(&self, what: &'static str) {
        self.dead.send_if_modified(|dead| {
            let first = dead.is_none();
            dead.get_or_insert(what);
            first
        });
    }

    /// What has died, if something has.
    pub fn dead(&self) -> Option<&'static str> {
        *self.dead.borrow()
    }

    /// Returns when a task has died, and says which.
    pub async fn death(&self) -> &'static str {
        let mut dead = self.dead.subscribe();
        match dead.wait_for(Option::is_some).await.as_deref() {
            Ok(Some(what)) => what,
            // The sender is `self`, which outlives this future, so waiting can't fail.
            Ok(None) | Err(_) => std::future::pending().await,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_task_that_panics_is_noticed_and_one_that_ends_is_not() {
        let supervisor = Supervisor::default();
        supervisor.spawn("the writer", async {}).await.unwrap();
        assert_eq!(supervisor.dead(), None);

        let panics = async { panic!("a fault") };
        let on_thread = Supervisor::default();
        on_thread
            .spawn_on_thread("the writer", async {})
            .await
            .unwrap();
        assert_eq!(on_thread.dead(), None);
        on_thread.spawn_on_thread("the clockwork", panics);
        assert_eq!(on_thread.death().await, "the clockwork");

        let panics = async { panic!("a fault") };
        supervisor.spawn("the clockwork", panics).await.unwrap();
        assert_eq!(supervisor.death().await, "the clockwork");
        let again = async { panic!("because of the first") };
        supervisor.spawn("the writer", again).await.unwrap();
        assert_eq!(supervisor.dead(), Some("the clockwork"));
    }
}
