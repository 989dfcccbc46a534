//! Random stories on a running desk: P4 and P11 through a day on a sound disk, and P10 on one that fails
//! again and again.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    event::{Actor, Event, Recorded},
    id::AgentId,
    time::Span,
};
use engine::{CommandError, EventStream, Options};
use rand::{Rng, SeedableRng, rngs::StdRng};

use crate::{
    disk::{Failure, Fault, Lasts, on_a_faulty_disk},
    history::{self, ANA, BEN, CLEO, DAN, Dice, SAM},
    keeper,
    sse::{next, subscriber, told, viewer},
    stage::{Stage, alive, within},
};

/// What was refused has left no trace, and whatever was answered with yes is there, in memory and in the
/// database alike.
#[test]
fn p10_however_commits_fail_the_desk_in_memory_is_the_desk_of_the_database() {
    on_a_faulty_disk(
        "stories::p10_however_commits_fail_the_desk_in_memory_is_the_desk_of_the_database",
        async |disk| {
            let mut failed = 0;
            for seed in 0..10 {
                let database = disk.folder().join(format!("{seed}.db"));
                let stage = Stage::open_at(&database, Options::default()).await;
                let mut rng = StdRng::seed_from_u64(seed);
                let mut promised = BTreeMap::new();
                for step in 0..100 {
                    let context = format!("seed {seed}, step {step}");
                    if rng.random_ratio(1, 8) {
                        let places = Failure::ALL.len();
                        disk.fail(Fault {
                            what: Failure::ALL[rng.random_range(0..places)],
                            after: rng.random_range(0..30),
                            lasts: Lasts::Calls(rng.random_range(1..40)),
                        });
                    }
                    match step_on(&stage, &mut rng).await {
                        Ok(recorded) => {
                            promised.extend(recorded.into_iter().map(|event| (event.seq, event)));
                        }
                        Err(CommandError::Rejected(_)) => {}
                        Err(error) => {
                            assert_eq!(error, CommandError::Unavailable, "{context}");
                            failed += 1;
                            stage.memory_is_the_database(&context).await;
                        }
                    }
                    if rng.random_ratio(1, 8) {
                        disk.heal();
                    }
                }
                disk.heal();
                stage.receive("Carol").await;
                let context = format!("seed {seed}, healed");
                stage.memory_is_the_database(&context).await;

                stage.come_to_rest().await;
                let before = stage.desk.read(Clone::clone);
                let stage = stage.restart(Span(0)).await;
                assert_eq!(
                    alive(stage.desk.read(Clone::clone)),
                    alive(before),
                    "{context}"
                );
                let journal = stage.whole_journal().await;
                let rebuilt = keeper::read(&journal, &context);
                assert_eq!(
                    alive(stage.desk.read(Clone::clone)),
                    alive(rebuilt),
                    "{context}"
                );
                for (seq, recorded) in promised {
                    let kept = journal.iter().find(|kept| kept.seq == seq);
                    assert_eq!(kept, Some(&recorded), "{context}");
                }
                stage.engine.store().close().await;
            }
            assert!(failed > 30, "the disk failed only {failed} commands");
        },
    );
}

#[tokio::test]
async fn p4_through_days_at_random_every_request_is_somewhere() {
    for seed in 0..4 {
        let stage = Stage::open().await;
        let mut rng = StdRng::seed_from_u64(seed);
        for _ in 0..150 {
            // Refusals are part of the day.
            let _ = step_on(&stage, &mut rng).await;
        }
        let stage = stage.restart(Span::minutes(60)).await;
        let journal = stage.whole_journal().await;
        let context = format!("seed {seed}");
        keeper::read(&journal, &context);
        let mut received = 0;
        for recorded in &journal {
            if let Event::RequestReceived { request } = &recorded.event {
                received += 1;
                let stored = stage.desk.request(request.id).await;
                assert!(matches!(stored, Ok(Some(_))), "{context}: {}", request.id);
            }
        }
        assert!(received > 10, "{context}: only {received} requests came in");
    }
}

/// A stream tells of an offer once until it tells of its end, and of every end, however often it is withdrawn and made again.
#[tokio::test]
async fn p11_a_device_hears_once_of_an_offer_and_always_of_its_end() {
    let mut heard = 0;
    for seed in 0..4 {
        let stage = Stage::open().await;
        let mut streams = Vec::new();
        for agent in [ANA, BEN, CLEO, DAN, SAM] {
            let who = subscriber(agent, "session");
            let stream = stage.desk.subscribe(&who, None).await.unwrap();
            streams.push((agent, stream));
        }
        let mut rng = StdRng::seed_from_u64(seed);
        for _ in 0..120 {
            let _ = step_on(&stage, &mut rng).await;
        }
        stage.come_to_rest().await;
        for (agent, stream) in streams {
            heard += hear_offers(&stage, agent, stream, &format!("seed {seed}")).await;
        }
    }
    assert!(heard > 20, "only {heard} offers rang");
}

/// Reads all that was said to an agent, and returns how many offers that were.
async fn hear_offers(
    stage: &Stage,
    agent: AgentId,
    mut stream: EventStream,
    context: &str,
) -> usize {
    let journal = stage.whole_journal().await;
    let said = told(&journal, &viewer(&stage.desk, agent));
    let last = said.last().map(|(seq, _)| *seq);
    let mut ringing = BTreeMap::new();
    let mut heard = 0;
    loop {
        let frame = next(&mut stream).await.expect("the stream lives");
        let request = frame.data["request"].to_string();
        match (&*frame.event, frame.data["offer"].as_str()) {
            ("offer", Some(offer)) => {
                heard += 1;
                let known = ringing.insert(offer.to_owned(), request);
                assert_eq!(known, None, "{context}: {offer} rings twice");
            }
            ("offer_ended", Some(offer)) => drop(ringing.remove(offer)),
            // Who takes it is told of their session instead.
            ("session", _) => ringing.retain(|_, rings| *rings != request),
            _ => {}
        }
        if frame.seq() >= last && frame.seq().is_some() {
            break;
        }
    }
    let rings: BTreeSet<_> = stage.desk.read(|desk| {
        let teams = desk.agent(agent).map(|agent| agent.teams.clone());
        let teams = teams.unwrap_or_default();
        desk.offers()
            .filter(|offer| teams.contains(&offer.team) && offer.rings_for(agent))
            .map(|offer| offer.id.to_string())
            .collect()
    });
    let ringing: BTreeSet<_> = ringing.into_keys().collect();
    assert_eq!(ringing, rings, "{context}: what still rings for {agent}");
    heard
}

/// One thing that happens.
async fn step_on(stage: &Stage, rng: &mut StdRng) -> Result<Vec<Recorded>, CommandError> {
    if rng.random_ratio(1, 8) {
        stage.clock.advance(Span::seconds(rng.random_range(0..30)));
    }
    let dice = Dice(rng.random());
    let fresh = stage.desk.fresh_id();
    let command = stage
        .desk
        .read(|desk| history::next(dice, desk, stage.desk.now(), fresh));
    within(stage.desk.execute(Actor::Operator, command)).await
}
