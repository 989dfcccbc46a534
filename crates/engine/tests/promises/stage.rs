//! A desk that runs on a database of its own, under a clock that only the test moves.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use domain::{
    agent::Reachability,
    command::Command,
    desk::Desk,
    event::{Actor, Recorded},
    id::{AgentId, ApiKeyId, RequestId},
    request::{Request, State},
    time::{Span, Timestamp},
};
use engine::{CommandError, DeskHandle, Engine, Options, Receipt, clock::TestClock};
use storage::{ApiKeyRow, Store};
use tempfile::TempDir;
use uuid::Uuid;

use crate::history;

pub const KEY: ApiKeyId = ApiKeyId(Uuid::from_u128(0x6e7));

pub struct Stage {
    database: PathBuf,
    /// Removed with the stage, unless the database lies elsewhere.
    folder: Option<TempDir>,
    pub engine: Engine,
    pub desk: DeskHandle,
    pub clock: TestClock,
    options: Options,
}

impl Stage {
    /// Ana and Ben are signed in and reachable; offers ring for 20 s.
    pub async fn open() -> Self {
        Self::open_with(Options::default()).await
    }

    pub async fn open_with(options: Options) -> Self {
        let folder = tempfile::tempdir().expect("the system has room for temporary files");
        let database = folder.path().join("deskbell.db");
        let mut stage = Self::open_at(&database, options).await;
        stage.folder = Some(folder);
        stage
    }

    /// With the database in this file, which stays.
    pub async fn open_at(database: &Path, options: Options) -> Self {
        let clock = TestClock::at(Timestamp(1_800_000_000_000));
        let options = Options {
            clock: Arc::new(clock.clone()),
            ..options
        };
        let store = Store::open(database, "first").await.unwrap();
        let engine = Engine::start(store, options.clone()).await.unwrap();
        let desk = engine
            .open_desk("Acme".to_owned(), "ES".to_owned())
            .await
            .unwrap();
        for command in history::opening(Span::seconds(20)) {
            desk.execute(Actor::Operator, command).await.unwrap();
        }
        let key = ApiKeyRow {
            desk: desk.id(),
            id: KEY,
            name: "shop".to_owned(),
            hash: "ab".repeat(32),
            rate: None,
            created_at: desk.now(),
            revoked_at: None,
        };
        engine.store().add_api_key(&key).await.unwrap();
        Self {
            database: database.to_owned(),
            folder: None,
            engine,
            desk,
            clock,
            options,
        }
    }

    /// Ends the engine and starts another on the same file, `later`.
    pub async fn restart(self, later: Span) -> Self {
        let Self {
            database,
            folder,
            engine,
            desk,
            clock,
            options,
        } = self;
        let id = desk.id();
        engine.store().close().await;
        drop((engine, desk));
        clock.advance(later);
        let store = within(async {
            loop {
                // Until the tasks of the first engine have let go of the file.
                match Store::open(&database, "second").await {
                    Ok(store) => break store,
                    Err(storage::OpenError::InUse { .. }) => tokio::task::yield_now().await,
                    Err(error) => panic!("{error}"),
                }
            }
        })
        .await;
        let engine = Engine::start(store, options.clone()).await.unwrap();
        let desk = engine.desk(id).expect("the desk is there again");
        Self {
            database,
            folder,
            engine,
            desk,
            clock,
            options,
        }
    }

    pub fn database(&self) -> &Path {
        &self.database
    }

    pub async fn receive(&self, customer: &str) -> RequestId {
        let id = self.desk.fresh_id();
        let new = history::new_request(id, customer);
        self.desk
            .receive(Actor::Operator, new, None)
            .await
            .expect("a request is taken");
        id
    }

    pub async fn run(&self, command: Command) -> Vec<Recorded> {
        let done = self.desk.execute(Actor::Operator, command).await;
        done.expect("the desk does it")
    }

    pub async fn connect(
        &self,
        agent: AgentId,
        request: RequestId,
    ) -> Result<Vec<Recorded>, CommandError> {
        let connect = Command::Connect { agent, request };
        self.desk.execute(Actor::Agent(agent), connect).await
    }

    pub async fn set_reachability(&self, agent: AgentId, reachability: Reachability) {
        self.run(Command::SetReachability {
            agent,
            reachability,
        })
        .await;
    }

    pub fn state(&self, request: RequestId) -> State {
        self.request(request).state
    }

    pub fn request(&self, request: RequestId) -> Request {
        self.desk
            .read(|desk| desk.request(request).cloned())
            .expect("the request is known")
    }

    pub async fn whole_journal(&self) -> Vec<Recorded> {
        let journal = self.engine.store().journal(self.desk.id(), 0, u32::MAX);
        journal.await.expect("the journal can be read")
    }

    /// Until nothing is due any more: from here on the desk does nothing by itself while the clock stands.
    pub async fn come_to_rest(&self) {
        let is_due = || {
            let now = self.desk.now();
            self.desk
                .read(|desk| desk.next_due().is_some_and(|due| due <= now))
        };
        for _ in 0..100 {
            if !is_due() {
                return;
            }
            self.run(Command::Tick).await;
        }
        panic!("something is due for ever");
    }

    /// P10: what this process has in memory is what the next one will read.
    pub async fn memory_is_the_database(&self, context: &str) {
        for _ in 0..1_000 {
            let memory = self.desk.read(Clone::clone);
            let stored = self.engine.store().load(self.desk.id()).await.unwrap();
            if memory.seq() == stored.seq() {
                assert_eq!(alive(memory), alive(stored), "{context}");
                return;
            }
            // A timer of the desk has just been written, and is seen in a moment.
            tokio::task::yield_now().await;
        }
        panic!("{context}: memory and database have different pasts");
    }
}

pub fn receipt(key: &str) -> Receipt {
    Receipt {
        api_key: KEY,
        key: key.to_owned(),
        body_hash: "cd".repeat(32),
    }
}

/// A desk without what is of no consequence any more: memory and database forget it at different times.
pub fn alive(mut desk: Desk) -> Desk {
    desk.forget_ended(Timestamp(i64::MAX));
    desk
}

/// Waits until the desk has done by itself what it should: it is looked at after each thing that happens.
pub async fn until(stage: &Stage, what: &str, mut holds: impl FnMut() -> bool) {
    let mut happenings = stage.engine.happenings();
    let waited = tokio::time::timeout(PATIENCE, async {
        while !holds() {
            // Whoever lags looks again at once.
            let _ = happenings.recv().await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}

/// Runs a test, or what it is about, on a runtime of its own.
pub fn block_on<T>(what: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime needs nothing special")
        .block_on(what)
}

/// What should take no time must not hang the tests.
pub async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("it does not hang")
}

const PATIENCE: Duration = Duration::from_secs(20);
