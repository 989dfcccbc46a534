//! P5 and P7 for readers who come back: what they missed, and when they have to begin anew.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::{
    command::Command,
    time::{Span, Step},
    view::{Message, Position},
};
use futures::FutureExt;
use serde_json::Value;

use crate::{
    history::{ANA, CLEO, LAPTOP, SAM},
    listener::{Reader, assert_agree, position, subscribe, switch_intent},
    sse::{Frame, next, subscriber, told, up_to_heartbeat, viewer},
    stage::Stage,
};

#[tokio::test]
async fn a_reader_who_comes_back_hears_what_they_missed_also_from_a_desk_that_was_restarted() {
    let stage = Stage::open().await;
    let left = position(&stage);
    for customer in ["Carol", "Dave"] {
        stage.receive(customer).await;
    }
    missed_is_replayed(&stage, &left).await;
    let stage = stage.restart(Span(0)).await;
    missed_is_replayed(&stage, &left).await;
}

/// Whoever has an answer finds what it says in every stream.
#[tokio::test]
async fn what_is_answered_has_been_told() {
    let stage = Stage::open().await;
    let mut stream = subscribe(&stage, ANA, Some(&position(&stage))).await;
    up_to_heartbeat(&mut stream).await;
    for customer in ["Carol", "Dave", "Erin"] {
        stage.receive(customer).await;
        let told = next(&mut stream).now_or_never().flatten();
        let told = told.expect("it is there").message();
        assert!(matches!(told, Message::Request { .. }), "{told:?}");
        while next(&mut stream).now_or_never().is_some() {}
    }
}

/// More than is read from the journal at once, and nothing of it in memory.
#[tokio::test]
async fn p5_a_long_replay_is_complete() {
    let stage = Stage::open().await;
    let left = position(&stage);
    switch_intent(&stage.desk, ANA, 2_500).await;
    let stage = stage.restart(Span(0)).await;
    missed_is_replayed(&stage, &left).await;
}

/// More happens meanwhile than waits for a slow reader, or is in memory.
#[tokio::test]
async fn who_catches_up_slowly_while_much_happens_is_not_cut_off() {
    let stage = Stage::open().await;
    let left = position(&stage);
    switch_intent(&stage.desk, ANA, 3_000).await;
    let stage = stage.restart(Span(0)).await;
    let mut stream = subscribe(&stage, ANA, Some(&left)).await;
    let mut seqs = Vec::new();
    for _ in 0..6 {
        let page = next(&mut stream).await.expect("it has begun");
        seqs.extend(page.seq());
        switch_intent(&stage.desk, ANA, 1_000).await;
    }
    seqs.extend(
        up_to_heartbeat(&mut stream)
            .await
            .iter()
            .filter_map(Frame::seq),
    );

    let first = left.seq + 1;
    assert_eq!(seqs, (first..first + 9_000).collect::<Vec<_>>());
    assert_eq!(position(&stage).seq, left.seq + 9_000);
    // And from here on they hear what happens.
    switch_intent(&stage.desk, ANA, 1).await;
    assert_eq!(next(&mut stream).await.unwrap().seq(), Some(first + 9_000));
}

/// Whoever has missed nothing in a long time comes closer to the present all the same: a browser that
/// hears nothing begins anew from where it was.
#[tokio::test]
async fn who_catches_up_with_what_does_not_concern_them_hears_that_they_come_closer() {
    let stage = Stage::open().await;
    let left = position(&stage);
    for _ in 0..5 {
        switch_intent(&stage.desk, ANA, 2_000).await;
    }
    let stage = stage.restart(Span(0)).await;
    let mut stream = subscribe(&stage, CLEO, Some(&left)).await;
    let frames = up_to_heartbeat(&mut stream).await;

    assert_eq!(frames.len(), 2, "of ten thousand events");
    let mut view = stage.desk.snapshot(CLEO, LAPTOP).unwrap();
    let whole = view.clone();
    view.position.seq = left.seq;
    for frame in frames {
        let at = serde_json::from_value(frame.data["at"].clone()).unwrap();
        view.apply(frame.seq().unwrap(), at, &frame.message());
    }
    assert!(view.position.seq > left.seq + 8_000);
    assert_agree(view, whole);
}

/// P7, also for who has not yet reached the present.
#[tokio::test]
async fn who_catches_up_is_cut_off_with_their_session() {
    let stage = Stage::open().await;
    let left = position(&stage);
    switch_intent(&stage.desk, ANA, 1_000).await;
    let stage = stage.restart(Span(0)).await;
    let mut stream = subscribe(&stage, ANA, Some(&left)).await;
    next(&mut stream).await.expect("it has begun");
    stage.desk.end_session(&ANA.to_string());
    assert_eq!(next(&mut stream).await, None);
    assert_eq!(stage.desk.stream_count(), 0);
}

/// More than memory holds, while ever more comes: whoever is cut off comes again from where they are, and
/// each time they are further.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p5_a_catch_up_longer_than_memory_ends_while_the_desk_is_at_work() {
    let stage = Stage::open().await;
    let began_at = position(&stage);
    for _ in 0..3 {
        switch_intent(&stage.desk, ANA, 2_000).await;
    }
    let target = position(&stage).seq;
    let stop = Arc::new(AtomicBool::new(false));
    let work = tokio::spawn({
        let (desk, stop) = (stage.desk.clone(), Arc::clone(&stop));
        async move {
            while !stop.load(Ordering::Relaxed) {
                switch_intent(&desk, ANA, 400).await;
            }
        }
    });

    let mut reader = Reader::new(&stage.desk, ANA, began_at);
    let mut vain = 0;
    while reader.last.seq < target {
        let before = reader.last.seq;
        let who = subscriber(ANA, "session");
        let since = Some(reader.last.clone());
        let mut stream = stage.desk.subscribe(&who, since).await.unwrap();
        while reader.last.seq < target
            && let Some(frame) = next(&mut stream).await
        {
            reader.hear(&frame);
        }
        vain = if reader.last.seq > before {
            0
        } else {
            vain + 1
        };
        assert!(vain < 5, "again and again cut off at {before}");
    }
    stop.store(true, Ordering::Relaxed);
    work.await.expect("nobody panics");

    reader.catch_up(&stage.desk).await;
    let journal = stage.whole_journal().await;
    assert!(reader.last.seq > target, "the desk was at work meanwhile");
    reader.heard_all_of(&journal, &stage.desk);
}

async fn missed_is_replayed(stage: &Stage, left: &Position) {
    let journal = stage.whole_journal().await;
    for agent in [ANA, CLEO, SAM] {
        let mut stream = subscribe(stage, agent, Some(left)).await;
        let frames = up_to_heartbeat(&mut stream).await;
        let missed: Vec<_> = told(&journal, &viewer(&stage.desk, agent))
            .into_iter()
            .filter(|(seq, _)| *seq > left.seq)
            .collect();
        assert_eq!(bodies(&frames), missed);
    }
}

#[tokio::test]
async fn a_reader_of_another_journal_or_from_the_future_or_of_long_ago_is_told_to_resync() {
    let stage = Stage::open().await;
    let here = position(&stage);
    stage.clock.advance(Span::days(2));
    stage.receive("Carol").await;
    let far = [
        Position {
            epoch: "another".to_owned(),
            ..here.clone()
        },
        Position {
            seq: position(&stage).seq + 1,
            ..here.clone()
        },
        Position {
            seq: u64::MAX,
            ..here.clone()
        },
    ];
    for since in far {
        is_told_to_resync(&stage, &since).await;
    }
    // Too long ago only once it has to be read from the journal.
    let stage = stage.restart(Span(0)).await;
    is_told_to_resync(&stage, &Position { seq: 3, ..here }).await;
}

/// So many times moved that only a snapshot can tell.
#[tokio::test]
async fn when_the_clock_is_set_every_reader_begins_anew() {
    let stage = Stage::open().await;
    stage.receive("Carol").await;
    let here = position(&stage);
    let mut stream = subscribe(&stage, ANA, None).await;
    up_to_heartbeat(&mut stream).await;
    stage.clock.set(Step(-60_000));
    stage.run(Command::Tick).await;
    assert_eq!(next(&mut stream).await, None, "the stream ends");

    is_told_to_resync(&stage, &here).await;
    let view = stage.desk.snapshot(ANA, LAPTOP).unwrap();
    let left = view
        .rings
        .values()
        .map(|ring| ring.deadline.since(stage.desk.now()));
    assert_eq!(left.collect::<Vec<_>>(), [Span::seconds(20)]);
    let stage = stage.restart(Span(0)).await;
    is_told_to_resync(&stage, &here).await;
}

async fn is_told_to_resync(stage: &Stage, since: &Position) {
    let mut stream = subscribe(stage, ANA, Some(since)).await;
    let frames = up_to_heartbeat(&mut stream).await;
    let events: Vec<_> = frames.iter().map(|frame| &*frame.event).collect();
    assert_eq!(events, ["resync", "snapshot"], "{since:?}");
    assert_eq!(frames[0].id, None);
    assert_eq!(frames[1].id, Some(position(stage)));
}

fn bodies(frames: &[Frame]) -> Vec<(u64, Value)> {
    frames
        .iter()
        .map(|frame| (frame.seq().expect("an event"), frame.data.clone()))
        .collect()
}
