//! The state tables: what the desk is loaded from, and nothing but a copy of what the journal says.

use domain::{
    command::Command,
    event::Event,
    id::RequestId,
    notification::{DeviceFailure, Report},
    offer::OfferState,
    request::{Kind, Outcome},
    serving::Serving,
    time::{Span, Step},
};
use proptest::{collection::vec, prelude::*};
use storage::{Credential, Store};

use crate::{
    history::{self, ANA, BEN, Dice, LAPTOP, SALES},
    opened::Opened,
    opener::Opener,
    stage::{Stage, alive},
    tables::{Tables, assert_same, dump},
};

pub async fn a_desk_that_is_loaded_equals_the_desk_that_was_committed(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    stage.receive("Dave").await;
    stage
        .commit(&[
            Command::Connect {
                agent: ANA,
                request,
            },
            Command::Answered {
                agent: ANA,
                request,
            },
        ])
        .await
        .unwrap();
    let loaded = store.load(stage.id).await.unwrap();
    assert_eq!(alive(loaded), alive(stage.desk));
}

pub async fn a_request_that_ended_can_still_be_read(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    stage.commit(&[Command::Cancel { request }]).await.unwrap();
    let waits = store.request(stage.id, request).await.unwrap();
    assert_eq!(waits.as_ref(), stage.desk.request(request));
    store.settle().await.unwrap();
    let loaded = store.load(stage.id).await.unwrap();
    assert_eq!(loaded.request(request), None, "it no longer lives");
    let stored = store.request(stage.id, request).await.unwrap();
    assert_eq!(stored.as_ref(), stage.desk.request(request));
}

/// The tables have the request as it was when it ended, and the journal has more.
pub async fn what_was_entered_of_one_that_had_ended_is_there_after_a_reading(store: &Opened) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    stage
        .commit(&[
            Command::Connect {
                agent: ANA,
                request,
            },
            Command::NoAnswer {
                agent: ANA,
                request,
            },
        ])
        .await
        .unwrap();
    store.settle().await.unwrap();
    let filed = Event::OutcomeFiled {
        request,
        team: SALES,
        agent: ANA,
        outcome: Outcome::FollowUp,
        note: Some("rings again on Monday".to_owned()),
    };
    stage.force(vec![filed]).await.unwrap();

    store.load(stage.id).await.unwrap();
    store.settle().await.unwrap();

    let stored = store.request(stage.id, request).await.unwrap();
    assert_eq!(stored.as_ref(), stage.desk.request(request));
    let written = dump(store).await;
    stage.rebuild().await;
    assert_same(&written, &dump(store).await, "a late outcome");
}

pub async fn the_state_can_be_rebuilt_although_agents_have_passwords(store: &Opened) {
    let stage = Stage::open(store, 1).await;
    let credential = Credential {
        desk: stage.id,
        agent: ANA,
        password: "a PHC string".to_owned(),
    };
    store
        .put_credential("ana@acme.example", &credential, stage.now)
        .await
        .unwrap();
    let written = dump(store).await;
    stage.rebuild().await;
    assert_same(&written, &dump(store).await, "with a password");
    let kept = store.credential_of(stage.id, ANA).await.unwrap();
    assert_eq!(kept, Some(credential));
}

/// Two failures tell equally much: the first stays, in one batch as in two.
pub async fn a_failure_reported_twice_is_kept_alike_however_it_was_committed(store: &Opened) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    let offer = stage.offer_of(request);
    for failure in [DeviceFailure::PermissionDenied, DeviceFailure::Refused] {
        stage.now = stage.now + Span::seconds(1);
        let report = Command::Report {
            agent: ANA,
            device: LAPTOP,
            offer,
            report: Report::Failed(failure),
        };
        stage.commit(&[report]).await.unwrap();
    }
    let written = dump(store).await;
    stage.rebuild().await;
    assert_same(&written, &dump(store).await, "two failures");
}

pub async fn a_request_handed_back_can_be_accepted_again(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    let first = stage.offer_of(request);
    for command in [
        Command::Connect {
            agent: ANA,
            request,
        },
        Command::HandBack {
            agent: ANA,
            request,
        },
        Command::Connect {
            agent: BEN,
            request,
        },
    ] {
        stage
            .commit(&[command])
            .await
            .expect("no promise is broken");
    }
    let loaded = store.load(stage.id).await.unwrap();
    let second = loaded
        .offers()
        .find(|offer| offer.id != first)
        .expect("it rang again");
    assert_eq!(second.state, OfferState::Accepted(BEN));
    assert_eq!(alive(loaded), alive(stage.desk));
}

pub async fn two_agents_can_swap_customers_within_one_commit(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let carol = stage.receive("Carol").await;
    let dave = stage.receive("Dave").await;
    let connect = |agent, request| Command::Connect { agent, request };
    let hand_back = |agent, request| Command::HandBack { agent, request };
    stage
        .commit(&[connect(ANA, carol), connect(BEN, dave)])
        .await
        .unwrap();
    stage
        .commit(&[
            hand_back(ANA, carol),
            hand_back(BEN, dave),
            connect(ANA, dave),
            connect(BEN, carol),
        ])
        .await
        .expect("each has one customer before and after");
    let loaded = store.load(stage.id).await.unwrap();
    assert_eq!(alive(loaded), alive(stage.desk));
}

/// No index may take chats for calls, of which an agent has one.
pub async fn the_chats_of_an_agent_are_loaded_in_the_order_in_which_they_were_taken(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let carol = stage.receive_as(Kind::InboundChat, "Carol").await;
    let dave = stage.receive_as(Kind::InboundChat, "Dave").await;
    let connect = |request| Command::Connect {
        agent: ANA,
        request,
    };
    stage
        .commit(&[connect(dave), connect(carol)])
        .await
        .expect("sales has its agents serve two chats at once");

    let loaded = store.load(stage.id).await.unwrap();

    let serving = loaded.agent(ANA).map(|agent| agent.serving.clone());
    assert_eq!(serving, Some(Serving::Chats(vec![dave, carol])));
    assert_eq!(alive(loaded), alive(stage.desk));
}

/// One life of a desk: rolls of the dice, and how many commands each commit held.
#[derive(Clone, Debug)]
struct Life {
    rolls: Vec<u64>,
    batches: Vec<usize>,
}

fn lives() -> impl Strategy<Value = Life> {
    (vec(any::<u64>(), 1..160), vec(1..24_usize, 1..12))
        .prop_map(|(rolls, batches)| Life { rolls, batches })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        max_shrink_iters: 400,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// Commits of any size leave what the journal says, row for row.
    #[test]
    fn the_state_tables_rebuilt_from_the_journal_equal_what_was_committed(life in lives()) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        for opener in Opener::of_each_kind() {
            let (written, rebuilt) = runtime.block_on(live(&opener, &life));
            prop_assert_eq!(written, rebuilt);
        }
    }
}

async fn live(opener: &Opener, life: &Life) -> (Tables, Tables) {
    let store = opener.open().await;
    let mut stage = Stage::open(&store, 1).await;
    let mut rolls = life.rolls.iter().copied();
    for size in life.batches.iter().copied().cycle() {
        let batch: Vec<u64> = rolls.by_ref().take(size).collect();
        if batch.is_empty() {
            break;
        }
        let mut recorded = Vec::new();
        for roll in batch {
            let mut dice = Dice(roll);
            let seconds = i64::try_from(dice.roll(12)).unwrap();
            stage.now = stage.now + Span::seconds(seconds);
            // Now and then somebody sets the clock.
            if dice.roll(10) == 0 {
                let seconds = i64::try_from(dice.roll(1_200)).unwrap() - 600;
                let by = Step(seconds * 1_000);
                stage.now = stage.now + by;
                recorded.extend(stage.execute(&Command::StepClock { by }));
            }
            let fresh = RequestId(stage.fresh());
            let command = history::next(dice, &stage.desk, stage.now, fresh);
            recorded.extend(stage.execute(&Command::Tick));
            recorded.extend(stage.execute(&command));
        }
        stage
            .write(&recorded, &[])
            .await
            .expect("every batch is taken");
        // As the engine does between two batches.
        stage.desk.forget_ended(stage.now);
    }
    let loaded = store.load(stage.id).await.unwrap();
    assert_eq!(alive(loaded), alive(stage.desk.clone()));

    let written = dump(&store).await;
    stage.rebuild().await;
    let rebuilt = dump(&store).await;
    store.close().await;
    (written, rebuilt)
}
