//! The files of a database: whose they are, and what is not begun in.

use std::{
    fs,
    os::unix::fs::{PermissionsExt, symlink},
};

use sqlx::{ConnectOptions, Connection, sqlite::SqliteConnectOptions};
use storage::{OpenError, Store};

use crate::home::{Home, grow};

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
