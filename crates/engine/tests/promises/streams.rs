//! P5 and P7: what a reader of the event stream can rely on.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    task::Poll,
    time::Duration,
};

use domain::{
    agent::Intent,
    command::Command,
    event::{Actor, Event, Recorded},
    id::{AgentId, RequestId},
    rejection::Rejection,
    time::{Span, Step, Timestamp},
    view::{AgentView, Position, Receipt},
};
use engine::{CommandError, DeskHandle, Options, SubscribeError};
use futures::{StreamExt, future::join_all};
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};

use crate::{
    history::{self, ANA, BEN, CLEO, LAPTOP, SAM},
    load::Load,
    sse::{Frame, next, subscriber, told, up_to_heartbeat, viewer},
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

struct Reader {
    agent: AgentId,
    began_at: u64,
    last: Position,
    heard: Vec<(u64, Value)>,
    view: AgentView,
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

impl Reader {
    /// Knows nothing of what was before.
    fn new(desk: &DeskHandle, agent: AgentId, since: Position) -> Self {
        Self {
            agent,
            began_at: since.seq,
            last: since,
            heard: Vec::new(),
            view: desk.snapshot(agent, LAPTOP).expect("an agent of the desk"),
        }
    }

    /// No gap and no duplicate.
    fn heard_all_of(&self, journal: &[Recorded], desk: &DeskHandle) {
        let expected: Vec<_> = told(journal, &viewer(desk, self.agent))
            .into_iter()
            .filter(|(seq, _)| *seq > self.began_at)
            .collect();
        assert!(!expected.is_empty(), "something was said");
        for (heard, said) in self.heard.iter().zip(&expected) {
            assert_eq!(heard, said);
        }
        assert_eq!(self.heard.len(), expected.len());
    }

    fn hear(&mut self, frame: &Frame) {
        assert_ne!(frame.event, "resync", "since {:?}", self.last);
        let Some(id) = &frame.id else { return };
        self.last = id.clone();
        self.heard.push((id.seq, frame.data.clone()));
        let at = serde_json::from_value(frame.data["at"].clone()).unwrap();
        self.view.apply(id.seq, at, &frame.message());
    }

    async fn catch_up(&mut self, desk: &DeskHandle) {
        let who = subscriber(self.agent, "session");
        let mut stream = desk.subscribe(&who, Some(self.last.clone())).await.unwrap();
        for frame in up_to_heartbeat(&mut stream).await {
            self.hear(&frame);
        }
    }
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

async fn subscribe(stage: &Stage, agent: AgentId, since: Option<&Position>) -> engine::EventStream {
    let who = subscriber(agent, &agent.to_string());
    let stream = stage.desk.subscribe(&who, since.cloned()).await;
    stream.expect("an agent may listen")
}

fn position(stage: &Stage) -> Position {
    Position {
        epoch: "first".to_owned(),
        seq: stage.desk.read(domain::desk::Desk::seq),
    }
}

fn bodies(frames: &[Frame]) -> Vec<(u64, Value)> {
    frames
        .iter()
        .map(|frame| (frame.seq().expect("an event"), frame.data.clone()))
        .collect()
}

/// Makes events that concern one agent alone.
async fn switch_intent(desk: &DeskHandle, agent: AgentId, times: usize) {
    let switches = (0..times).map(|time| {
        let intent = if time % 2 == 0 {
            Intent::Busy
        } else {
            Intent::Available
        };
        desk.execute(Actor::Agent(agent), Command::SetIntent { agent, intent })
    });
    for done in join_all(switches).await {
        assert_eq!(done.map(|recorded| recorded.len()), Ok(1));
    }
}

/// Leaves out what a stream need not say: numbers and times of events that concern others, and what
/// the device knows itself.
/// Of very many requests a snapshot has the first only; a stream tells of all.
#[track_caller]
fn assert_agree(heard: AgentView, snapshot: AgentView) {
    let (mut heard, snapshot) = (comparable(heard), comparable(snapshot));
    if snapshot.beyond > 0 {
        heard
            .requests
            .retain(|id, _| snapshot.requests.contains_key(id));
        heard.beyond = snapshot.beyond;
    }
    assert_eq!(heard, snapshot);
}

fn comparable(mut view: AgentView) -> AgentView {
    view.position.seq = 0;
    view.now = Timestamp(0);
    for ring in view.rings.values_mut() {
        ring.receipt = Receipt::New;
        ring.began_at = Timestamp(0);
    }
    view
}
