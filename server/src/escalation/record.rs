//! Writes down what became of messages, many at once: each write costs the disk a sync, and the desk's
//! own commits want it too.

use std::{collections::BTreeMap, time::Duration};

use domain::id::DeskId;
use storage::{MessageKey, PushAttempt, Store};
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use super::ledger::{Key, Place};

/// Taken in at once.
const BATCH: usize = 256;
/// A database that is slower than this must not keep a message back that rings for seconds.
const PATIENCE: Duration = Duration::from_secs(1);

#[derive(Debug)]
enum Line {
    Attempt {
        desk: DeskId,
        attempt: PushAttempt,
        /// Told when it is on the disk; dropped when it can't be written.
        written: Option<oneshot::Sender<()>>,
    },
    PopupGone {
        desk: DeskId,
        message: MessageKey,
    },
}

/// Where results are put.
#[derive(Clone, Debug)]
pub struct Attempts(mpsc::UnboundedSender<Line>);

/// The writing end.
#[derive(Debug)]
pub struct Recorder {
    lines: mpsc::UnboundedReceiver<Line>,
    store: Store,
}

/// Both ends. What is put into the one before the other runs is written once it does.
pub fn pair(store: Store) -> (Attempts, Recorder) {
    let (sender, lines) = mpsc::unbounded_channel();
    (Attempts(sender), Recorder { lines, store })
}

impl Attempts {
    /// Never waits.
    pub fn note(&self, desk: DeskId, attempt: PushAttempt) {
        self.put(Line::Attempt {
            desk,
            attempt,
            written: None,
        });
    }

    /// Returns when it is on the disk, or would keep the message back for too long.
    pub async fn note_first(&self, desk: DeskId, attempt: PushAttempt) {
        let (written, on_disk) = oneshot::channel();
        self.put(Line::Attempt {
            desk,
            attempt,
            written: Some(written),
        });
        if !matches!(timeout(PATIENCE, on_disk).await, Ok(Ok(()))) {
            tracing::warn!("a message by Web Push is sent before it is written down");
        }
    }

    /// Never waits.
    pub fn note_gone(&self, (desk, tag): Key, (agent, device): Place) {
        let message = MessageKey {
            tag: tag.to_string(),
            agent,
            device,
        };
        self.put(Line::PopupGone { desk, message });
    }

    fn put(&self, line: Line) {
        // The recorder ends with the server.
        let _ = self.0.send(line);
    }
}

/// What is written together: only attempts, or only popups that are gone, because of the same message
/// the later word counts.
#[derive(Default)]
struct Sheet {
    attempts: BTreeMap<DeskId, Vec<PushAttempt>>,
    written: Vec<(DeskId, oneshot::Sender<()>)>,
    gone: BTreeMap<DeskId, Vec<MessageKey>>,
}

impl Recorder {
    /// Writes until nobody can put anything in any more.
    pub async fn run(mut self) {
        let mut lines = Vec::with_capacity(BATCH);
        while self.lines.recv_many(&mut lines, BATCH).await > 0 {
            let mut sheet = Sheet::default();
            for line in lines.drain(..) {
                match line {
                    Line::Attempt {
                        desk,
                        attempt,
                        written,
                    } => {
                        if !sheet.gone.is_empty() {
                            self.write(std::mem::take(&mut sheet)).await;
                        }
                        sheet.attempts.entry(desk).or_default().push(attempt);
                        sheet.written.extend(written.map(|written| (desk, written)));
                    }
                    Line::PopupGone { desk, message } => {
                        if !sheet.attempts.is_empty() {
                            self.write(std::mem::take(&mut sheet)).await;
                        }
                        sheet.gone.entry(desk).or_default().push(message);
                    }
                }
            }
            self.write(sheet).await;
        }
    }

    async fn write(&self, mut sheet: Sheet) {
        for (desk, attempts) in sheet.attempts {
            if let Err(error) = self.store.put_push_attempts(desk, &attempts).await {
                tracing::warn!(%error, "what became of messages by Web Push is not written down");
                sheet.written.retain(|(of, _)| *of != desk);
            }
        }
        for (_, written) in sheet.written {
            // Whoever waited may have lost patience.
            let _ = written.send(());
        }
        for (desk, messages) in sheet.gone {
            if let Err(error) = self.store.note_popups_gone(desk, &messages).await {
                tracing::warn!(%error, "popups that are gone are taken back once more after a restart");
            }
        }
    }
}
