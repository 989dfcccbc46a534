//! Has tries to sign in take turns: what `throttle` decides, with those who wait for it.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use domain::time::Span;
use engine::Engine;
use tokio::{sync::oneshot, time::timeout};

use super::throttle::{Judgement, Refusal, Throttle, Ticket, Try, Turn};

type Called = Result<InFlight, Refusal>;

/// Cheap to clone.
#[derive(Clone)]
pub struct Turns {
    /// For the time alone.
    engine: Engine,
    /// A plain lock: it is held for a look into the maps, never across an await.
    state: Arc<Mutex<State>>,
    patience: Duration,
}

#[derive(Default)]
struct State {
    throttle: Throttle,
    waiting: HashMap<Ticket, oneshot::Sender<Called>>,
}

/// A try whose password may be looked at. Dropped without a judgement it counts for nothing.
pub struct InFlight {
    turns: Turns,
    attempt: Option<Try>,
}

/// A place in the line, until it is called or given up.
struct Place<'turns> {
    turns: &'turns Turns,
    ticket: Ticket,
    called: oneshot::Receiver<Called>,
}

impl Turns {
    /// `patience`: how long a try waits for its turn.
    pub fn new(engine: Engine, patience: Duration) -> Self {
        Self {
            engine,
            state: Arc::default(),
            patience,
        }
    }

    /// Returns when it is this try's turn.
    ///
    /// # Errors
    /// It won't be looked at.
    pub async fn take(&self, attempt: Try) -> Called {
        let mut place = match self.ask(attempt)? {
            Ok(in_flight) => return Ok(in_flight),
            Err(place) => place,
        };
        match timeout(self.patience, &mut place.called).await {
            Ok(Ok(called)) => called,
            Ok(Err(_)) | Err(_) => Err(Refusal::Crowded),
        }
    }

    fn ask(&self, attempt: Try) -> Result<Result<InFlight, Place<'_>>, Refusal> {
        let mut state = self.lock();
        let (turn, sent_away) = state.throttle.ask(attempt, self.engine.clock().now())?;
        if let Some(sender) = sent_away.and_then(|ticket| state.waiting.remove(&ticket)) {
            // Whoever waited there may be gone.
            let _ = sender.send(Err(Refusal::Crowded));
        }
        Ok(match turn {
            Turn::Now(attempt) => Ok(self.in_flight(attempt)),
            Turn::Later(ticket) => {
                let (sender, called) = oneshot::channel();
                state.waiting.insert(ticket, sender);
                Err(Place {
                    turns: self,
                    ticket,
                    called,
                })
            }
        })
    }

    fn settle(&self, attempt: &Try, judgement: Judgement) -> Option<Span> {
        let now = self.engine.clock().now();
        let (wait, called) = {
            let mut state = self.lock();
            let wait = state.throttle.settle(attempt, judgement, now);
            let called = state.throttle.call(now).into_iter();
            let called: Vec<_> = called
                .filter_map(|(ticket, turn)| Some((state.waiting.remove(&ticket)?, turn)))
                .collect();
            (wait, called)
        };
        // Not under the lock: a turn that nobody takes any more is settled where it is dropped.
        for (sender, turn) in called {
            let turn = turn.map(|attempt| self.in_flight(attempt));
            let _ = sender.send(turn.map_err(Refusal::Wait));
        }
        wait
    }

    fn in_flight(&self, attempt: Try) -> InFlight {
        InFlight {
            turns: self.clone(),
            attempt: Some(attempt),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl InFlight {
    /// The password was right.
    pub fn right(self) {
        self.end(Judgement::Right);
    }

    /// What follows: how long to wait, if there is a wait.
    pub fn wrong(self) -> Option<Span> {
        self.end(Judgement::Wrong)
    }

    fn end(mut self, judgement: Judgement) -> Option<Span> {
        let attempt = self.attempt.take()?;
        self.turns.settle(&attempt, judgement)
    }
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(attempt) = self.attempt.take() {
            self.turns.settle(&attempt, Judgement::None);
        }
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        let mut state = self.turns.lock();
        state.waiting.remove(&self.ticket);
        state.throttle.leave_line(self.ticket);
    }
}
