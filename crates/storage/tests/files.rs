//! The files of a database: whose they are, what is missing, and what is not as it should be.
//!
//! What `kill -9` leaves behind is what the files hold while the store is open: the system keeps every
//! write that it has taken. So a copy of an open store is a store that was killed.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
    path::{Path, PathBuf},
};

use domain::{
    command::Command, consequence::execute, decide::Moment, desk::Desk, event::Actor, id::DeskId,
    time::Timestamp,
};
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use storage::{Commit, OpenError, Store};
use tempfile::TempDir;
use uuid::Uuid;

const DESK: DeskId = DeskId(Uuid::from_u128(1));

#[tokio::test]
async fn what_is_made_is_for_its_owner_alone_also_in_a_folder_for_everybody() {
    let home = Home::new();
    fs::set_permissions(home.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    let store = home.open().await;
    grow(&store, 1).await;

    let files = home.files();
    for expected in [
        "d.sqlite",
        "d.sqlite-wal",
        "d.sqlite-shm",
        "d.sqlite-mark",
        "d.lock",
    ] {
        assert!(files.contains(&expected.to_owned()), "{files:?}");
    }
    for file in files {
        assert_eq!(home.mode(&file), 0o600, "{file}");
    }
    store.close().await;
}

#[tokio::test]
async fn files_that_others_could_read_are_taken_from_them() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 1).await;
    let killed = home.killed();
    for file in killed.files() {
        let open = fs::Permissions::from_mode(0o644);
        fs::set_permissions(killed.path(&file), open).unwrap();
    }
    let again = killed.open().await;
    for file in killed.files() {
        assert_eq!(killed.mode(&file), 0o600, "{file}");
    }
    again.close().await;
    store.close().await;
}

#[tokio::test]
async fn by_whatever_name_a_second_store_on_the_same_file_is_refused() {
    let home = Home::new();
    let first = home.open().await;
    symlink(home.database(), home.path("symbolic.sqlite")).unwrap();
    fs::hard_link(home.database(), home.path("hard.sqlite")).unwrap();
    let elsewhere = tempfile::tempdir().unwrap();
    let far = elsewhere.path().join("far.sqlite");
    symlink(home.database(), &far).unwrap();

    for name in [home.path("symbolic.sqlite"), home.path("hard.sqlite"), far] {
        let refused = Store::open(&name, "second").await.unwrap_err();
        assert!(matches!(refused, OpenError::InUse { .. }), "{refused:?}");
    }
    grow(&first, 1).await;
    first.close().await;
    let through_the_link = Store::open(&home.path("symbolic.sqlite"), "second").await;
    through_the_link.unwrap().close().await;
}

#[tokio::test]
async fn a_link_to_nothing_is_no_new_database() {
    let home = Home::new();
    symlink(home.path("missing"), home.database()).unwrap();
    let refused = home.try_open().await.unwrap_err();
    assert!(refused.to_string().contains("link"), "{refused}");
}

#[tokio::test]
async fn a_file_that_somebody_emptied_is_not_begun_in() {
    let home = Home::new();
    fs::write(home.database(), "").unwrap();
    let refused = home.try_open().await.unwrap_err();
    assert!(matches!(refused, OpenError::Empty { .. }), "{refused:?}");
    assert!(refused.to_string().contains("remove it"), "{refused}");
    assert_eq!(fs::metadata(home.database()).unwrap().len(), 0);
}

#[tokio::test]
async fn a_database_without_tables_is_not_begun_in() {
    let home = Home::new();
    let options = SqliteConnectOptions::new()
        .filename(home.database())
        .create_if_missing(true);
    let mut theirs = options.connect().await.unwrap();
    sqlx::query("PRAGMA user_version = 1")
        .execute(&mut theirs)
        .await
        .unwrap();
    theirs.close().await.unwrap();
    let refused = home.try_open().await.unwrap_err();
    assert!(matches!(refused, OpenError::Empty { .. }), "{refused:?}");
}

#[tokio::test]
async fn a_start_that_was_interrupted_before_the_database_had_its_name_is_no_obstacle() {
    let home = Home::new();
    for left in ["d.sqlite-new", "d.sqlite-new-wal", "d.sqlite-new-shm"] {
        fs::write(home.path(left), "half a database").unwrap();
    }
    home.open().await.close().await;
    let files = home.files();
    assert!(!files.iter().any(|file| file.contains("new")), "{files:?}");
}

#[tokio::test]
async fn a_database_that_is_gone_is_not_replaced_beside_what_is_left_of_it() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 2).await;
    let killed = home.killed();
    store.close().await;
    fs::remove_file(killed.database()).unwrap();

    for left in ["d.sqlite-mark", "d.sqlite-wal"] {
        let refused = killed.try_open().await.unwrap_err();
        assert!(matches!(refused, OpenError::Gone { .. }), "{refused:?}");
        assert!(!killed.database().exists());
        fs::remove_file(killed.path(left)).unwrap();
    }
    killed.open().await.close().await;
}

/// Somebody cleans up a stopped installation, or an empty volume is mounted over the database alone.
#[tokio::test]
async fn a_database_that_is_gone_after_a_stop_is_not_replaced_either() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 1).await;
    store.close().await;
    fs::remove_file(home.database()).unwrap();
    let _ = fs::remove_file(home.path("d.sqlite-wal"));

    let refused = home.try_open().await.unwrap_err();
    assert!(refused.to_string().contains("d.sqlite-mark"), "{refused}");
    assert!(!home.database().exists());
    fs::remove_file(home.path("d.sqlite-mark")).unwrap();
    home.open().await.close().await;
}

#[tokio::test]
async fn after_a_kill_everything_is_there_and_nothing_is_said() {
    let home = Home::new();
    let store = home.open().await;
    for grown in 0..4 {
        let killed = home.killed();
        let again = killed.open().await;
        assert_eq!(again.epoch(), "first");
        assert_eq!(journal(&again).await, grown);
        // And once more, without a stop in between.
        let twice = killed.killed();
        again.close().await;
        twice.open().await.close().await;
        grow(&store, 1).await;
    }
    store.close().await;
}

#[tokio::test]
async fn after_a_kill_another_program_may_have_looked_into_the_database() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 5).await;
    let killed = home.killed();
    store.close().await;

    let options = SqliteConnectOptions::new().filename(killed.database());
    let mut look = options.connect().await.unwrap();
    let count: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM journal")
        .fetch_one(&mut look)
        .await
        .unwrap();
    look.close().await.unwrap();
    assert_eq!(count, 5);
    assert!(!killed.path("d.sqlite-wal").exists(), "it has tidied up");

    killed.open().await.close().await;
}

#[tokio::test]
async fn acknowledged_work_that_went_with_the_log_is_missed() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 5).await;
    let killed = home.killed();
    store.close().await;
    fs::remove_file(killed.path("d.sqlite-wal")).unwrap();
    fs::remove_file(killed.path("d.sqlite-shm")).unwrap();
    let before = fs::read(killed.database()).unwrap();

    for _ in 0..2 {
        let refused = killed.try_open().await.unwrap_err();
        let OpenError::Lost { missing, .. } = &refused else {
            panic!("{refused:?}");
        };
        assert_eq!(*missing, 5);
        assert!(refused.to_string().contains("d.sqlite-wal"), "{refused}");
    }
    assert!(fs::read(killed.database()).unwrap() == before, "changed");

    fs::remove_file(killed.path("d.sqlite-mark")).unwrap();
    killed.open().await.close().await;
}

#[tokio::test]
async fn a_log_that_was_cut_short_is_missed_too() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 5).await;
    let killed = home.killed();
    store.close().await;
    let log = killed.path("d.sqlite-wal");
    let bytes = fs::read(&log).unwrap();
    fs::write(&log, &bytes[..bytes.len() - 100]).unwrap();
    fs::remove_file(killed.path("d.sqlite-shm")).unwrap();

    let refused = killed.try_open().await.unwrap_err();
    assert!(matches!(refused, OpenError::Lost { .. }), "{refused:?}");
    // Put back, it is all there.
    fs::write(&log, bytes).unwrap();
    let again = killed.open().await;
    assert_eq!(journal(&again).await, 5);
    again.close().await;
}

#[tokio::test]
async fn a_backup_that_is_put_in_place_after_a_stop_is_another_journal() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 2).await;
    store.close().await;
    let backup = fs::read(home.database()).unwrap();
    let store = home.open().await;
    grow(&store, 3).await;
    store.close().await;
    fs::write(home.database(), backup).unwrap();

    let restored = Store::open(&home.database(), "second").await.unwrap();
    assert_eq!(restored.epoch(), "second");
    assert_eq!(restored.installation(), "first", "the same installation");
    assert_eq!(journal(&restored).await, 2);
    restored.close().await;
    let again = Store::open(&home.database(), "third").await.unwrap();
    assert_eq!(again.epoch(), "second", "it is said once");
    again.close().await;
}

#[tokio::test]
async fn a_backup_with_an_epoch_of_its_own_is_taken_as_it_is() {
    let home = Home::new();
    let store = home.open().await;
    store.close().await;
    let backup = fs::read(home.database()).unwrap();
    let store = home.open().await;
    grow(&store, 3).await;
    let killed = home.killed();
    store.close().await;
    fs::write(killed.database(), backup).unwrap();
    fs::remove_file(killed.path("d.sqlite-wal")).unwrap();
    fs::remove_file(killed.path("d.sqlite-shm")).unwrap();
    let options = SqliteConnectOptions::new().filename(killed.database());
    let mut operator = options.connect().await.unwrap();
    sqlx::query("UPDATE installation SET epoch = 'mine'")
        .execute(&mut operator)
        .await
        .unwrap();
    operator.close().await.unwrap();

    let restored = killed.open().await;
    assert_eq!(restored.epoch(), "mine");
    restored.close().await;
}

#[tokio::test]
async fn a_mark_that_is_damaged_or_missing_keeps_nobody_from_starting() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 1).await;
    store.close().await;
    for damage in ["", "nonsense", "\0\0\0\0\0\0\0"] {
        fs::write(home.path("d.sqlite-mark"), damage).unwrap();
        home.open().await.close().await;
    }
    fs::remove_file(home.path("d.sqlite-mark")).unwrap();
    home.open().await.close().await;
}

#[tokio::test]
async fn a_database_of_an_older_release_gets_an_id_of_its_own() {
    let home = Home::new();
    home.open().await.close().await;
    let options = SqliteConnectOptions::new().filename(home.database());
    let mut older = options.connect().await.unwrap();
    sqlx::query("UPDATE installation SET id = NULL")
        .execute(&mut older)
        .await
        .unwrap();
    older.close().await.unwrap();
    for epoch in ["second", "third"] {
        let store = Store::open(&home.database(), epoch).await.unwrap();
        assert_eq!(store.installation(), "second");
        assert_eq!(store.epoch(), "first");
        store.close().await;
    }
}

/// A folder with the database `d.sqlite`.
struct Home {
    folder: TempDir,
}

impl Home {
    fn new() -> Self {
        Self {
            folder: tempfile::tempdir().expect("the system has room for temporary files"),
        }
    }

    /// What would be here if the process that has it open were killed now.
    fn killed(&self) -> Self {
        let copy = Self::new();
        for file in self.files() {
            fs::copy(self.path(&file), copy.path(&file)).unwrap();
        }
        copy
    }

    fn path(&self, name: &str) -> PathBuf {
        Path::join(self.folder.path(), name)
    }

    fn database(&self) -> PathBuf {
        self.path("d.sqlite")
    }

    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
        let mut names: Vec<_> = entries.map(|entry| name(entry.unwrap())).collect();
        names.sort();
        names
    }

    fn mode(&self, name: &str) -> u32 {
        let known = fs::metadata(self.path(name)).unwrap();
        known.permissions().mode() & 0o7777
    }

    async fn try_open(&self) -> Result<Store, OpenError> {
        Store::open(&self.database(), "first").await
    }

    async fn open(&self) -> Store {
        self.try_open().await.expect("the database opens")
    }
}

/// One commit each, one entry of the journal each.
async fn grow(store: &Store, commits: usize) {
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
        let mut moment = Moment::new(Timestamp(1_000_000), u128::from(desk.seq()));
        let recorded = execute(&mut desk, Actor::Operator, &command, &mut moment).unwrap();
        assert_eq!(recorded.len(), 1);
        let commit = Commit {
            desk: DESK,
            recorded: &recorded,
            after: &desk,
            receipts: &[],
            presses: &[],
        };
        store.commit(&commit).await.unwrap();
    }
}

async fn journal(store: &Store) -> usize {
    store.journal(DESK, 0, 1_000).await.unwrap().len()
}
