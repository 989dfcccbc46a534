//! P1, P2, P4 and P6 through kill -9 and power cuts at any point: hundreds of processes that die at a
//! random step, or from outside in the middle of one, each followed by a look at what they left.

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, ExitStatus, Stdio},
    sync::atomic::{AtomicU64, Ordering},
    thread,
};

use domain::{
    event::{Actor, Event, Recorded},
    id::RequestId,
};
use engine::{
    Engine, Received,
    failpoint::{Failpoints, Step},
};
use rand::{Rng, SeedableRng, rngs::StdRng};
use storage::{Commit, Store};

use crate::{
    disk::{self, Unsynced},
    doomed::{Death, Habit, Line, MARK, Moment, TASK, Task, options},
    history, keeper,
    opened::Opened,
    stage::{alive, block_on, receipt},
    tables::{assert_same, dump},
};

/// Deaths that each database lives through.
const DEATHS: u64 = 6;

#[test]
fn p1_every_yes_survives_processes_that_die_at_any_point() {
    live_and_die(34, Death::Killed);
}

/// What `kill -9` can't show: the page cache goes, too, and with it whatever was not synced.
#[test]
fn p1_every_yes_survives_power_cuts_at_any_point() {
    live_and_die(30, Death::PowerCut);
}

/// Without this, the test above could not fail.
#[test]
fn p1_a_yes_that_was_not_synced_is_missed_after_a_power_cut() {
    let answered = Step::ALL
        .iter()
        .position(|step| *step == Step::Answered)
        .expect("answering is a step");
    for habit in [Habit::SyncsNever, Habit::SyncsSometimes, Habit::SyncsAlways] {
        let folder = tempfile::tempdir().expect("the system has room for temporary files");
        let task = Task {
            database: folder.path().join("deskbell.db"),
            seed: 1,
            how: Death::PowerCut,
            when: Moment::Step(answered, 20),
            habit: Some(habit),
        };
        let context = format!("{habit:?}");
        let mut promised = Promised::default();
        promised.hear(die(&task, &context).0, &context);
        assert!(promised.recorded.len() > 10, "much was promised");

        let missed = block_on(async {
            let store = match Store::open(&task.database, "another").await {
                Ok(store) => store,
                // What was not synced may be torn beyond reading.
                Err(unreadable) => return Err(unreadable),
            };
            let missed = promised.missed(&store).await;
            store.close().await;
            Ok(missed)
        });

        let kept = missed.as_ref().is_ok_and(Vec::is_empty);
        assert_eq!(kept, habit == Habit::SyncsAlways, "{context}: {missed:?}");
    }
}

fn live_and_die(databases: u64, how: Death) {
    let deaths = AtomicU64::new(0);
    // Two at a time: the machine of the tests has two cores.
    thread::scope(|scope| {
        for half in 0..2 {
            let deaths = &deaths;
            scope.spawn(move || {
                for database in (half..databases).step_by(2) {
                    live_through(database * DEATHS..(database + 1) * DEATHS, how, deaths);
                }
            });
        }
    });
    // Some are done before their time has come.
    let deaths = deaths.into_inner();
    assert!(deaths > databases * DEATHS / 2, "only {deaths} died");
}

fn live_through(seeds: std::ops::Range<u64>, how: Death, deaths: &AtomicU64) {
    let folder = tempfile::tempdir().expect("the system has room for temporary files");
    let database = folder.path().join("deskbell.db");
    let mut promised = Promised::default();
    for seed in seeds {
        let task = task(&database, seed, how);
        let context = format!("seed {seed}, {how:?}, {:?}", task.when);
        let (lines, end) = die(&task, &context);
        deaths.fetch_add(u64::from(end.code().is_none()), Ordering::Relaxed);
        promised.hear(lines, &context);
        block_on(look(&database, &promised, &context));
        promised.asked.clear();
    }
}

fn task(database: &Path, seed: u64, how: Death) -> Task {
    let mut rng = StdRng::seed_from_u64(seed);
    let inside = rng.random_ratio(if how == Death::Killed { 4 } else { 2 }, 5);
    let step = rng.random_range(0..Step::ALL.len());
    let times = rng.random_range(1..35);
    let anywhere = match how {
        Death::Killed => rng.random_range(0..40),
        // Mostly while the database is made, or at work.
        Death::PowerCut if seed.is_multiple_of(DEATHS) => rng.random_range(1..400),
        Death::PowerCut => rng.random_range(1..1_500),
    };
    Task {
        database: database.to_owned(),
        seed,
        how,
        when: if inside {
            Moment::Step(step, times)
        } else {
            Moment::Anywhere(anywhere)
        },
        habit: (how == Death::PowerCut && seed.is_multiple_of(3)).then_some(Habit::ChecksOften),
    }
}

/// Runs the process until it is dead and returns what it said.
fn die(task: &Task, context: &str) -> (Vec<Line>, ExitStatus) {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args(["doomed::doomed", "--exact", "--ignored", "--nocapture"])
        .env(TASK, serde_json::to_string(task).unwrap())
        .stdout(Stdio::piped())
        .stderr(Stdio::null());
    if task.how == Death::PowerCut {
        let folder = task.database.parent().expect("a file is in a folder");
        let unsynced = match task.seed % 2 {
            0 => Unsynced::InPart(task.seed),
            _ => Unsynced::Gone,
        };
        disk::under(&mut command, folder, unsynced);
    }
    let mut child = command.spawn().unwrap();
    let killed_after = match (task.how, task.when) {
        (Death::Killed, Moment::Anywhere(lines)) => Some(lines as usize),
        _ => None,
    };
    let mut lines = Vec::new();
    let mut said = BufReader::new(child.stdout.take().unwrap());
    loop {
        let mut line = String::new();
        // Death may come in the middle of a word: what was not said to the end was not promised.
        if said.read_line(&mut line).unwrap() == 0 || !line.ends_with('\n') {
            break;
        }
        if let Some((_, said)) = line.split_once(MARK) {
            lines.push(serde_json::from_str(said).unwrap());
        }
        if killed_after == Some(lines.len()) {
            child.kill().unwrap();
        }
    }
    let status = child.wait().unwrap();
    // By a signal, or done before its time had come; 101 is a panic.
    assert!(
        matches!(status.code(), None | Some(0)),
        "{context}: {status}"
    );
    (lines, status)
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

    /// What is not in the database although its yes was heard.
    async fn missed(&self, store: &Store) -> Vec<String> {
        let Some(id) = store.desks().await.unwrap().pop() else {
            return self.recorded.keys().map(u64::to_string).collect();
        };
        let journal = store.journal(id, 0, u32::MAX).await.unwrap();
        let mut missed = Vec::new();
        for (seq, recorded) in &self.recorded {
            let place = usize::try_from(*seq).unwrap() - 1;
            if journal.get(place) != Some(recorded) {
                missed.push(format!("event {seq}"));
            }
        }
        for request in &self.requests {
            if store.request(id, *request).await.unwrap().is_none() {
                missed.push(request.to_string());
            }
        }
        missed
    }
}

async fn look(database: &Path, promised: &Promised, context: &str) {
    let store = Store::open(database, "another").await.unwrap();
    let store = Opened::sqlite(store, database);
    assert_eq!(
        promised.missed(&store).await,
        [""; 0],
        "{context}: not kept"
    );
    let Some(id) = store.desks().await.unwrap().pop() else {
        store.close().await;
        return;
    };
    let journal = store.journal(id, 0, u32::MAX).await.unwrap();
    let desk = keeper::read(&journal, context);
    for request in &promised.requests {
        let stored = store.request(id, *request).await.unwrap();
        assert_eq!(stored.as_ref(), desk.request(*request), "{context}");
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
