//! Commits after a write that did not end well, and state tables that are behind. P10: work goes on.

use std::path::{Path, PathBuf};

use domain::{
    command::Command,
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::Actor,
    id::{AgentId, DeskId, TeamId},
    time::Timestamp,
};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use storage::{Commit, Store, StoreError};
use tempfile::TempDir;
use uuid::Uuid;

const DESK: DeskId = DeskId(Uuid::from_u128(1));
const NOW: Timestamp = Timestamp(1_000_000);

/// What SQLite does by itself when a disk is full or breaks while it writes, and some others: the
/// transaction is gone before anybody could roll it back.
const ROLLS_BACK: &str = "CREATE TRIGGER broken BEFORE INSERT ON journal
     BEGIN SELECT RAISE(ROLLBACK, 'disk I/O error'); END";
/// The statement alone is undone; the transaction waits.
const FAILS: &str = "CREATE TRIGGER broken BEFORE INSERT ON journal
     BEGIN SELECT RAISE(ABORT, 'no'); END";
/// Every statement succeeds, and the `COMMIT` does not.
const FAILS_AT_THE_END: &str = "CREATE TRIGGER broken AFTER INSERT ON journal
     BEGIN INSERT INTO owed (nobody) VALUES ('nobody'); END";
/// Nothing is written where it belongs.
const RENAMES: &str = "ALTER TABLE journal RENAME TO elsewhere";

#[tokio::test]
async fn after_a_commit_that_failed_the_next_one_works() {
    for fault in [ROLLS_BACK, FAILS, FAILS_AT_THE_END] {
        let home = Home::open().await;
        home.run(
            "CREATE TABLE owed (nobody TEXT REFERENCES desk (id) DEFERRABLE INITIALLY DEFERRED)",
        )
        .await;
        let desk = home.commit(Desk::default(), "Sales").await.unwrap();
        home.run(fault).await;
        let failures = home.store.failed_writes();
        for _ in 0..3 {
            let refused = home.commit(desk.clone(), "Support").await;
            assert!(refused.is_err(), "{fault}");
            assert_eq!(home.store.load(DESK).await.unwrap(), desk, "{fault}");
        }
        assert_eq!(home.store.failed_writes(), failures + 3, "{fault}");
        home.run("DROP TRIGGER broken").await;
        let grown = home.commit(desk, "Support").await;
        assert_eq!(home.store.load(DESK).await.unwrap(), grown.expect(fault));
    }
}

#[tokio::test]
async fn readiness_knows_whether_the_journal_can_be_written() {
    for (fault, mended) in [
        (ROLLS_BACK, "DROP TRIGGER broken"),
        (FAILS, "DROP TRIGGER broken"),
        (RENAMES, "ALTER TABLE elsewhere RENAME TO journal"),
    ] {
        let home = Home::open().await;
        let desk = home.commit(Desk::default(), "Sales").await.unwrap();
        home.store.prove(NOW).await.unwrap();
        home.run(fault).await;
        assert!(home.store.prove(NOW).await.is_err(), "{fault}");
        home.run(mended).await;
        home.store.prove(NOW).await.expect(fault);
        let journal = home.store.journal(DESK, 0, 100).await.unwrap();
        let last = journal.last().map(|last| last.seq);
        assert_eq!(last, Some(desk.seq()), "proving leaves nothing behind");
    }
}

/// More often than there are connections to read with.
#[tokio::test]
async fn a_reading_that_broke_off_leaves_nobody_behind_who_sees_the_past() {
    let home = Home::open().await;
    let mut desk = home.commit(Desk::default(), "Sales").await.unwrap();
    for round in 0..8 {
        let nowhere = home.store.load(DeskId(Uuid::nil())).await;
        assert!(nowhere.is_err(), "there is no such desk");
        desk = home.commit(desk, &format!("Team {round}")).await.unwrap();
        for _ in 0..8 {
            assert_eq!(home.store.load(DESK).await.unwrap(), desk);
        }
    }
}

#[tokio::test]
async fn a_database_that_is_closed_takes_nothing_more() {
    let home = Home::open().await;
    home.store.close().await;
    let refused = home.store.remove_all_push_subscriptions().await;
    assert!(refused.is_err());
    assert!(home.store.prove(NOW).await.is_err());
}

/// Nobody who commits had to do it.
#[tokio::test]
async fn the_log_is_written_into_the_database_while_others_go_on() {
    let home = Home::open().await;
    let database = || std::fs::metadata(home.path()).unwrap().len();
    let before = database();
    let mut desk = home.commit(Desk::default(), "Sales").await.unwrap();
    // Too few for whoever commits to do it.
    for team in 0..500 {
        if database() > before {
            return;
        }
        desk = home.commit(desk, &format!("Team {team}")).await.unwrap();
    }
    panic!("nothing was written where it belongs");
}

/// What is not in the tables yet is in the journal, and nowhere else after a crash.
#[tokio::test]
async fn who_reads_the_tables_finds_what_was_committed_before() {
    let home = Home::open().await;
    let desk = home.commit(Desk::default(), "Sales").await.unwrap();
    home.commit(desk, "Support").await.unwrap();
    assert!(home.store.behind() > 0, "a team may wait");
    let teams = async || -> i64 {
        let mut look = home.connect().await;
        let count = sqlx::query_scalar("SELECT COUNT(*) FROM team");
        let count = count.fetch_one(&mut look).await.unwrap();
        look.close().await.unwrap();
        count
    };
    assert_eq!(teams().await, 1);

    home.store
        .served(DESK, AgentId(Uuid::nil()), NOW)
        .await
        .unwrap();
    assert_eq!((teams().await, home.store.behind()), (2, 0));
}

/// It stays due, however often it can't be done, and nobody is refused for it.
#[tokio::test]
async fn tables_that_can_not_be_written_catch_up_later() {
    let home = Home::open().await;
    let mut desk = home.commit(Desk::default(), "Sales").await.unwrap();
    home.run("CREATE TRIGGER broken BEFORE INSERT ON team BEGIN SELECT RAISE(ABORT, 'no'); END")
        .await;
    for team in ["Support", "Returns"] {
        desk = home.commit(desk, team).await.expect("the journal takes it");
        assert!(home.store.settle().await.is_err());
        assert!(
            home.store.prove(NOW).await.is_err(),
            "it does not do its work"
        );
        let beside = home.store.remove_all_push_subscriptions().await;
        beside.expect("facts are written");
        assert_eq!(home.store.load(DESK).await.unwrap(), desk);
    }
    home.run("DROP TRIGGER broken").await;
    home.store.settle().await.unwrap();
    assert_eq!(home.store.behind(), 0);
    assert_eq!(home.store.load(DESK).await.unwrap(), desk);
}

struct Home {
    folder: TempDir,
    store: Store,
}

impl Home {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("deskbell.db"), "first").await;
        Self {
            store: store.unwrap(),
            folder,
        }
    }

    fn path(&self) -> PathBuf {
        Path::join(self.folder.path(), "deskbell.db")
    }

    async fn connect(&self) -> SqliteConnection {
        let options = SqliteConnectOptions::new().filename(self.path());
        options.connect().await.unwrap()
    }

    /// On a connection of its own.
    async fn run(&self, statement: &'static str) {
        let mut connection = self.connect().await;
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
        connection.close().await.unwrap();
    }

    /// A team more, on a desk that is opened if need be.
    async fn commit(&self, mut desk: Desk, team: &str) -> Result<Desk, StoreError> {
        let mut commands = vec![Command::AddTeam {
            team: TeamId(Uuid::from_u128(u128::from(desk.seq()) + 2)),
            name: team.to_owned(),
            rule: None,
        }];
        if desk.seq() == 0 {
            commands.insert(
                0,
                Command::OpenDesk {
                    name: "Acme".to_owned(),
                    country: "ES".to_owned(),
                },
            );
        }
        let mut recorded = Vec::new();
        for command in &commands {
            let mut moment = Moment::new(NOW, u128::from(desk.seq()));
            let done = execute(&mut desk, Actor::Operator, command, &mut moment);
            recorded.extend(done.expect("the desk takes it"));
        }
        self.store
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
