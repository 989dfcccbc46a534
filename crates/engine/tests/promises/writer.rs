//! The one writer of a desk: races, overload, and a database that fails.

use std::cell::Cell;

use domain::{
    command::{Command, NewRequest},
    event::Actor,
    id::AgentId,
    rejection::Rejection,
    request::State,
    time::Span,
};
use engine::{CommandError, Options, Received};
use futures::future::join_all;
use tokio::sync::Notify;

use crate::{
    faults::{self, Foreigner, JOURNAL_BREAKS, JOURNAL_MENDED},
    history::{self, ANA, BEN, LAPTOP},
    stage::{Stage, receipt, within},
};

/// P2: whoever comes second is told who was first.
#[tokio::test]
async fn p2_of_two_agents_who_accept_at_once_one_wins_and_the_other_is_told_who() {
    let stage = Stage::open().await;
    for round in 0..20 {
        let request = stage.receive("Carol").await;
        let (first, second) = if round % 2 == 0 {
            (ANA, BEN)
        } else {
            (BEN, ANA)
        };
        let (won, lost) = tokio::join!(
            stage.connect(first, request),
            stage.connect(second, request)
        );
        assert!(won.is_ok(), "{won:?}");
        let winner = stage
            .desk
            .read(|desk| desk.agent(first).unwrap().reference());
        assert_eq!(
            lost,
            Err(CommandError::Rejected(Rejection::TakenBy(winner)))
        );
        stage
            .run(Command::NoAnswer {
                agent: first,
                request,
            })
            .await;
    }
}

/// P9: who finds no room is told at once; what was accepted is done.
#[tokio::test]
async fn p9_a_full_mailbox_answers_overloaded_and_what_is_queued_is_still_done() {
    let stage = Stage::open_with(Options {
        mailbox: 2,
        ..Options::default()
    })
    .await;
    let before = stage.desk.read(|desk| desk.live_requests().count());
    // Nothing that was accepted is done before this ends.
    let busy = Foreigner::holds_the_lock(&stage).await;
    let refused = Cell::new(0);
    let all_asked = Notify::new();
    let asked = (0..10).map(async |_| {
        let new = history::new_request(stage.desk.fresh_id(), "Carol");
        let answer = stage.desk.receive(Actor::Operator, new, None).await;
        if answer == Err(CommandError::Overloaded) {
            refused.set(refused.get() + 1);
            all_asked.notify_one();
        }
        answer
    });
    let answered = async {
        tokio::join!(join_all(asked), async {
            // Two wait, and as many are in the writer's hands.
            while refused.get() < 6 {
                all_asked.notified().await;
            }
            busy.lets_go().await;
        })
    };
    let (answers, ()) = within(answered).await;

    let taken = answers.iter().filter(|answer| answer.is_ok()).count();
    assert!(taken >= 2, "{answers:?}");
    assert_eq!(taken + refused.get(), 10, "{answers:?}");
    let after = stage.desk.read(|desk| desk.live_requests().count());
    assert_eq!(after - before, taken);
    stage.receive("Dave").await;
}

/// P10: no yes without the disk, and nothing that was refused can be seen anywhere.
#[tokio::test]
async fn p10_a_broken_disk_is_no_yes_and_work_goes_on_once_it_is_mended() {
    let stage = Stage::open().await;
    let mut taken = Vec::new();
    for order in 0..3 {
        let new = long_request(&stage);
        taken.push(new.id);
        let shown = receipt(&format!("order {order}"));
        let answer = stage.desk.receive(Actor::Operator, new, Some(shown)).await;
        answer.expect("nothing is broken yet");
    }
    let refused_order = taken.len();
    let before = stage.desk.read(Clone::clone);
    faults::run(&stage, JOURNAL_BREAKS).await;
    let refused = stage.desk.receive(
        Actor::Operator,
        long_request(&stage),
        Some(receipt(&format!("order {refused_order}"))),
    );
    assert_eq!(refused.await, Err(CommandError::Unavailable));
    assert_eq!(stage.desk.read(Clone::clone), before, "it was seen");
    let journal = stage.whole_journal().await;
    assert_eq!(journal.last().map(|last| last.seq), Some(before.seq()));
    // Neither does a second attempt, which reads the desk back first.
    let again = stage.desk.receive(
        Actor::Operator,
        long_request(&stage),
        Some(receipt(&format!("order {refused_order}"))),
    );
    assert_eq!(again.await, Err(CommandError::Unavailable));
    assert_eq!(stage.desk.read(Clone::clone), before);

    faults::run(&stage, JOURNAL_MENDED).await;
    // The receipt of what was never saved must not answer for it.
    let retried = long_request(&stage);
    let id = retried.id;
    let shown = || Some(receipt(&format!("order {refused_order}")));
    let answer = stage.desk.receive(Actor::Operator, retried, shown()).await;
    assert!(
        matches!(&answer, Ok(Received::New(request)) if request.id == id),
        "{answer:?}"
    );
    let repeated = stage
        .desk
        .receive(Actor::Operator, long_request(&stage), shown())
        .await;
    assert!(
        matches!(&repeated, Ok(Received::Replayed(request)) if request.id == id),
        "{repeated:?}"
    );
    taken.push(id);

    let published = stage.desk.read(Clone::clone);
    let stage = stage.restart(Span(0)).await;
    assert_eq!(stage.desk.read(Clone::clone), published);
    for request in taken {
        assert!(matches!(stage.state(request), State::Offered { .. }));
    }
}

/// P6, while both are under way.
#[tokio::test]
async fn p6_the_same_receipt_shown_twice_at_once_makes_one_request() {
    let stage = Stage::open().await;
    let ask = |customer: &str, body: &str| {
        let new = history::new_request(stage.desk.fresh_id(), customer);
        let shown = engine::Receipt {
            body_hash: body.to_owned(),
            ..receipt("order")
        };
        stage.desk.receive(Actor::Operator, new, Some(shown))
    };
    // Both look in the database first, so either may be the first to reach the desk.
    let (one, other) = tokio::join!(ask("Carol", "a"), ask("Carol", "a"));
    let (made, replayed) = match (one, other) {
        (Ok(Received::New(made)), Ok(Received::Replayed(replayed)))
        | (Ok(Received::Replayed(replayed)), Ok(Received::New(made))) => (made, replayed),
        answers => panic!("{answers:?}"),
    };
    assert_eq!(replayed, made);
    assert_eq!(ask("Dave", "b").await, Ok(Received::Conflict));
    assert_eq!(stage.desk.read(|desk| desk.live_requests().count()), 1);

    let stage = stage.restart(Span::minutes(5)).await;
    let new = history::new_request(stage.desk.fresh_id(), "Carol");
    let shown = engine::Receipt {
        body_hash: "a".to_owned(),
        ..receipt("order")
    };
    let later = stage.desk.receive(Actor::Operator, new, Some(shown)).await;
    assert_eq!(later, Ok(Received::Replayed(made)));
}

#[tokio::test]
async fn an_agent_of_nowhere_has_no_snapshot() {
    let stage = Stage::open().await;
    let nobody = AgentId(uuid::Uuid::nil());
    assert_eq!(stage.desk.snapshot(nobody, LAPTOP), None);
}

fn long_request(stage: &Stage) -> NewRequest {
    NewRequest {
        message: Some("Please call. ".repeat(150)),
        ..history::new_request(stage.desk.fresh_id(), "Carol")
    }
}

/// Memory keeps a number of them only, also of those that ended a moment ago.
#[tokio::test]
async fn what_memory_has_lost_of_those_that_ended_is_looked_up() {
    let stage = Stage::open().await;
    let first = stage.receive("Carol").await;
    stage.run(Command::Cancel { request: first }).await;
    while stage.desk.read(|desk| desk.request(first).is_some()) {
        let more = join_all((0..256).map(async |_| {
            let new = history::new_request(stage.desk.fresh_id(), "Dave");
            let request = new.id;
            stage.desk.receive(Actor::Operator, new, None).await?;
            stage
                .desk
                .execute(Actor::Operator, Command::Cancel { request })
                .await
        }));
        for done in more.await {
            done.unwrap();
        }
    }
    assert_eq!(
        stage.connect(ANA, first).await,
        Err(CommandError::Rejected(Rejection::Ended("cancelled")))
    );
}
