//! What is there after `kill -9`, and what is missing then.
//!
//! What it leaves behind is what the files hold while the store is open: the system keeps every write that
//! it has taken. So a copy of an open store is a store that was killed.

use std::fs;

use sqlx::Connection;
use storage::OpenError;

use crate::home::{DESK, Home, grow, journal};

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

    let mut look = killed.connect().await;
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

/// The tables are written a portion at a time, and each leaves them as the desk was at some moment.
#[tokio::test]
async fn a_kill_between_two_portions_of_the_tables_loses_nothing() {
    const NUMBERS: usize = 200;
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 1 + NUMBERS).await;
    // Of a copy: whoever reads the tables has them catch up.
    let copy = home.killed();
    let whole = copy.open().await;
    let desk = whole.load(DESK).await.unwrap();
    whole.close().await;
    let mut portions = 0;
    loop {
        let killed = home.killed();
        let mut look = killed.connect().await;
        let (seq, listed): (i64, i64) =
            sqlx::query_as("SELECT seq, (SELECT COUNT(*) FROM do_not_call) FROM desk")
                .fetch_one(&mut look)
                .await
                .unwrap();
        look.close().await.unwrap();
        assert_eq!(listed, seq - 1, "as after that event");
        let again = killed.open().await;
        assert_eq!(again.load(DESK).await.unwrap(), desk);
        again.close().await;
        let before = store.behind();
        if before == 0 {
            break;
        }
        store.settle_some().await.unwrap();
        assert!(store.behind() < before);
        portions += 1;
    }
    assert!(portions > 1, "in several");
    store.close().await;
}

#[tokio::test]
async fn a_log_that_has_its_full_length_is_read_as_any_other() {
    let home = Home::new();
    let store = home.open().await;
    let length = |home: &Home| fs::metadata(home.path("d.sqlite-wal")).unwrap().len();
    grow(&store, 5).await;
    store.make_room().await.unwrap();
    let full = length(&home);
    assert!(full >= 16 * 1024 * 1024);
    for grown in [5, 6, 7] {
        let killed = home.killed();
        let again = killed.open().await;
        assert_eq!(journal(&again).await, grown);
        again.make_room().await.unwrap();
        assert_eq!(length(&killed), full);
        grow(&again, 1).await;
        assert_eq!(journal(&again).await, grown + 1);
        again.close().await;
        grow(&store, 1).await;
        store.make_room().await.unwrap();
    }
    assert_eq!(length(&home), full, "and not longer");
    store.close().await;
}
