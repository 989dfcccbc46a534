//! P1, P2, P4 and P6 through kill -9 at any point: hundreds of processes that die at a random step,
//! or from outside in the middle of one, each followed by a look at what they left.

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    thread,
};

use domain::{
    desk::Desk,
    event::{Actor, Event, Recorded},
    id::RequestId,
    time::Timestamp,
};
use engine::{
    Engine, Received,
    failpoint::{Failpoints, Step},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use storage::{Commit, Store};

use crate::{
    doomed::{Line, MARK, TASK, Task, options},
    history, keeper,
    stage::receipt,
    tables::{assert_same, dump},
};

/// Databases, each of which lives through this many deaths.
const DATABASES: u64 = 34;
const DEATHS: u64 = 6;

#[test]
fn every_yes_survives_processes_that_die_at_any_point() {
    // Two at a time: the machine of the tests has two cores.
    thread::scope(|scope| {
        for half in 0..2 {
            scope.spawn(move || {
                for database in (half..DATABASES).step_by(2) {
                    live_through(database * DEATHS..(database + 1) * DEATHS);
                }
            });
        }
    });
}

fn live_through(seeds: std::ops::Range<u64>) {
    let folder = tempfile::tempdir().expect("the system has room for temporary files");
    let database = folder.path().join("deskbell.db");
    let mut promised = Promised::default();
    for seed in seeds {
        let task = task(&database, seed);
        let context = format!("seed {seed}, {:?}", task.dies_after);
        promised.hear(die(&task, &context), &context);
        tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap()
            .block_on(look(&database, &promised, &context));
        promised.asked.clear();
    }
}

fn task(database: &Path, seed: u64) -> Task {
    let mut rng = StdRng::seed_from_u64(seed);
    let inside = rng.random_ratio(4, 5);
    let step = rng.random_range(0..Step::ALL.len());
    let times = rng.random_range(1..35);
    Task {
        database: database.to_owned(),
        seed,
        dies_after: inside.then_some((step, times)),
    }
}

/// Runs the process until it is dead and returns what it said.
fn die(task: &Task, context: &str) -> Vec<Line> {
    let mut child = Command::new(env::current_exe().unwrap())
        .args(["doomed::doomed", "--exact", "--ignored", "--nocapture"])
        .env(TASK, serde_json::to_string(task).unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let killed_after = StdRng::seed_from_u64(!task.seed).random_range(0..40);
    let mut lines = Vec::new();
    for line in BufReader::new(child.stdout.take().unwrap()).lines() {
        let line = line.unwrap();
        if let Some((_, said)) = line.split_once(MARK) {
            lines.push(serde_json::from_str(said).unwrap());
        }
        if task.dies_after.is_none() && lines.len() == killed_after {
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    // By a signal, or done before its time had come; 101 is a panic.
    assert!(
        matches!(status.code(), None | Some(0)),
        "{context}: {status}"
    );
    lines
}

/// Everything that was ever said yes to.
#[derive(Default)]
struct Promised {
    recorded: BTreeMap<u64, Recorded>,
    requests: Vec<RequestId>,
    by_key: BTreeMap<String, RequestId>,
    /// Keys that the last process used, whether it heard an answer or not.
    asked: Vec<String>,
}

impl Promised {
    fn hear(&mut self, lines: Vec<Line>, context: &str) {
        for line in lines {
            match line {
                Line::Asks { key } => self.asked.push(key),
                Line::Received { key, request } => {
                    self.requests.push(request);
                    let Some(key) = key else { continue };
                    let known = *self.by_key.entry(key).or_insert(request);
                    assert_eq!(known, request, "{context}: one key, two requests");
                }
                Line::Did { recorded } => {
                    self.recorded
                        .extend(recorded.into_iter().map(|event| (event.seq, event)));
                }
            }
        }
    }
}

async fn look(database: &Path, promised: &Promised, context: &str) {
    let store = Store::open(database, "another").await.unwrap();
    let Some(id) = store.desks().await.unwrap().pop() else {
        assert!(promised.recorded.is_empty(), "{context}: the desk is lost");
        store.close().await;
        return;
    };
    let journal = store.journal(id, 0, u32::MAX).await.unwrap();
    let desk = keeper::read(&journal, context);
    for (seq, recorded) in &promised.recorded {
        let place = usize::try_from(*seq).unwrap() - 1;
        assert_eq!(journal.get(place), Some(recorded), "{context}: not kept");
    }
    for request in &promised.requests {
        let stored = store.request(id, *request).await.unwrap();
        assert_eq!(stored.as_ref(), desk.request(*request), "{context}");
        assert!(stored.is_some(), "{context}: {request} was not kept");
    }

    let loaded = store.load(id).await.unwrap();
    assert_eq!(alive(loaded), alive(desk.clone()), "{context}");
    let written = dump(&store).await;
    let rebuilt = Commit {
        desk: id,
        recorded: &journal,
        after: &desk,
        receipts: &[],
        presses: &[],
    };
    store.rewrite_state(&rebuilt).await.unwrap();
    assert_same(&written, &dump(&store).await, context);

    keys_still_answer(&store, promised, context).await;
    store.close().await;
}

/// A desk without what is of no consequence any more: memory and database forget it at different times.
fn alive(mut desk: Desk) -> Desk {
    desk.forget_ended(Timestamp(i64::MAX));
    desk
}

/// P6: whoever asks again under a key gets what was made the first time, or makes it now, once.
async fn keys_still_answer(store: &Store, promised: &Promised, context: &str) {
    let engine = Engine::start(store.clone(), options(Failpoints::default()))
        .await
        .unwrap();
    let desk = engine.desks().pop().expect("the desk runs again");
    for key in &promised.asked {
        let mut answers = Vec::new();
        for _ in 0..2 {
            let new = history::new_request(desk.fresh_id(), key);
            let shown = Some(receipt(key));
            match desk.receive(Actor::Operator, new, shown).await.unwrap() {
                Received::New(request) | Received::Replayed(request) => answers.push(request.id),
                Received::Conflict => panic!("{context}: {key} was used for the same body"),
            }
        }
        assert_eq!(answers[0], answers[1], "{context}: {key}");
        if let Some(known) = promised.by_key.get(key) {
            assert_eq!(answers[0], *known, "{context}: {key}");
        }
    }
    let journal = store.journal(desk.id(), 0, u32::MAX).await.unwrap();
    for key in &promised.asked {
        let made = journal.iter().filter(|recorded| match &recorded.event {
            Event::RequestReceived { request } => request.customer.name.as_ref() == Some(key),
            _ => false,
        });
        assert_eq!(made.count(), 1, "{context}: {key}");
    }
}
