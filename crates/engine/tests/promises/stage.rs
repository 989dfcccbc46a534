//! A desk that runs on a database of its own, under a clock that only the test moves.

use std::{path::PathBuf, sync::Arc, time::Duration};

use domain::{
    agent::Reachability,
    command::Command,
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
    folder: TempDir,
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
        let clock = TestClock::at(Timestamp(1_800_000_000_000));
        let options = Options {
            clock: Arc::new(clock.clone()),
            ..options
        };
        let folder = tempfile::tempdir().expect("the system has room for temporary files");
        let store = Store::open(&database(&folder), "first").await.unwrap();
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
            folder,
            engine,
            desk,
            clock,
            options,
        }
    }

    /// Ends the engine and starts another on the same file, `later`.
    pub async fn restart(self, later: Span) -> Self {
        let Self {
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
        let path = database(&folder);
        let store = within(async {
            loop {
                // Until the tasks of the first engine have let go of the file.
                match Store::open(&path, "second").await {
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
            folder,
            engine,
            desk,
            clock,
            options,
        }
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

    pub fn database(&self) -> PathBuf {
        database(&self.folder)
    }
}

pub fn receipt(key: &str) -> Receipt {
    Receipt {
        api_key: KEY,
        key: key.to_owned(),
        body_hash: "cd".repeat(32),
    }
}

/// Waits until the desk has done by itself what it should.
pub async fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    });
    assert!(waited.await.is_ok(), "in vain: {what}");
}

/// What should take no time must not hang the tests.
pub async fn within<T>(what: impl Future<Output = T>) -> T {
    tokio::time::timeout(PATIENCE, what)
        .await
        .expect("it does not hang")
}

const PATIENCE: Duration = Duration::from_secs(20);

fn database(folder: &TempDir) -> PathBuf {
    folder.path().join("deskbell.db")
}
