//! The process that dies: a desk at work that tells its parent every yes it was given, line by line,
//! before it goes on. It dies by itself or is killed, and what it wrote stays in the page cache; or the
//! power goes, and only what was synced stays.

use std::{
    env,
    io::Write,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use domain::{
    command::Command,
    event::{Actor, Recorded},
    id::{AgentId, RequestId},
    time::Span,
};
use engine::{
    CommandError, DeskHandle, Engine, Options, Received,
    failpoint::{Failpoints, Step},
};
use futures::future::join_all;
use rand::{Rng, SeedableRng, rngs::StdRng};
use serde::{Deserialize, Serialize};
use storage::{ApiKeyRow, Store};

use crate::{
    disk,
    history::{self, ANA, BEN, DAN, Dice},
    stage::{KEY, block_on, receipt},
};

/// How the parent says what to do: JSON in this variable.
pub const TASK: &str = "DESKBELL_CRASH_TASK";
/// What marks a line as said by this module and not by the test harness.
pub const MARK: &str = "doomed: ";

#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Task {
    pub database: PathBuf,
    pub seed: u64,
    pub how: Death,
    pub when: Moment,
    /// What its writer does otherwise than the product chooses.
    pub habit: Option<Habit>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Death {
    Killed,
    /// On a disk that knows it, see [`disk`].
    PowerCut,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Moment {
    /// After this step, by its place in [`Step::ALL`], for the so manieth time.
    Step(usize, u32),
    /// Anywhere: the parent kills it when it has said so many lines, or the power goes at this call to
    /// the disk.
    Anywhere(u32),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Habit {
    /// `PRAGMA synchronous`: what a power cut takes where it is less than full must be missed.
    SyncsNever,
    SyncsSometimes,
    SyncsAlways,
    /// Moves the log into the database all the time, so that cuts fall into that, too.
    ChecksOften,
}

#[derive(Debug, Serialize, Deserialize)]
pub enum Line {
    /// A request is about to be sent under this key.
    Asks { key: String },
    /// The answer to it.
    Received {
        key: Option<String>,
        request: RequestId,
    },
    /// A command was done.
    Did { recorded: Vec<Recorded> },
}

pub fn options(failpoints: Failpoints) -> Options {
    Options {
        failpoints,
        ..Options::default()
    }
}

#[test]
#[ignore = "the process that is killed: the crash test starts it, again and again"]
fn doomed() {
    let Ok(task) = env::var(TASK) else { return };
    let task: Task = serde_json::from_str(&task).unwrap();
    block_on(work(task));
}

async fn work(task: Task) {
    if let (Death::PowerCut, Moment::Anywhere(call)) = (task.how, task.when) {
        disk::of_this_process()
            .expect("it was put on one")
            .cut_power_at(call);
    }
    let store = Store::open(&task.database, "first").await.unwrap();
    if let Some(habit) = task.habit {
        adopt(&store, habit).await;
    }
    let options = options(failpoints(&task));
    let engine = Engine::start(store, options).await.unwrap();
    let desk = open_desk(&engine).await;
    let workers = [ANA, BEN, DAN];
    let agents = join_all(workers.into_iter().zip(1..).map(|(agent, place)| {
        let rng = StdRng::seed_from_u64(task.seed * 100 + place);
        serve(desk.clone(), agent, rng)
    }));
    let customers = join_all((11..13).map(|place| {
        let rng = StdRng::seed_from_u64(task.seed * 100 + place);
        ask(desk.clone(), task.seed, rng)
    }));
    tokio::join!(agents, customers);
}

fn failpoints(task: &Task) -> Failpoints {
    let Moment::Step(place, times) = task.when else {
        return Failpoints::default();
    };
    let last = Step::ALL[place];
    let left = Arc::new(AtomicU32::new(times));
    let how = task.how;
    Failpoints::new(move |step| {
        if step != last || left.fetch_sub(1, Ordering::Relaxed) != 1 {
            return;
        }
        match how {
            Death::Killed => std::process::abort(),
            Death::PowerCut => disk::of_this_process()
                .expect("it was put on one")
                .cut_power(),
        }
    })
}

/// Through the back door: the store itself has no such choice.
async fn adopt(store: &Store, habit: Habit) {
    let pragma = match habit {
        Habit::SyncsNever => "PRAGMA synchronous = OFF",
        Habit::SyncsSometimes => "PRAGMA synchronous = NORMAL",
        Habit::SyncsAlways => "PRAGMA synchronous = FULL",
        Habit::ChecksOften => "PRAGMA wal_autocheckpoint = 8",
    };
    store.tamper(pragma).await.unwrap();
}

/// The desk, made ready as far as a process before this one did not come to it.
async fn open_desk(engine: &Engine) -> DeskHandle {
    let desk = match engine.desks().into_iter().next() {
        Some(desk) => desk,
        None => engine
            .open_desk("Acme".to_owned(), "ES".to_owned())
            .await
            .unwrap(),
    };
    for command in history::opening(Span(15)) {
        run(&desk, command).await;
    }
    let key = ApiKeyRow {
        desk: desk.id(),
        id: KEY,
        name: "shop".to_owned(),
        hash: "ab".repeat(32),
        rate: None,
        created_at: desk.now(),
        revoked_at: None,
    };
    // Refused when it is there already.
    let _ = engine.store().add_api_key(&key).await;
    desk
}

async fn serve(desk: DeskHandle, agent: AgentId, mut rng: StdRng) {
    for _ in 0..10 {
        let eager = rng.random_ratio(1, 3);
        let dice = Dice(rng.random());
        let fresh = desk.fresh_id();
        let now = desk.now();
        let command = desk.read(|desk| match desk.live_requests().next() {
            // The same request as the others, at the same time.
            Some(request) if eager => Command::Connect {
                agent,
                request: request.id,
            },
            _ => history::next(dice, desk, now, fresh),
        });
        run(&desk, command).await;
        if rng.random_ratio(1, 4) {
            // Whether it was said does not show in the answer.
            let _ = desk.acknowledge(agent).await;
        }
    }
}

/// Two of these send the same keys, partly at the same time.
async fn ask(desk: DeskHandle, seed: u64, mut rng: StdRng) {
    for number in 0..6 {
        let key = format!("{seed}-{number}");
        let shown = rng.random_ratio(2, 3).then(|| receipt(&key));
        let kept = shown.is_some().then(|| key.clone());
        let new = history::new_request(desk.fresh_id(), kept.as_deref().unwrap_or("Carol"));
        if let Some(key) = kept.clone() {
            say(&Line::Asks { key });
        }
        match desk.receive(Actor::ApiKey(KEY), new, shown).await {
            Ok(Received::New(request) | Received::Replayed(request)) => say(&Line::Received {
                key: kept,
                request: request.id,
            }),
            Ok(Received::Conflict) => panic!("{key} was used for the same body"),
            Err(error) => panic!("{error}"),
        }
    }
}

async fn run(desk: &DeskHandle, command: Command) {
    match desk.execute(Actor::Operator, command).await {
        Ok(recorded) => say(&Line::Did { recorded }),
        Err(CommandError::Rejected(_)) => {}
        Err(error) => panic!("{error}"),
    }
}

fn say(line: &Line) {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{MARK}{}", serde_json::to_string(line).unwrap()).unwrap();
    out.flush().unwrap();
}
