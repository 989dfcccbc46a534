//! P5 and P7: what a reader of the event stream can rely on.

use std::{task::Poll, time::Duration};

use domain::{
    agent::Intent,
    command::Command,
    event::{Actor, Event},
    id::{AgentId, RequestId},
    rejection::Rejection,
    time::Span,
};
use engine::{CommandError, DeskHandle, Options, SubscribeError};
use futures::{StreamExt, future::join_all};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::json;

use crate::{
    history::{self, ANA, BEN, CLEO, LAPTOP, SAM},
    listener::{Reader, assert_agree, position, subscribe, switch_intent},
    load::Load,
    sse::{Frame, next, subscriber, up_to_heartbeat},
    stage::{Stage, within},
};

#[tokio::test]
async fn a_stream_begins_with_a_snapshot_and_a_heartbeat() {
    let stage = Stage::open().await;
    stage.receive("Carol").await;
    let mut stream = subscribe(&stage, ANA, None).await;

    let snapshot = next(&mut stream).await.unwrap();
    assert_eq!(snapshot.id, Some(position(&stage)));
    let view = stage.desk.snapshot(ANA, LAPTOP).unwrap();
    assert_eq!(snapshot.view(), view);
    let heartbeat = next(&mut stream).await.unwrap();
    assert_eq!(heartbeat.event, "hb");
    assert_eq!(heartbeat.id, None, "it is no event of the journal");
    assert_eq!(heartbeat.data["seq"], json!(position(&stage).seq));
    assert_eq!(heartbeat.data["now"], json!(stage.desk.now()));

    let dave = stage.receive("Dave").await;
    let arrived = next(&mut stream).await.unwrap();
    assert_eq!(arrived.event, "request");
    assert_eq!(arrived.data["request"], json!(dave));
}

#[tokio::test]
async fn every_stream_hears_heartbeats() {
    let stage = Stage::open_with(Options {
        heartbeat: Duration::from_millis(20),
        ..Options::default()
    })
    .await;
    let mut stream = subscribe(&stage, ANA, None).await;
    let mut beats = 0;
    while beats < 4 {
        let frame = next(&mut stream).await.unwrap();
        beats += usize::from(frame.event == "hb");
    }
}

/// P5, and of P8 what concerns teams: an agent, one of another team and a supervisor, each dropping
/// their connection a hundred times while the desk is at work.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p5_through_a_hundred_drops_a_reader_hears_everything_once() {
    let stage = Stage::open().await;
    let load = Load::start(&stage.desk, &stage.clock, 7);
    let readers = join_all(
        [ANA, CLEO, SAM]
            .into_iter()
            .enumerate()
            .map(|(place, agent)| {
                let rng = StdRng::seed_from_u64(u64::try_from(place).unwrap());
                tokio::spawn(drop_a_hundred_times(stage.desk.clone(), agent, rng))
            }),
    )
    .await;
    load.stop().await;

    let journal = stage.whole_journal().await;
    for reader in readers {
        let mut reader = reader.expect("no reader panics");
        reader.catch_up(&stage.desk).await;
        reader.heard_all_of(&journal, &stage.desk);
        let fresh = stage.desk.snapshot(reader.agent, LAPTOP).unwrap();
        assert_agree(reader.view, fresh);
    }
}

async fn drop_a_hundred_times(desk: DeskHandle, agent: AgentId, mut rng: StdRng) -> Reader {
    let who = subscriber(agent, "session");
    let mut stream = desk.subscribe(&who, None).await.unwrap();
    let snapshot = next(&mut stream).await.unwrap();
    drop(stream);
    let last = snapshot.id.clone().unwrap();
    let mut reader = Reader {
        agent,
        began_at: last.seq,
        last,
        heard: Vec::new(),
        view: snapshot.view(),
    };
    for _ in 0..100 {
        let mut stream = desk
            .subscribe(&who, Some(reader.last.clone()))
            .await
            .unwrap();
        for _ in 0..rng.random_range(0..25) {
            // A team where little happens drops its connections all the same.
            let pause = Duration::from_millis(rng.random_range(1..20));
            match tokio::time::timeout(pause, stream.next()).await {
                Ok(Some(bytes)) => reader.hear(&Frame::parse(&bytes)),
                Ok(None) => panic!("nobody ended the stream"),
                Err(_) => break,
            }
        }
    }
    reader
}

/// P7: those of the session, at once, with what they had not yet read.
#[tokio::test]
async fn p7_the_end_of_a_session_ends_its_streams_and_no_others() {
    let stage = Stage::open().await;
    let mut of_session = Vec::new();
    for _ in 0..3 {
        let who = subscriber(ANA, "laptop");
        of_session.push(stage.desk.subscribe(&who, None).await.unwrap());
    }
    let elsewhere = subscriber(ANA, "tablet");
    let mut elsewhere = stage.desk.subscribe(&elsewhere, None).await.unwrap();
    let mut of_ben = subscribe(&stage, BEN, None).await;

    stage.desk.end_session("laptop");

    for stream in &mut of_session {
        assert_eq!(next(stream).await, None);
    }
    assert_eq!(stage.desk.stream_count(), 2);
    let carol = stage.receive("Carol").await;
    for stream in [&mut elsewhere, &mut of_ben] {
        up_to_heartbeat(stream).await;
        assert_eq!(next(stream).await.unwrap().data["request"], json!(carol));
    }
}

/// P7, as a race: the session ends after its stream was let in and before it has said anything.
#[tokio::test]
async fn p7_a_stream_that_is_still_catching_up_when_its_session_ends_says_nothing() {
    let stage = Stage::open().await;
    let left = position(&stage);
    stage.receive("Carol").await;
    // So that what was missed has to be read from the journal.
    let stage = stage.restart(Span(0)).await;
    let who = subscriber(ANA, "laptop");
    let opening = stage.desk.subscribe(&who, Some(left));
    futures::pin_mut!(opening);
    let ready = loop {
        match futures::poll!(&mut opening) {
            Poll::Ready(opened) => break Some(opened),
            // Let in, and reading the journal.
            Poll::Pending if stage.desk.stream_count() > 0 => break None,
            Poll::Pending => tokio::task::yield_now().await,
        }
    };
    assert_eq!(stage.desk.stream_count(), 1, "it was let in");

    stage.desk.end_session("laptop");

    let opened = match ready {
        Some(opened) => opened,
        None => within(opening).await,
    };
    match opened {
        Ok(mut stream) => assert_eq!(next(&mut stream).await, None),
        Err(refused) => assert_eq!(refused, SubscribeError::Unavailable),
    }
    assert_eq!(stage.desk.stream_count(), 0);
}

/// P8: two desks of one server, whose agents even have the same ids.
#[tokio::test]
async fn p8_a_desk_hears_nothing_of_another_and_finds_nothing_of_it() {
    let stage = Stage::open().await;
    let other = stage
        .engine
        .open_desk("Beta".to_owned(), "ES".to_owned())
        .await
        .unwrap();
    for command in history::opening(Span::seconds(20)) {
        other.execute(Actor::Operator, command).await.unwrap();
    }
    let mut streams = Vec::new();
    for agent in [ANA, SAM] {
        let mut stream = subscribe(&stage, agent, None).await;
        up_to_heartbeat(&mut stream).await;
        streams.push(stream);
    }
    let theirs = other.fresh_id();
    let new = history::new_request(theirs, "Maria");
    other.receive(Actor::Operator, new, None).await.unwrap();

    let ours = stage.receive("Carol").await;
    for stream in &mut streams {
        assert_eq!(next(stream).await.unwrap().data["request"], json!(ours));
    }
    assert_eq!(stage.desk.request(theirs).await, Ok(None));
    let connect = stage.connect(ANA, theirs).await;
    assert_eq!(
        connect.err(),
        Some(CommandError::Rejected(Rejection::UnknownRequest))
    );
    let journal = stage.whole_journal().await;
    let about_theirs = journal.iter().filter(|recorded| match &recorded.event {
        Event::RequestReceived { request } => request.id == theirs,
        _ => false,
    });
    assert_eq!(about_theirs.count(), 0);
}

/// P3, as a stream tells it: the free colleague is rung, whoever isn't free is not.
#[tokio::test]
async fn p3_who_is_busy_away_signed_out_or_with_a_customer_is_not_rung() {
    let intents =
        [Intent::Busy, Intent::Break].map(|intent| Command::SetIntent { agent: ANA, intent });
    let ways = intents
        .into_iter()
        .map(Some)
        .chain([Some(Command::SignOut { agent: ANA }), None]);
    for way in ways {
        let stage = Stage::open().await;
        let context = format!("{way:?}");
        if let Some(command) = way {
            stage.run(command).await;
        } else {
            let request = stage.receive("Maria").await;
            stage.connect(ANA, request).await.unwrap();
        }
        let mut of_ana = subscribe(&stage, ANA, None).await;
        let mut of_ben = subscribe(&stage, BEN, None).await;
        for stream in [&mut of_ana, &mut of_ben] {
            up_to_heartbeat(stream).await;
        }
        stage.receive("Carol").await;
        let dave = stage.receive("Dave").await;

        assert_eq!(offers_before(&mut of_ben, dave).await, 1, "{context}");
        assert_eq!(offers_before(&mut of_ana, dave).await, 0, "{context}");
    }
}

/// How many offers a stream tells of before this request comes in.
async fn offers_before(stream: &mut engine::EventStream, request: RequestId) -> usize {
    let mut offers = 0;
    loop {
        let frame = next(stream).await.expect("the stream lives");
        match &*frame.event {
            "offer" => offers += 1,
            "request" if frame.data["request"] == json!(request) => return offers,
            _ => {}
        }
    }
}

#[tokio::test]
async fn a_reader_who_does_not_read_is_cut_off_and_others_go_on() {
    let stage = Stage::open().await;
    let mut slow = subscribe(&stage, ANA, None).await;
    let since = next(&mut slow).await.unwrap().id.unwrap();
    let mut quick = subscribe(&stage, ANA, None).await;
    let read = tokio::spawn(async move {
        up_to_heartbeat(&mut quick).await;
        let mut seqs = Vec::new();
        while seqs.len() < 1_500 {
            let frame = next(&mut quick).await.expect("who reads is not cut off");
            seqs.extend(frame.seq());
        }
        seqs
    });
    switch_intent(&stage.desk, ANA, 1_500).await;

    let first = since.seq + 1;
    let all: Vec<u64> = (first..first + 1_500).collect();
    assert_eq!(read.await.unwrap(), all);
    assert_eq!(stage.desk.stream_count(), 0, "the slow one is gone, too");
    let mut heard = Vec::new();
    let mut since = since;
    while let Some(frame) = next(&mut slow).await {
        if let Some(id) = frame.id {
            heard.push(id.seq);
            since = id;
        }
    }
    let mut again = subscribe(&stage, ANA, Some(&since)).await;
    heard.extend(
        up_to_heartbeat(&mut again)
            .await
            .iter()
            .filter_map(Frame::seq),
    );
    assert_eq!(heard, all, "coming back, the slow reader missed nothing");
}

#[tokio::test]
async fn a_session_has_eight_streams_at_most() {
    let stage = Stage::open().await;
    let who = subscriber(ANA, "laptop");
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(stage.desk.subscribe(&who, None).await.unwrap());
    }
    for since in [None, Some(position(&stage))] {
        let ninth = stage.desk.subscribe(&who, since).await;
        assert_eq!(ninth.err(), Some(SubscribeError::TooManyStreams));
    }
    let elsewhere = subscriber(ANA, "tablet");
    open.push(stage.desk.subscribe(&elsewhere, None).await.unwrap());

    open.remove(0);
    open.push(stage.desk.subscribe(&who, None).await.unwrap());
    assert_eq!(stage.desk.stream_count(), 9);
}

#[tokio::test]
async fn at_shutdown_every_stream_ends_and_none_begins() {
    let stage = Stage::open().await;
    let mut streams = Vec::new();
    for agent in [ANA, BEN, SAM] {
        streams.push(subscribe(&stage, agent, None).await);
    }
    stage.engine.close_streams();
    for stream in &mut streams {
        assert_eq!(next(stream).await, None);
    }
    let late = stage.desk.subscribe(&subscriber(ANA, "laptop"), None).await;
    assert_eq!(late.err(), Some(SubscribeError::Unavailable));
    stage.receive("Carol").await;
}

#[tokio::test]
async fn a_stranger_has_no_stream() {
    let stage = Stage::open().await;
    let nobody = subscriber(AgentId(uuid::Uuid::nil()), "session");
    let refused = stage.desk.subscribe(&nobody, None).await;
    assert_eq!(refused.err(), Some(SubscribeError::UnknownAgent));
}
