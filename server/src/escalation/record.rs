//! Writes down what became of messages, many at once: each write costs the disk a sync, and the desk's
//! own commits want it too.

use std::collections::BTreeMap;

use domain::{
    device::PushResult,
    id::{AgentId, DeskId, DeviceId},
    time::Timestamp,
};
use storage::{PushAttempt, Store};
use tokio::sync::mpsc;
use uuid::Uuid;

/// Written in one transaction at most.
const BATCH: usize = 256;

type Line = (DeskId, PushAttempt);

/// Where results are put; never waits.
#[derive(Clone, Debug)]
pub struct Attempts(mpsc::UnboundedSender<Line>);

/// The writing end.
#[derive(Debug)]
pub struct Recorder(mpsc::UnboundedReceiver<Line>);

impl Default for Recorder {
    /// With nothing to write.
    fn default() -> Self {
        Self(mpsc::unbounded_channel().1)
    }
}

pub fn pair() -> (Attempts, Recorder) {
    let (sender, receiver) = mpsc::unbounded_channel();
    (Attempts(sender), Recorder(receiver))
}

impl Attempts {
    pub fn note(
        &self,
        desk: DeskId,
        tag: Uuid,
        who: (AgentId, DeviceId),
        at: Timestamp,
        result: PushResult,
    ) {
        let (agent, device) = who;
        let attempt = PushAttempt {
            tag: tag.to_string(),
            agent,
            device,
            at,
            result,
        };
        // The recorder ends with the server.
        let _ = self.0.send((desk, attempt));
    }
}

impl Recorder {
    pub async fn run(mut self, store: Store) {
        let mut lines = Vec::with_capacity(BATCH);
        while self.0.recv_many(&mut lines, BATCH).await > 0 {
            let mut by_desk: BTreeMap<DeskId, Vec<PushAttempt>> = BTreeMap::new();
            for (desk, attempt) in lines.drain(..) {
                by_desk.entry(desk).or_default().push(attempt);
            }
            for (desk, attempts) in by_desk {
                if let Err(error) = store.put_push_attempts(desk, &attempts).await {
                    tracing::warn!(%error, "what became of messages by Web Push is not written down");
                }
            }
        }
    }
}
