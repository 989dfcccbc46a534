//! Backups that are put in place, databases of older releases, and marks that say nothing.

use std::fs;

use sqlx::Connection;
use storage::Store;

use crate::home::{Home, grow, journal};

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
    let mut operator = killed.connect().await;
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
    let mut older = home.connect().await;
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
