//! P5 and P7 for streams whose sockets somebody else writes to.

use std::sync::{Arc, Mutex};

use engine::{Letter, Options, Outlet, Slot};
use futures::{FutureExt, StreamExt};

use crate::{
    history::ANA,
    listener::{position, subscribe, switch_intent},
    sse::{Frame, next, subscriber, up_to_heartbeat},
    stage::{Stage, within},
};

/// Writes down what it is asked to do.
#[derive(Debug, Default)]
struct Notes(Mutex<Vec<Note>>);

#[derive(Debug)]
enum Note {
    Sent(Slot, Frame),
    Ended(Slot),
}

impl Outlet for Notes {
    fn send(&self, letters: Vec<Letter>) {
        let sent = letters.into_iter().flat_map(|Letter { frame, to }| {
            let frame = Frame::parse(&frame.event());
            to.into_iter()
                .map(move |slot| Note::Sent(slot, frame.clone()))
        });
        self.0.lock().unwrap().extend(sent);
    }

    fn end(&self, slots: Vec<Slot>) {
        let ended = slots.into_iter().map(Note::Ended);
        self.0.lock().unwrap().extend(ended);
    }
}

impl Notes {
    /// The events that a slot was sent.
    fn heard(&self, slot: Slot) -> Vec<u64> {
        let notes = self.0.lock().unwrap();
        let sent = notes.iter().filter_map(|note| match note {
            Note::Sent(to, frame) if *to == slot => frame.seq(),
            Note::Sent(..) | Note::Ended(_) => None,
        });
        sent.collect()
    }

    /// The same, once there are so many.
    async fn hears(&self, slot: Slot, count: usize) -> Vec<u64> {
        within(async {
            while self.heard(slot).len() < count {
                tokio::task::yield_now().await;
            }
        })
        .await;
        self.heard(slot)
    }

    fn ended(&self) -> Vec<Slot> {
        let notes = self.0.lock().unwrap();
        let ended = notes.iter().filter_map(|note| match note {
            Note::Ended(slot) => Some(*slot),
            Note::Sent(..) => None,
        });
        ended.collect()
    }
}

async fn stage_with_outlet() -> (Stage, Arc<Notes>) {
    let notes = Arc::new(Notes::default());
    let outlet = Arc::clone(&notes) as Arc<dyn Outlet>;
    let options = Options {
        outlet: Some(outlet),
        ..Options::default()
    };
    (Stage::open_with(options).await, notes)
}

#[tokio::test]
async fn p5_nothing_is_lost_and_nothing_comes_twice_while_a_stream_is_handed_over() {
    let (stage, notes) = stage_with_outlet().await;
    let first = position(&stage).seq + 1;
    let mut stream = subscribe(&stage, ANA, None).await;
    up_to_heartbeat(&mut stream).await;
    switch_intent(&stage.desk, ANA, 4).await;
    let read = next(&mut stream).await.unwrap().seq().unwrap();
    assert_eq!(read, first);

    let slot = Slot(7);
    let held = stream.hand_over(slot).expect("it is up to date");
    switch_intent(&stage.desk, ANA, 2).await;
    assert_eq!(
        notes.hears(slot, 5).await,
        [1, 2, 3, 4, 5].map(|after| first + after)
    );
    assert_eq!(stage.desk.stream_count(), 1);

    drop(held);
    assert_eq!(stage.desk.stream_count(), 0);
    switch_intent(&stage.desk, ANA, 1).await;
    assert_eq!(notes.heard(slot).len(), 5);
    assert_eq!(notes.ended(), [], "its reader has left by themselves");
}

/// While somebody publishes all the time, on another thread.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p5_a_stream_that_is_handed_over_while_the_desk_is_at_work_hears_everything_once() {
    let (stage, notes) = stage_with_outlet().await;
    for round in 0..20 {
        let slot = Slot(round);
        let mut heard = Vec::new();
        let first = position(&stage).seq + 1;
        let mut stream = subscribe(&stage, ANA, None).await;
        let work = tokio::spawn({
            let desk = stage.desk.clone();
            async move { switch_intent(&desk, ANA, 60).await }
        });
        while heard.len() < 20 {
            heard.extend(next(&mut stream).await.unwrap().seq());
        }
        let held = stream.hand_over(slot).expect("it is up to date");
        work.await.unwrap();
        let snapshot = heard.remove(0);
        assert_eq!(snapshot + 1, first);
        heard.extend(notes.hears(slot, 60 - heard.len()).await);
        assert_eq!(heard, (first..first + 60).collect::<Vec<_>>());
        drop(held);
    }
}

#[tokio::test]
async fn p7_the_end_of_a_session_ends_those_of_its_streams_that_were_handed_over() {
    let (stage, notes) = stage_with_outlet().await;
    let mut held = Vec::new();
    for (number, session) in ["laptop", "tablet", "laptop"].into_iter().enumerate() {
        let who = subscriber(ANA, session);
        let mut stream = stage.desk.subscribe(&who, None).await.unwrap();
        up_to_heartbeat(&mut stream).await;
        let slot = Slot(u64::try_from(number).unwrap());
        held.push(stream.hand_over(slot).unwrap());
    }
    stage.desk.end_session("laptop");
    assert_eq!(notes.ended(), [Slot(0), Slot(2)]);
    assert_eq!(stage.desk.stream_count(), 1);
    let before = notes.heard(Slot(0)).len();
    switch_intent(&stage.desk, ANA, 1).await;
    assert_eq!(notes.hears(Slot(1), 1).await.len(), 1);
    assert_eq!(notes.heard(Slot(0)).len(), before);

    stage.engine.close_streams();
    assert_eq!(notes.ended(), [Slot(0), Slot(2), Slot(1)]);
}

#[tokio::test]
async fn a_stream_is_handed_over_once_its_reader_is_up_to_date_and_while_it_lives() {
    let (stage, notes) = stage_with_outlet().await;
    let unread = subscribe(&stage, ANA, None).await;
    assert!(!unread.is_up_to_date());
    assert!(unread.hand_over(Slot(1)).is_none());

    let mut ended = subscribe(&stage, ANA, None).await;
    up_to_heartbeat(&mut ended).await;
    assert!(ended.next().now_or_never().is_none(), "it is silent");
    assert!(ended.is_up_to_date());
    stage.desk.end_session(&ANA.to_string());
    assert!(ended.hand_over(Slot(2)).is_none());
    assert_eq!(stage.desk.stream_count(), 0);
    assert_eq!(notes.ended(), []);

    let nowhere = Stage::open().await;
    let mut stream = subscribe(&nowhere, ANA, None).await;
    up_to_heartbeat(&mut stream).await;
    assert!(stream.hand_over(Slot(3)).is_none());
}
