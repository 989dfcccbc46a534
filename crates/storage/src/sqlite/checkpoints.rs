//! Writes the log into the database while others go on writing to the log, on a thread of its own: nobody who commits
//! waits for it. What is left for them is little (`writer::LOG_PAGES`).

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use rusqlite::{Connection, OpenFlags};

/// Rows that are written between two checkpoints: some hundred pages of the log. Fewer are written again and again; of
/// more, whoever commits waits for milliseconds while the disk takes them all at once.
const ROWS: u64 = 300;

/// A checkpoint is some milliseconds of work in one go: on a machine with one core whoever commits meanwhile goes first.
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Cheap to clone. Ends with its last clone.
#[derive(Clone, Debug)]
pub(crate) struct Checkpoints {
    rows: Arc<AtomicU64>,
    thread: Arc<Mutex<Option<Thread>>>,
}

#[derive(Debug)]
struct Thread {
    due: SyncSender<()>,
    handle: JoinHandle<()>,
}

impl Checkpoints {
    pub fn of(database: &Path) -> Self {
        let path = database.to_owned();
        // One that is due while another is being made is one.
        let (due, is_due) = sync_channel(1);
        let thread = thread::Builder::new().name("checkpoints".to_owned());
        let thread = match thread.spawn(move || make(&path, &is_due)) {
            Ok(handle) => Some(Thread { due, handle }),
            Err(error) => {
                tracing::warn!(%error, "whoever commits has to make the checkpoints");
                None
            }
        };
        Self {
            rows: Arc::default(),
            thread: Arc::new(Mutex::new(thread)),
        }
    }

    /// So many rows were written.
    pub fn grew(&self, rows: u64) {
        if self.rows.fetch_add(rows, Ordering::Relaxed) + rows < ROWS {
            return;
        }
        self.rows.store(0, Ordering::Relaxed);
        let thread = self.thread.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(thread) = &*thread {
            // Full: it is due already.
            let _ = thread.due.try_send(());
        }
    }

    /// Makes no more, and has closed its connection.
    pub async fn end(&self) {
        let thread = self
            .thread
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(Thread { due, handle }) = thread {
            drop(due);
            let ended = tokio::task::spawn_blocking(|| handle.join()).await;
            if !matches!(ended, Ok(Ok(()))) {
                tracing::warn!("the thread of checkpoints ended badly");
            }
        }
    }
}

fn make(path: &PathBuf, is_due: &Receiver<()>) {
    give_way();
    let mut connection = None;
    while is_due.recv().is_ok() {
        if let Err(error) = checkpoint(path, &mut connection) {
            // Whoever commits makes it before the log is too long.
            tracing::debug!(%error, "a checkpoint was not made");
        }
    }
}

/// Lowers the priority of the thread that calls it. Only on Linux is it the thread's alone.
#[cfg(target_os = "linux")]
fn give_way() {
    if let Err(error) = rustix::process::setpriority_process(None, NICENESS) {
        tracing::debug!(%error, "checkpoints have the priority of everything else");
    }
}

#[cfg(not(target_os = "linux"))]
fn give_way() {}

fn checkpoint(path: &PathBuf, kept: &mut Option<Connection>) -> rusqlite::Result<()> {
    let connection = match kept.take() {
        Some(connection) => connection,
        None => connect(path)?,
    };
    connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", (), |_| Ok(()))?;
    *kept = Some(connection);
    Ok(())
}

fn connect(path: &PathBuf) -> rusqlite::Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(path, flags)?;
    // As everybody else's, so that what is written has reached the disk before the log is reused.
    connection.pragma_update(None, "synchronous", "FULL")?;
    Ok(connection)
}
