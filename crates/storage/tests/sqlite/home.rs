//! A folder with a database in it, and desks to fill it with.

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use domain::{
    command::{Command, NewRequest},
    consequence::execute,
    customer::Customer,
    decide::Moment,
    desk::Desk,
    event::{Actor, Recorded},
    id::{DeskId, RequestId, TeamId},
    request::Kind,
    time::Timestamp,
};
use sqlx::{ConnectOptions, SqliteConnection, sqlite::SqliteConnectOptions};
use storage::{Commit, OpenError, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

pub const DESK: DeskId = DeskId(Uuid::from_u128(1));

/// A folder with the database `d.sqlite`.
pub struct Home {
    pub folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("the system has room for temporary files"),
        }
    }

    /// Closed again, with all of it in the one file.
    pub async fn with_requests(count: u128) -> Self {
        let home = Self::new();
        let store = home.open().await;
        let mut desk = Desk::default();
        let commands = [
            Command::OpenDesk {
                name: "Acme".to_owned(),
                country: "ES".to_owned(),
            },
            Command::AddTeam {
                team: TeamId(Uuid::from_u128(2)),
                name: "Sales".to_owned(),
                rule: None,
            },
        ];
        let recorded: Vec<_> = commands
            .iter()
            .flat_map(|command| run(&mut desk, command))
            .collect();
        commit(&store, &desk, &recorded).await.unwrap();
        commit_requests(&store, desk, count).await.unwrap();
        store.close().await;
        home
    }

    /// What would be here if the process that has it open were killed now.
    pub fn killed(&self) -> Self {
        let copy = Self::new();
        for file in self.files() {
            fs::copy(self.path(&file), copy.path(&file)).unwrap();
        }
        copy
    }

    pub fn path(&self, name: &str) -> PathBuf {
        Path::join(self.folder.path(), name)
    }

    pub fn database(&self) -> PathBuf {
        self.path("d.sqlite")
    }

    pub fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    pub fn mode(&self, name: &str) -> u32 {
        let known = fs::metadata(self.path(name)).unwrap();
        known.permissions().mode() & 0o7777
    }

    pub async fn try_open(&self) -> Result<Store, OpenError> {
        Store::open(&self.database(), "first").await
    }

    pub async fn open(&self) -> Store {
        self.try_open().await.expect("the database opens")
    }

    /// Another program's look into the database.
    pub async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.database());
        options.connect().await.unwrap()
    }

    pub fn bytes(&self) -> Vec<u8> {
        fs::read(self.database()).unwrap()
    }

    /// Overwrites a page, counted from 1; of the first, what comes after the file's header.
    pub fn scribble(&self, page: usize) {
        let mut bytes = self.bytes();
        let page_size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
        let begin = if page == 1 {
            100
        } else {
            (page - 1) * page_size
        };
        bytes[begin..page * page_size].fill(0xa5);
        fs::write(self.database(), bytes).unwrap();
    }
}

/// One commit each, one entry of the journal each.
pub async fn grow(store: &Store, commits: usize) {
    let mut desk = match store.desks().await.unwrap().first() {
        Some(desk) => store.load(*desk).await.unwrap(),
        None => Desk::default(),
    };
    for _ in 0..commits {
        let command = if desk.seq() == 0 {
            Command::OpenDesk {
                name: "Acme".to_owned(),
                country: "ES".to_owned(),
            }
        } else {
            Command::ForbidCalls {
                phone: format!("+3460000{:04}", desk.seq()),
            }
        };
        let recorded = run(&mut desk, &command);
        assert_eq!(recorded.len(), 1);
        commit(store, &desk, &recorded).await.unwrap();
    }
}

pub async fn journal(store: &Store) -> usize {
    store.journal(DESK, 0, 1_000).await.unwrap().len()
}

pub async fn commit_requests(
    store: &Store,
    mut desk: Desk,
    count: u128,
) -> Result<Desk, StoreError> {
    let base = u128::from(desk.seq()) << 32;
    let recorded: Vec<_> = (0..count)
        .flat_map(|number| {
            let new = NewRequest {
                id: RequestId(Uuid::from_u128(base + number)),
                kind: Kind::NewRequest,
                customer: Customer {
                    name: Some("Carol".to_owned()),
                    ..Customer::default()
                },
                team: None,
                message: Some("Please call. ".repeat(20)),
                scheduled_at: None,
                owner: None,
                priority: 0,
            };
            run(&mut desk, &Command::ReceiveRequest(Box::new(new)))
        })
        .collect();
    commit(store, &desk, &recorded).await?;
    Ok(desk)
}

fn run(desk: &mut Desk, command: &Command) -> Vec<Recorded> {
    let mut moment = Moment::new(Timestamp(1_000_000), u128::from(desk.seq()));
    execute(desk, Actor::Operator, command, &mut moment).expect("an empty desk takes it")
}

async fn commit(store: &Store, after: &Desk, recorded: &[Recorded]) -> Result<(), StoreError> {
    store
        .commit(&Commit {
            desk: DESK,
            recorded,
            after,
            receipts: &[],
            presses: &[],
        })
        .await
}
