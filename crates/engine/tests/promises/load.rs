//! People at work at random, several at once, until they are told to stop.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use domain::{event::Actor, time::Span};
use engine::{DeskHandle, clock::TestClock};
use rand::{Rng, SeedableRng, rngs::StdRng};
use tokio::task::JoinHandle;

use crate::history::{self, Dice};

pub struct Load {
    stop: Arc<AtomicBool>,
    workers: Vec<JoinHandle<()>>,
}

impl Load {
    pub fn start(desk: &DeskHandle, clock: &TestClock, seed: u64) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let workers = (0..4)
            .map(|worker| {
                let rng = StdRng::seed_from_u64(seed * 10 + worker);
                tokio::spawn(work(desk.clone(), clock.clone(), rng, Arc::clone(&stop)))
            })
            .collect();
        Self { stop, workers }
    }

    pub async fn stop(self) {
        self.stop.store(true, Ordering::Relaxed);
        for worker in self.workers {
            worker.await.expect("nobody panics");
        }
    }
}

async fn work(desk: DeskHandle, clock: TestClock, mut rng: StdRng, stop: Arc<AtomicBool>) {
    while !stop.load(Ordering::Relaxed) {
        if rng.random_ratio(1, 8) {
            clock.advance(Span::seconds(rng.random_range(0..10)));
        }
        let dice = Dice(rng.random());
        let fresh = desk.fresh_id();
        let command = desk.read(|now| history::next(dice, now, desk.now(), fresh));
        // Refusals are part of the day.
        let _ = desk.execute(Actor::Operator, command).await;
    }
}
