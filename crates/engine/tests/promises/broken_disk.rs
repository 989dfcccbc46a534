//! P10 and P9 on a disk that fails, and behind a lock that somebody else holds: nobody hears a false
//! yes, nothing that failed is seen anywhere, everybody else is served, and once the disk works again
//! so does the desk.

use domain::{
    event::Actor,
    id::{ApiKeyId, RequestId},
    request::State,
    time::Span,
};
use engine::{CommandError, Happening, Options, Received};
use futures::{FutureExt, StreamExt, future::join_all, stream::FuturesUnordered};
use storage::{ApiKeyRow, Credential};
use tokio::sync::broadcast::error::TryRecvError;

use crate::{
    disk::{Disk, Failure, Fault, Lasts, on_a_faulty_disk},
    faults::Foreigner,
    history::{self, ANA, LAPTOP, SAM},
    sse::{next, subscriber, told, up_to_heartbeat, viewer},
    stage::{Stage, receipt, within},
};

#[test]
fn p10_a_disk_that_fails_gives_no_false_yes_and_work_goes_on_when_it_is_well() {
    on_a_faulty_disk(
        "broken_disk::p10_a_disk_that_fails_gives_no_false_yes_and_work_goes_on_when_it_is_well",
        async |disk| {
            let stage = open_on(&disk).await;
            let mut taken = Vec::new();
            let mut refused = Vec::new();
            for what in Failure::ALL {
                for after in [0, 1, 7, 30] {
                    let context = format!("{what:?} after {after}");
                    disk.fail(Fault {
                        what,
                        after,
                        lasts: Lasts::UntilHealed,
                    });
                    refused.push(one_is_refused(&stage, &mut taken, &context).await);
                    others_are_served(&stage, &taken).await;
                    disk.heal();

                    taken.push(stage.receive("Carol").await);
                    stage.memory_is_the_database(&context).await;
                    writer_syncs(&stage, &context).await;
                }
            }
            let stage = stage.restart(Span(0)).await;
            for request in taken {
                assert!(matches!(stage.state(request), State::Offered { .. }));
            }
            for request in refused {
                let stored = stage.desk.request(request).await;
                assert_eq!(stored, Ok(None), "it was refused");
            }
        },
    );
}

/// One that fails for a moment is no different from one that fails for long.
#[test]
fn p10_a_single_failure_of_the_disk_is_over_with_its_commit() {
    on_a_faulty_disk(
        "broken_disk::p10_a_single_failure_of_the_disk_is_over_with_its_commit",
        async |disk| {
            let stage = open_on(&disk).await;
            for what in [Failure::Sync, Failure::Write, Failure::Full] {
                for after in 0..12 {
                    disk.fail(Fault {
                        what,
                        after,
                        lasts: Lasts::Calls(1),
                    });
                    let context = format!("{what:?} after {after}");
                    one_call_fails(&stage, &disk, &context).await;
                    stage.receive("Carol").await;
                    stage.memory_is_the_database(&context).await;
                }
            }
        },
    );
}

/// What failed was never there: neither streams nor Web Push hear of it, and the numbers that it would
/// have had go to what happens next.
#[test]
fn p10_a_commit_that_failed_reaches_no_stream() {
    on_a_faulty_disk(
        "broken_disk::p10_a_commit_that_failed_reaches_no_stream",
        async |disk| {
            let stage = open_on(&disk).await;
            let began_at = stage.desk.read(domain::desk::Desk::seq);
            let mut streams = Vec::new();
            for agent in [ANA, SAM] {
                let who = subscriber(agent, "session");
                let mut stream = stage.desk.subscribe(&who, None).await.unwrap();
                up_to_heartbeat(&mut stream).await;
                streams.push((agent, stream));
            }
            let mut happenings = stage.engine.happenings();
            for what in Failure::ALL {
                disk.fail(Fault {
                    what,
                    after: 0,
                    lasts: Lasts::UntilHealed,
                });
                let failed = join_all((0..5).map(|_| {
                    let new = history::new_request(stage.desk.fresh_id(), "Carol");
                    stage.desk.receive(Actor::Operator, new, None)
                }))
                .await;
                for answer in failed {
                    assert_eq!(answer, Err(CommandError::Unavailable), "{what:?}");
                }
                disk.heal();
                stage.receive("Dave").await;
            }

            let journal = stage.whole_journal().await;
            for (agent, mut stream) in streams {
                let said: Vec<_> = told(&journal, &viewer(&stage.desk, agent))
                    .into_iter()
                    .filter(|(seq, _)| *seq > began_at)
                    .collect();
                let mut heard = Vec::new();
                while heard.len() < said.len() {
                    let frame = next(&mut stream).await.expect("the stream lives");
                    heard.extend(frame.seq().map(|seq| (seq, frame.data)));
                }
                assert_eq!(heard, said);
            }
            let mut happened = Vec::new();
            loop {
                match happenings.try_recv() {
                    Ok(Happening { recorded, .. }) => happened.push((*recorded).clone()),
                    Err(TryRecvError::Empty) => break,
                    Err(error) => panic!("{error}"),
                }
            }
            let after: Vec<_> = journal
                .into_iter()
                .filter(|recorded| recorded.seq > began_at)
                .collect();
            assert_eq!(happened, after);
        },
    );
}

/// The receipt of what was never saved must not answer for it.
#[test]
fn p10_a_request_that_failed_can_be_sent_again_under_its_key() {
    on_a_faulty_disk(
        "broken_disk::p10_a_request_that_failed_can_be_sent_again_under_its_key",
        async |disk| {
            let stage = open_on(&disk).await;
            for what in Failure::ALL {
                let key = format!("{what:?}");
                let send = || {
                    let new = history::new_request(stage.desk.fresh_id(), "Carol");
                    let shown = Some(receipt(&key));
                    stage.desk.receive(Actor::Operator, new, shown)
                };
                disk.fail(Fault {
                    what,
                    after: 0,
                    lasts: Lasts::UntilHealed,
                });
                assert_eq!(send().await, Err(CommandError::Unavailable), "{what:?}");
                disk.heal();
                let first = match send().await {
                    Ok(Received::New(request)) => request,
                    other => panic!("{what:?}: {other:?}"),
                };
                assert_eq!(send().await, Ok(Received::Replayed(first)), "{what:?}");
            }
        },
    );
}

/// What is written beside the journal fails like the journal, and harms it as little.
#[test]
fn p10_a_failure_of_any_other_write_leaves_the_desk_well() {
    on_a_faulty_disk(
        "broken_disk::p10_a_failure_of_any_other_write_leaves_the_desk_well",
        async |disk| {
            let stage = open_on(&disk).await;
            let store = stage.engine.store();
            let fresh_key = || {
                let id: ApiKeyId = stage.desk.fresh_id();
                ApiKeyRow {
                    desk: stage.desk.id(),
                    id,
                    name: "another".to_owned(),
                    hash: id.to_string(),
                    rate: None,
                    created_at: stage.desk.now(),
                    revoked_at: None,
                }
            };
            // The same row once more would be no change, and need no disk.
            let fresh_credential = || Credential {
                desk: stage.desk.id(),
                agent: ANA,
                password: stage.desk.fresh_id::<ApiKeyId>().to_string(),
            };
            let email = "ana@acme.example";
            for what in Failure::ALL {
                for after in [0, 1] {
                    let context = format!("{what:?} after {after}");
                    let fault = Fault {
                        what,
                        after,
                        lasts: Lasts::UntilHealed,
                    };
                    disk.fail(fault);
                    until_refused(&context, async || {
                        store.add_api_key(&fresh_key()).await.is_ok()
                    })
                    .await;
                    disk.heal();
                    stage.receive("Carol").await;

                    disk.fail(fault);
                    let now = stage.desk.now();
                    until_refused(&context, async || {
                        let credential = fresh_credential();
                        store.put_credential(email, &credential, now).await.is_ok()
                    })
                    .await;
                    disk.heal();
                    stage.receive("Dave").await;
                    stage.memory_is_the_database(&context).await;
                }
            }
        },
    );
}

/// A fault may spare the first of these.
async fn until_refused(context: &str, mut write: impl AsyncFnMut() -> bool) {
    for _ in 0..3 {
        if !within(write()).await {
            return;
        }
    }
    panic!("{context}: nothing failed");
}

/// P9 and P10: while somebody else holds the database's lock, who finds no room is told at once, reading
/// goes on, and what was queued gets its answer when the lock is free.
#[tokio::test]
async fn p9_behind_a_held_lock_nobody_is_left_without_an_answer() {
    let stage = Stage::open_with(Options {
        mailbox: 4,
        ..Options::default()
    })
    .await;
    let lock = Foreigner::holds_the_lock(&stage).await;
    let mut asked: FuturesUnordered<_> = (0..20)
        .map(|_| {
            let new = history::new_request(stage.desk.fresh_id(), "Carol");
            stage.desk.receive(Actor::Operator, new, None)
        })
        .collect();

    // The writer has as many in hand as it took at once, and as many wait.
    for _ in 0..12 {
        let refused = asked
            .next()
            .now_or_never()
            .expect("who is refused hears it at once");
        assert_eq!(refused, Some(Err(CommandError::Overloaded)));
    }
    while let Some(refused) = asked.next().now_or_never() {
        assert_eq!(refused, Some(Err(CommandError::Overloaded)));
    }
    others_are_served(&stage, &[]).await;
    assert_eq!(asked.next().now_or_never(), None, "nothing is promised yet");

    lock.lets_go().await;
    while let Some(answer) = within(asked.next()).await {
        assert!(matches!(answer, Ok(Received::New(_))), "{answer:?}");
    }
    stage.memory_is_the_database("after the lock").await;
}

#[tokio::test]
async fn p10_a_lock_that_is_held_too_long_is_no_yes_and_work_goes_on_after_it() {
    let stage = Stage::open().await;
    let lock = Foreigner::holds_the_lock(&stage).await;
    let before = stage.desk.read(Clone::clone);
    let new = history::new_request(stage.desk.fresh_id(), "Carol");
    let request = new.id;
    let answer = within(stage.desk.receive(Actor::Operator, new, None)).await;
    assert_eq!(answer, Err(CommandError::Unavailable));
    assert_eq!(stage.desk.read(Clone::clone), before);
    others_are_served(&stage, &[]).await;

    lock.lets_go().await;
    stage.receive("Dave").await;
    assert_eq!(stage.desk.request(request).await, Ok(None));
    stage.memory_is_the_database("after the lock").await;
}

async fn open_on(disk: &Disk) -> Stage {
    Stage::open_at(&disk.folder().join("deskbell.db"), Options::default()).await
}

/// Sends requests until the disk has failed one, and returns that one.
async fn one_is_refused(stage: &Stage, taken: &mut Vec<RequestId>, context: &str) -> RequestId {
    for _ in 0..40 {
        let before = stage.desk.read(Clone::clone);
        let new = history::new_request(stage.desk.fresh_id(), "Carol");
        let request = new.id;
        match within(stage.desk.receive(Actor::Operator, new, None)).await {
            Ok(_) => taken.push(request),
            Err(error) => {
                assert_eq!(error, CommandError::Unavailable, "{context}");
                assert_eq!(
                    stage.desk.read(Clone::clone),
                    before,
                    "{context}: it is seen"
                );
                let journal = stage.whole_journal().await;
                let last = journal.last().map(|last| last.seq);
                assert_eq!(last, Some(before.seq()), "{context}: it was saved");
                return request;
            }
        }
    }
    panic!("{context}: nothing failed");
}

/// Sends requests until the disk has failed once. That was the commit of one of them, which is refused; or the journal had
/// it already, and what follows from it is written the next time.
async fn one_call_fails(stage: &Stage, disk: &Disk, context: &str) {
    for _ in 0..40 {
        let new = history::new_request(stage.desk.fresh_id(), "Carol");
        let request = new.id;
        let answer = within(stage.desk.receive(Actor::Operator, new, None)).await;
        let stored = within(stage.desk.request(request)).await;
        match answer {
            Ok(_) => assert!(stored.unwrap().is_some(), "{context}: it was taken"),
            Err(error) => {
                assert_eq!(error, CommandError::Unavailable, "{context}");
                assert_eq!(stored, Ok(None), "{context}: it was refused");
            }
        }
        if disk.has_struck() {
            return;
        }
    }
    panic!("{context}: nothing failed");
}

/// Whoever only reads doesn't notice.
async fn others_are_served(stage: &Stage, taken: &[RequestId]) {
    assert!(stage.desk.snapshot(ANA, LAPTOP).is_some());
    let who = subscriber(ANA, "another");
    let mut stream = within(stage.desk.subscribe(&who, None)).await.unwrap();
    assert_eq!(next(&mut stream).await.unwrap().event, "snapshot");
    if let Some(request) = taken.last() {
        let stored = within(stage.engine.store().request(stage.desk.id(), *request)).await;
        assert!(stored.unwrap().is_some());
    }
}

/// A connection that takes the place of a broken one promises as much.
async fn writer_syncs(stage: &Stage, context: &str) {
    let synchronous = stage.engine.store().tamper("PRAGMA synchronous").await;
    assert_eq!(synchronous.unwrap(), Some(2), "{context}");
}
