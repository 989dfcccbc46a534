//! A database that somebody took away.

use std::fs;

use domain::time::Timestamp;
use storage::{OpenError, StoreError};

use crate::home::{Home, grow};

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

/// Deleted or moved away while it is in use, it would take what is written and lose it with the process.
#[tokio::test]
async fn a_database_that_goes_while_it_is_in_use_takes_nothing_any_more() {
    for name in ["d.sqlite", "d.sqlite-wal"] {
        let home = Home::new();
        let store = home.open().await;
        grow(&store, 1).await;
        let (from, aside) = (home.path(name), home.path("aside"));
        fs::rename(&from, &aside).unwrap();

        let refused = store.prove(Timestamp(1)).await;
        assert!(
            matches!(refused, Err(StoreError::Gone { .. })),
            "{refused:?}"
        );
        assert!(store.remove_all_push_subscriptions().await.is_err());

        fs::rename(&aside, &from).unwrap();
        store.prove(Timestamp(2)).await.unwrap();
        grow(&store, 1).await;
        store.close().await;
    }
}

#[tokio::test]
async fn another_file_in_its_place_is_not_the_database() {
    let home = Home::new();
    let store = home.open().await;
    grow(&store, 1).await;
    fs::rename(home.database(), home.path("aside")).unwrap();
    fs::copy(home.path("aside"), home.database()).unwrap();

    let refused = store.prove(Timestamp(1)).await;
    assert!(
        matches!(refused, Err(StoreError::Gone { .. })),
        "{refused:?}"
    );
    store.close().await;
}
