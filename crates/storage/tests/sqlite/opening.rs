//! Opening a database that is not as it should be: a clear reason, and nothing damaged.

use std::fs;

use domain::time::Timestamp;
use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use storage::{OpenError, Store, StoreError};

use crate::home::{DESK, Home, commit_requests};

#[tokio::test]
async fn a_database_keeps_its_epoch_when_it_is_opened_again() {
    let home = Home::new();
    home.open().await.close().await;
    let again = Store::open(&home.database(), "another").await.unwrap();
    assert_eq!(again.epoch(), "first");
    again.prove(Timestamp(1)).await.unwrap();
}

/// What the tests with power cuts rest on: full syncs in WAL mode, whether the file is new or old.
#[tokio::test]
async fn p1_the_writer_waits_for_the_disk_at_every_commit() {
    let home = Home::new();
    for _ in 0..2 {
        let store = home.open().await;
        for (pragma, wanted) in [("PRAGMA synchronous", 2), ("PRAGMA foreign_keys", 1)] {
            let set = store.tamper(pragma).await.unwrap();
            assert_eq!(set, Some(wanted), "{pragma}");
        }
        let mut look = home.connect().await;
        let journal_mode: String = sqlx::query_scalar("PRAGMA journal_mode")
            .fetch_one(&mut look)
            .await
            .unwrap();
        look.close().await.unwrap();
        assert_eq!(journal_mode, "wal");
        store.close().await;
    }
}

#[tokio::test]
async fn a_database_of_a_newer_release_is_left_alone() {
    let home = Home::new();
    let store = home.open().await;
    store.close().await;
    drop(store);
    let mut future = home.connect().await;
    sqlx::query(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
         VALUES (9001, 'the future', TRUE, x'00', 0)",
    )
    .execute(&mut future)
    .await
    .unwrap();
    future.close().await.unwrap();
    let before = home.bytes();

    let refused = home.try_open().await.unwrap_err();

    assert!(
        matches!(refused, OpenError::Newer { version: 9001, .. }),
        "{refused:?}"
    );
    assert!(refused.to_string().contains("newer"), "{refused}");
    assert!(home.bytes() == before, "the file was changed");
}

#[tokio::test]
async fn a_file_that_is_no_database_is_left_alone() {
    let home = Home::new();
    fs::write(home.database(), "Dear diary, ".repeat(1_000)).unwrap();
    let before = home.bytes();

    let refused = home.try_open().await.unwrap_err();

    assert!(matches!(refused, OpenError::Corrupt { .. }), "{refused:?}");
    assert!(home.bytes() == before, "the file was changed");
}

#[tokio::test]
async fn the_database_of_another_program_is_left_alone() {
    let home = Home::new();
    let options = SqliteConnectOptions::new()
        .filename(home.database())
        .create_if_missing(true);
    let mut theirs = options.connect().await.unwrap();
    sqlx::query("CREATE TABLE recipe (name TEXT NOT NULL)")
        .execute(&mut theirs)
        .await
        .unwrap();
    theirs.close().await.unwrap();
    let before = home.bytes();

    let refused = home.try_open().await.unwrap_err();

    assert!(matches!(refused, OpenError::Foreign { .. }), "{refused:?}");
    assert!(home.bytes() == before, "the file was changed");
}

#[tokio::test]
async fn a_database_with_a_scribbled_schema_is_left_alone() {
    let home = Home::with_requests(20).await;
    home.scribble(1);
    let before = home.bytes();

    let refused = home.try_open().await.unwrap_err();

    assert!(matches!(refused, OpenError::Corrupt { .. }), "{refused:?}");
    assert!(home.bytes() == before, "the file was changed");
}

#[tokio::test]
async fn a_database_that_was_cut_short_is_left_alone() {
    let home = Home::with_requests(200).await;
    let whole = home.bytes();
    fs::write(home.database(), &whole[..whole.len() / 2]).unwrap();
    let before = home.bytes();

    let refused = home.try_open().await.unwrap_err();

    assert!(matches!(refused, OpenError::Corrupt { .. }), "{refused:?}");
    assert!(home.bytes() == before, "the file was changed");
}

/// Looking through every page at every start would take minutes on a large file: damage deep inside
/// is found when the desk is loaded.
#[tokio::test]
async fn a_scribbled_page_is_found_when_the_desk_is_loaded() {
    let home = Home::with_requests(20).await;
    let mut look = home.connect().await;
    let root: i64 = sqlx::query_scalar("SELECT rootpage FROM sqlite_master WHERE name = 'request'")
        .fetch_one(&mut look)
        .await
        .unwrap();
    look.close().await.unwrap();
    home.scribble(usize::try_from(root).unwrap());
    let before = home.bytes();

    let store = home.open().await;
    let refused = store.load(DESK).await.unwrap_err();

    assert!(matches!(refused, StoreError::Damaged(_)), "{refused:?}");
    store.close().await;
    assert!(home.bytes() == before, "the file was changed");
}

#[tokio::test]
async fn a_second_store_on_the_same_file_is_refused_until_the_first_is_gone() {
    let home = Home::new();
    let first = home.open().await;

    let refused = home.try_open().await.unwrap_err();
    assert!(matches!(refused, OpenError::InUse { .. }), "{refused:?}");
    first.prove(Timestamp(1)).await.expect("the first goes on");

    first.close().await;
    drop(first);
    home.open().await.close().await;
}

#[tokio::test]
async fn a_place_where_no_file_can_be_is_named() {
    let home = Home::new();
    let not_a_folder = home.folder.path().join("file");
    fs::write(&not_a_folder, "").unwrap();
    for path in [
        not_a_folder.join("deskbell.db"),
        home.folder.path().join("missing").join("deskbell.db"),
        home.folder.path().to_owned(),
    ] {
        let refused = Store::open(&path, "first").await.unwrap_err();
        assert!(
            matches!(refused, OpenError::Unreadable { .. }),
            "{refused:?}"
        );
        let named = path.to_string_lossy();
        assert!(refused.to_string().contains(&*named), "{refused}");
    }
}

#[tokio::test]
async fn a_full_disk_refuses_the_commit_and_the_next_one_works_once_there_is_room() {
    let home = Home::with_requests(20).await;
    let store = home.open().await;
    let desk = store.load(DESK).await.unwrap();

    limit_pages(&store, "PRAGMA max_page_count = 1").await;
    let refused = commit_requests(&store, desk.clone(), 300).await;
    assert!(matches!(refused, Err(StoreError::DiskFull)), "{refused:?}");
    assert_eq!(store.load(DESK).await.unwrap(), desk, "nothing was written");
    let after = store.journal(DESK, desk.seq(), 1).await.unwrap();
    assert_eq!(after, []);

    limit_pages(&store, "PRAGMA max_page_count = 1000000").await;
    let grown = commit_requests(&store, desk, 300).await.unwrap();
    assert_eq!(store.load(DESK).await.unwrap(), grown);
    let mut look = home.connect().await;
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_one(&mut look)
        .await
        .unwrap();
    look.close().await.unwrap();
    assert_eq!(sound, "ok");
    store.close().await;
}

/// Of the connection that writes commits; never below what the file has already.
async fn limit_pages(store: &Store, pragma: &'static str) {
    store.tamper(pragma).await.unwrap();
}
