//! As fast as it goes: so many requests are under way at any time, each for one listener, and each is sent when the
//! one before it was read. How many are done is the figure here; how long each takes is not, since a server that
//! stalls is sent less.

use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use tokio::{
    sync::oneshot,
    time::{sleep, timeout},
};

use super::{
    crowd::{Calls, Tasks, arrive, beside, listen},
    row::number,
    side::Listeners,
};
use crate::{
    BenchError, clock,
    door::{Door, created},
    http::{KeptAlive, Reopened, Repeat},
    load::cancel_one,
    process,
};

/// An offer that takes longer is lost.
const PATIENCE: Duration = Duration::from_secs(20);

/// When to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Until {
    /// After the second, of which the first is not counted.
    Time(Duration, Duration),
    /// So many were done.
    Count(u64),
}

#[derive(Clone, Copy, Debug)]
pub struct Done {
    /// Accepted, and read by the one whom they ring.
    pub requests: u64,
    pub took: Duration,
    pub server_cpu: Duration,
    pub driver_cpu: Duration,
    /// Connections that the server closed meanwhile.
    pub reopened: u64,
}

impl Done {
    pub fn a_second(&self) -> f64 {
        number(self.requests) / self.took.as_secs_f64()
    }

    /// Share of a core that the server needed.
    pub fn server_share(&self) -> f64 {
        self.server_cpu.as_secs_f64() / self.took.as_secs_f64()
    }

    pub fn driver_share(&self) -> f64 {
        self.driver_cpu.as_secs_f64() / self.took.as_secs_f64()
    }
}

/// Lets the listeners arrive and sends requests to them in turn; `server` is the process behind the door.
pub async fn run(
    door: &Door,
    server: u32,
    listeners: &[Listeners],
    lanes: usize,
    until: Until,
) -> Result<Done, BenchError> {
    let reopened = Reopened::default();
    let board = Arc::new(Board::default());
    let mut tasks = Tasks::new();
    let calls = Calls::open(door.server(), &reopened, &mut tasks);
    for one in listeners {
        for arrived in arrive(&one.sessions, &reopened).await? {
            let board = Arc::clone(&board);
            let told = move |offer: crate::agent::Offer, _| board.read(offer.request);
            tasks.spawn(listen(arrived, calls.clone(), told));
        }
    }
    let sending = Arc::new(Sending {
        door: door.clone(),
        calls: listeners
            .iter()
            .map(|one| door.post(&one.to, None))
            .collect(),
        board,
        begun: AtomicU64::new(0),
        done: AtomicU64::new(0),
        limit: AtomicU64::new(match until {
            Until::Time(..) => u64::MAX,
            Until::Count(count) => count,
        }),
        reopened: reopened.clone(),
    });
    let mut lanes_open = Tasks::new();
    for _ in 0..lanes {
        lanes_open.spawn(Arc::clone(&sending).send_in_turn());
    }
    let measured = measure(server, &sending, &mut lanes_open, until);
    let done = beside(&mut tasks, measured).await?;
    tasks.shutdown().await;
    Ok(Done {
        reopened: reopened.times(),
        ..done
    })
}

async fn measure(
    server: u32,
    sending: &Sending,
    lanes: &mut Tasks,
    until: Until,
) -> Result<Done, BenchError> {
    let driver = std::process::id();
    if let Until::Time(warm_up, _) = until {
        beside(lanes, after(warm_up)).await?;
    }
    let begun = clock::now();
    let requests = sending.done();
    let (server_cpu, driver_cpu) = (process::cpu_time(server)?, process::cpu_time(driver)?);
    let end = |sending: &Sending| -> Result<Done, BenchError> {
        Ok(Done {
            requests: sending.done() - requests,
            took: clock::now() - begun,
            server_cpu: process::cpu_time(server)?.saturating_sub(server_cpu),
            driver_cpu: process::cpu_time(driver)?.saturating_sub(driver_cpu),
            reopened: 0,
        })
    };
    if let Until::Time(_, measured) = until {
        beside(lanes, after(measured)).await?;
        let done = end(sending)?;
        sending.limit.store(0, Ordering::Relaxed);
        join_all(lanes).await?;
        return Ok(done);
    }
    join_all(lanes).await?;
    end(sending)
}

async fn after(time: Duration) -> Result<(), BenchError> {
    sleep(time).await;
    Ok(())
}

async fn join_all(lanes: &mut Tasks) -> Result<(), BenchError> {
    while let Some(ended) = lanes.join_next().await {
        ended??;
    }
    Ok(())
}

#[derive(Debug)]
struct Sending {
    door: Door,
    calls: Vec<Vec<u8>>,
    board: Arc<Board>,
    begun: AtomicU64,
    done: AtomicU64,
    limit: AtomicU64,
    reopened: Reopened,
}

impl Sending {
    /// One lane: a request, until it was read; then the next, while the one before is cancelled.
    async fn send_in_turn(self: Arc<Self>) -> Result<(), BenchError> {
        let mut posting = KeptAlive::to(self.door.server(), &self.reopened);
        let mut cancelling = KeptAlive::to(self.door.server(), &self.reopened);
        let mut last: Option<String> = None;
        loop {
            let turn = self.begun.fetch_add(1, Ordering::Relaxed);
            if turn >= self.limit.load(Ordering::Relaxed) {
                break;
            }
            let call = usize::try_from(turn).unwrap_or_default() % self.calls.len();
            let cancel = async {
                match last.take() {
                    Some(id) => cancel_one(&mut cancelling, &self.door, &id).await,
                    None => Ok(()),
                }
            };
            let (answer, cancelled) =
                tokio::join!(posting.call(&self.calls[call], Repeat::Never), cancel);
            cancelled?;
            let id = created(&answer?)?;
            self.board.until_read(&id).await?;
            self.done.fetch_add(1, Ordering::Relaxed);
            last = Some(id);
        }
        match last {
            Some(id) => cancel_one(&mut cancelling, &self.door, &id).await,
            None => Ok(()),
        }
    }

    fn done(&self) -> u64 {
        self.done.load(Ordering::Relaxed)
    }
}

/// Which requests were read. An offer may be read before the answer to its POST, which is what tells the id.
#[derive(Debug, Default)]
struct Board {
    requests: Mutex<HashMap<String, Slot>>,
}

#[derive(Debug)]
enum Slot {
    Read,
    Awaited(oneshot::Sender<()>),
}

impl Board {
    fn read(&self, request: String) {
        let mut requests = self.requests();
        match requests.remove(&request) {
            // Whoever waited may have lost patience.
            Some(Slot::Awaited(waiting)) => drop(waiting.send(())),
            Some(Slot::Read) | None => drop(requests.insert(request, Slot::Read)),
        }
    }

    async fn until_read(&self, request: &str) -> Result<(), BenchError> {
        let read = {
            let mut requests = self.requests();
            if let Some(Slot::Read) = requests.remove(request) {
                return Ok(());
            }
            let (sender, read) = oneshot::channel();
            requests.insert(request.to_owned(), Slot::Awaited(sender));
            read
        };
        match timeout(PATIENCE, read).await {
            Ok(Ok(())) => Ok(()),
            _ => Err(BenchError::Unexpected(format!(
                "the offer of request {request} was not read within {PATIENCE:?}"
            ))),
        }
    }

    fn requests(&self) -> MutexGuard<'_, HashMap<String, Slot>> {
        self.requests.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use tokio::net::TcpListener;

    use super::*;
    use crate::{
        plain,
        session::{Pass, Session},
    };

    #[tokio::test]
    async fn a_request_is_read_once_whether_its_answer_or_its_offer_came_first() {
        let board = Board::default();
        board.read("a".to_owned());
        board.until_read("a").await.unwrap();

        let waiting = board.until_read("b");
        let reading = async { board.read("b".to_owned()) };
        let (waited, ()) = tokio::join!(waiting, reading);
        waited.unwrap();
        assert!(board.requests().is_empty());
    }

    #[tokio::test]
    async fn requests_of_a_plain_server_are_read_by_those_whom_they_are_for() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let serving = tokio::spawn(plain::serve(listener));
        let listeners: Vec<_> = ["a", "b", "c"]
            .map(|name| Listeners {
                to: name.to_owned(),
                sessions: vec![Session::new(server, Pass::Stream(name.to_owned()))],
            })
            .into();
        let door = Door::Plain { server };

        let done = run(&door, std::process::id(), &listeners, 4, Until::Count(50))
            .await
            .unwrap();

        assert_eq!((done.requests, done.reopened), (50, 0));
        assert!(done.server_cpu > Duration::ZERO);
        // For a stream that nobody reads there is no request.
        let nobody = door.post("nobody", None);
        let mut connection = KeptAlive::to(server, &Reopened::default());
        let answer = connection.call(&nobody, Repeat::Never).await.unwrap();
        assert_eq!(answer.head.status, 404);
        serving.abort();
    }

    #[test]
    fn shares_and_rates_are_of_the_time_that_was_measured() {
        let done = Done {
            requests: 5_000,
            took: Duration::from_secs(2),
            server_cpu: Duration::from_secs(1),
            driver_cpu: Duration::from_millis(500),
            reopened: 0,
        };
        let close = |a: f64, b: f64| (a - b).abs() < 1e-9;
        assert!(close(done.a_second(), 2_500.0));
        assert!(close(done.server_share(), 0.5));
        assert!(close(done.driver_share(), 0.25));
    }
}
