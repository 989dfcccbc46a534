use std::{
    path::{Path, PathBuf},
    pin::{Pin, pin},
    task::{Context, Poll, Waker},
};

use domain::{
    command::Command,
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::{Actor, Recorded},
    id::DeskId,
    time::Timestamp,
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    commit::Commit, database::Database, error::StoreError, journal::Journal,
    sqlite::open::SqliteDatabase, state::State,
};

const DESK: DeskId = DeskId(Uuid::from_u128(1));

#[tokio::test]
async fn a_writer_who_goes_away_leaves_nothing_behind() {
    let home = Home::open().await;
    let desk = home.run(Desk::default(), &opening()).await.unwrap();
    let mut left = home.database.begin_write().await.unwrap();
    sqlx::query("UPDATE desk SET name = 'Nobody'")
        .execute(&mut *left)
        .await
        .unwrap();
    drop(left);

    assert_eq!(home.database.load(DESK).await.unwrap(), desk);
    let forbidden = Command::ForbidCalls {
        phone: "+34600000001".to_owned(),
    };
    let grown = home.run(desk, &forbidden).await.unwrap();
    assert_eq!(home.database.load(DESK).await.unwrap(), grown);
}

/// Also one who waits: whoever is next gets their turn.
#[tokio::test]
async fn a_writer_who_no_longer_waits_holds_nobody_up() {
    let home = Home::open().await;
    let writing = home.database.begin_write().await.unwrap();
    {
        let in_line = pin!(home.database.begin_write());
        assert!(at_once(in_line).is_none(), "there is one writer");
    }
    writing.commit().await.unwrap();
    home.database.begin_write().await.unwrap();
}

#[tokio::test]
async fn every_connection_that_writes_syncs_and_keeps_references() {
    let home = Home::open().await;
    for _ in 0..2 {
        let mut writing = home.database.begin_write().await.unwrap();
        let (synchronous, journal_mode, foreign_keys): (i64, String, i64) = sqlx::query_as(
            "SELECT synchronous, journal_mode, foreign_keys
             FROM pragma_synchronous, pragma_journal_mode, pragma_foreign_keys",
        )
        .fetch_one(&mut *writing)
        .await
        .unwrap();
        assert_eq!((synchronous, &*journal_mode, foreign_keys), (2, "wal", 1));
        // The second time, a fresh one.
        drop(writing);
    }
    for (pragma, wanted) in [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1)] {
        let set = home.database.tamper(pragma).await.unwrap();
        assert_eq!(set, Some(wanted), "of commits: {pragma}");
    }
}

/// A reader who looks for long keeps the log from beginning anew; afterwards it is cut down.
#[tokio::test]
async fn the_log_does_not_stay_as_long_as_it_once_was() {
    let home = Home::open().await;
    let write = async |statement| {
        let mut writing = home.database.begin_write().await.unwrap();
        sqlx::query(statement).execute(&mut *writing).await.unwrap();
        writing.commit().await.unwrap();
    };
    write("CREATE TABLE bulk (bytes BLOB NOT NULL)").await;
    let mut looking = home.database.reader().begin().await.unwrap();
    sqlx::query("SELECT * FROM desk")
        .fetch_all(&mut *looking)
        .await
        .unwrap();
    let a_megabyte = "INSERT INTO bulk (bytes) VALUES (zeroblob(1048576))";
    for _ in 0..24 {
        write(a_megabyte).await;
    }
    let log = || {
        std::fs::metadata(home.path().with_extension("db-wal"))
            .unwrap()
            .len()
    };
    assert!(log() > 24 * 1024 * 1024, "the reader holds it");
    looking.rollback().await.unwrap();
    // The first writes the rest into the database, the next begins the log anew.
    for _ in 0..3 {
        write(a_megabyte).await;
    }
    assert!(log() <= 16 * 1024 * 1024, "{} bytes", log());
}

struct Home {
    folder: TempDir,
    database: SqliteDatabase,
}

impl Home {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        Self {
            database: SqliteDatabase::open(&path, "first").await.unwrap(),
            folder,
        }
    }

    fn path(&self) -> PathBuf {
        Path::join(self.folder.path(), "deskbell.db")
    }

    /// A command more.
    async fn run(&self, mut desk: Desk, command: &Command) -> Result<Desk, StoreError> {
        let mut moment = Moment::new(Timestamp(1_000_000), u128::from(desk.seq()));
        let recorded: Vec<Recorded> =
            execute(&mut desk, Actor::Operator, command, &mut moment).expect("the desk takes it");
        self.database
            .commit(&Commit {
                desk: DESK,
                recorded: &recorded,
                after: &desk,
                receipts: &[],
                presses: &[],
            })
            .await?;
        Ok(desk)
    }
}

fn opening() -> Command {
    Command::OpenDesk {
        name: "Acme".to_owned(),
        country: "ES".to_owned(),
    }
}

/// What it comes to at once, if it does.
fn at_once<T>(mut future: Pin<&mut impl Future<Output = T>>) -> Option<T> {
    let mut context = Context::from_waker(Waker::noop());
    match future.as_mut().poll(&mut context) {
        Poll::Ready(value) => Some(value),
        Poll::Pending => None,
    }
}
