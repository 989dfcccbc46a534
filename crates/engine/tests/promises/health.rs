//! Whether the desks can do their work, and that somebody notices when they can't.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::event::Actor;
use engine::{
    CommandError, Options, Trouble,
    failpoint::{Failpoints, Step},
};

use crate::{
    faults::{self, Foreigner, JOURNAL_BREAKS, JOURNAL_MENDED},
    history,
    stage::{Stage, within},
};

/// P10: and nobody is sent to a server that can't say yes.
#[tokio::test]
async fn a_desk_that_can_not_write_is_not_ready_and_mends_by_itself() {
    for (fault, mended) in [
        (JOURNAL_BREAKS, JOURNAL_MENDED),
        (
            "ALTER TABLE journal RENAME TO elsewhere",
            "ALTER TABLE elsewhere RENAME TO journal",
        ),
    ] {
        let stage = Stage::open().await;
        assert_eq!(stage.engine.ready().await, Ok(()));
        faults::run(&stage, fault).await;
        for _ in 0..2 {
            let new = history::new_request(stage.desk.fresh_id(), "Carol");
            let refused = stage.desk.receive(Actor::Operator, new, None).await;
            assert_eq!(refused, Err(CommandError::Unavailable), "{fault}");
            // At once, although it was ready a moment ago.
            assert!(stage.engine.ready().await.is_err(), "{fault}");
        }
        faults::run(&stage, mended).await;
        within(async {
            while stage.engine.ready().await.is_err() {
                tokio::task::yield_now().await;
            }
        })
        .await;
        stage.receive("Carol").await;
    }
}

/// However many ask, the database is asked once.
#[tokio::test]
async fn who_asks_a_database_that_hangs_is_answered_and_does_not_add_to_it() {
    let stage = Stage::open().await;
    let lock = Foreigner::holds_the_lock(&stage).await;
    let failed = stage.engine.store().failed_writes();
    let asked = (0..50).map(|_| stage.engine.ready());
    for answer in futures::future::join_all(asked).await {
        assert_eq!(answer, Err(Trouble::Slow));
    }
    lock.lets_go().await;
    within(async {
        while stage.engine.ready().await.is_err() {
            tokio::task::yield_now().await;
        }
    })
    .await;
    assert_eq!(stage.engine.store().failed_writes(), failed, "one waited");
}

#[tokio::test]
async fn a_writer_that_dies_is_noticed() {
    let faulty = Arc::new(AtomicBool::new(false));
    let stage = Stage::open_with(Options {
        failpoints: Failpoints::new({
            let faulty = Arc::clone(&faulty);
            move |step| assert!(step != Step::Decided || !faulty.load(Ordering::Relaxed))
        }),
        ..Options::default()
    })
    .await;
    assert_eq!(stage.engine.ready().await, Ok(()));

    faulty.store(true, Ordering::Relaxed);
    let new = history::new_request(stage.desk.fresh_id(), "Carol");
    let refused = stage.desk.receive(Actor::Operator, new, None).await;
    assert_eq!(refused, Err(CommandError::Unavailable));

    let what = within(stage.engine.supervisor().death()).await;
    assert_eq!(what, "the writer of a desk");
    assert_eq!(stage.engine.ready().await, Err(Trouble::Died(what)));
}
