//! Starting, accepting connections, stopping.

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use engine::{Engine, Options, Outlet};
use push::KeyError;
use storage::{OpenError, Store};
use thiserror::Error;
use tokio::{
    signal::unix::{SignalKind, signal},
    sync::oneshot,
    task::JoinHandle,
    time::timeout,
};

use crate::{
    admin::error::AdminError,
    auth::{hasher::Hasher, unavailable::Unavailable},
    config::{self, Config, public_url::PublicUrl, streams::Streams},
    control::{Control, ControlError},
    demo::{self, Demo},
    edge::{caps::Caps, door::Door, reactor::Reactor},
    escalation::Escalation,
    observe, routes,
    say::say,
    site,
    state::AppState,
};

/// The database gets this long to finish when the server stops.
const FAREWELL: Duration = Duration::from_millis(800);
/// Where the system doesn't say how many there are.
const USUAL_DESCRIPTORS: u64 = 1_024;

/// What the database is filled with when it is empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filling {
    Nothing,
    Demo,
}

impl From<bool> for Filling {
    fn from(demo: bool) -> Self {
        if demo { Self::Demo } else { Self::Nothing }
    }
}

/// Why the server did not start, or did not go on. The text is for the person at the terminal.
#[derive(Debug, Error)]
pub enum StartError {
    #[error(
        "--demo has a password that everybody knows, so it listens on this machine only: leave DESKBELL_ADDR out or give 127.0.0.1:PORT instead of {0}"
    )]
    DemoForEverybody(SocketAddr),
    #[error(transparent)]
    Open(#[from] OpenError),
    #[error(transparent)]
    Engine(#[from] engine::StartError),
    #[error(transparent)]
    Control(#[from] ControlError),
    #[error(transparent)]
    PushKeys(#[from] KeyError),
    #[error("the demo can't be made: {0}")]
    Demo(#[from] demo::DemoError),
    #[error("event streams can't be waited for: {0}")]
    Streams(io::Error),
    #[error("can't listen on {addr}: {source}")]
    Listen { addr: SocketAddr, source: io::Error },
    #[error("metrics can't be served on {addr}: {source}")]
    Metrics {
        addr: SocketAddr,
        source: observe::MetricsError,
    },
    #[error("signals can't be received: {0}")]
    Signals(io::Error),
    /// It had started. What was answered is safe; the next process goes on from there.
    #[error("{0} died of a fault in this program, so the server has ended; start it again")]
    Died(&'static str),
}

impl From<AdminError> for StartError {
    fn from(error: AdminError) -> Self {
        Self::Demo(error.into())
    }
}

/// Runs until somebody asks it to stop.
pub async fn run(config: &Config, filling: Filling) -> Result<(), StartError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(StartError::Signals)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(StartError::Signals)?;
    refuse_demo_for_everybody(config, filling)?;
    let store = config.open_store().await?;
    if let Err(error) = store.make_room().await {
        tracing::warn!(%error, "there is no room for the log of the database; it grows as it is needed");
    }
    let server = Server::begin(config, store, filling, Options::default()).await?;
    let _metrics = config
        .metrics_addr
        .map(|addr| {
            observe::serve_metrics(addr, config.limits)
                .map_err(|source| StartError::Metrics { addr, source })
        })
        .transpose()?;
    if !site::is_present() {
        tracing::warn!(
            "this program carries no site: build it with cargo-leptos to have scripts and styles"
        );
    }
    let address = config
        .public_url
        .as_ref()
        .map_or_else(|| format!("http://{}", server.addr()), PublicUrl::origin);
    tracing::info!(addr = %server.addr(), "ready");
    let greeting = server.demo().map_or_else(
        || format!("Deskbell is at {address}"),
        |demo| demo.greeting(&address),
    );
    if let Err(error) = say(greeting) {
        // It serves all the same.
        tracing::warn!(%error, "where the server is can't be written to the standard output");
    }
    let died = tokio::select! {
        _ = terminate.recv() => None,
        _ = interrupt.recv() => None,
        what = server.death() => Some(what),
    };
    tracing::info!("stopping");
    server.stop().await;
    died.map_or(Ok(()), |what| Err(StartError::Died(what)))
}

/// Everybody knows its password.
fn refuse_demo_for_everybody(config: &Config, filling: Filling) -> Result<(), StartError> {
    if filling == Filling::Demo && !config.addr.ip().is_loopback() {
        return Err(StartError::DemoForEverybody(config.addr));
    }
    Ok(())
}

/// A server that runs.
pub struct Server {
    addr: SocketAddr,
    state: AppState,
    demo: Option<Demo>,
    stop: oneshot::Sender<()>,
    accepting: JoinHandle<()>,
    beside: Vec<JoinHandle<()>>,
    streams: Option<(Arc<Reactor>, JoinHandle<()>)>,
}

impl Server {
    /// Opens the database, fills it if that was asked for, and accepts connections.
    pub async fn start(
        config: &Config,
        filling: Filling,
        options: Options,
    ) -> Result<Self, StartError> {
        refuse_demo_for_everybody(config, filling)?;
        let store = config.open_store().await?;
        Self::begin(config, store, filling, options).await
    }

    async fn begin(
        config: &Config,
        store: Store,
        filling: Filling,
        options: Options,
    ) -> Result<Self, StartError> {
        let caps = Caps::of(&config.limits, allow_many_descriptors());
        let door =
            Door::listen(config.addr, config.limits, caps, config.proxies()).map_err(|source| {
                StartError::Listen {
                    addr: config.addr,
                    source,
                }
            })?;
        let addr = door.addr().unwrap_or(config.addr);
        let (reactor, thread) = match config.streams {
            Streams::Reactor => {
                let made = Reactor::new(config.limits.write_time);
                let (reactor, thread) = made.map_err(StartError::Streams)?;
                (Some(reactor), Some(thread))
            }
            Streams::Hyper => (None, None),
        };
        let options = Options {
            trace_kept: Some(config.trace_kept),
            outlet: reactor.clone().map(|reactor| reactor as Arc<dyn Outlet>),
            ..options
        };
        let engine = Engine::start(store, options).await?;
        let hasher = Hasher::start();
        let control = Control::listen(&config.data_dir).await?;
        let demo = match filling {
            Filling::Nothing => None,
            Filling::Demo => demo::fill(config, &engine, &hasher).await?,
        };
        for secret in [config::PUSH_KEY, demo::KEY] {
            storage::take_from_others(&config.data_dir.join(secret));
        }
        let push = config.push_gateway()?;
        let state = AppState::new(config, engine.clone(), hasher, push.clone());
        let escalation = Escalation::new(engine.clone(), push, config.site(addr));
        let router = routes::router(config, state.clone());
        let (stop, stopped) = oneshot::channel();
        let tasks = engine.supervisor().clone();
        let streams = reactor.clone().zip(thread).map(|(reactor, thread)| {
            let run = async { thread.run() };
            (reactor, tasks.spawn_on_thread("the streams", run))
        });
        let door = door.with_reactor(reactor);
        Ok(Self {
            addr,
            demo,
            stop,
            accepting: tasks.spawn("the door", door.open(router, stopped)),
            beside: vec![
                tasks.spawn("the sweep of sessions", state.auth.clone().sweep_for_ever()),
                tasks.spawn("the control socket", control.run(state.clone())),
                tasks.spawn("the way to push services", escalation.run()),
            ],
            state,
            streams,
        })
    }

    /// Where it listens: the port is known also when the system chose it.
    pub fn addr(&self) -> SocketAddr {
        self.addr
    }

    /// What its handlers share.
    pub fn state(&self) -> &AppState {
        &self.state
    }

    /// What to tell whoever started it, if it made a demo.
    pub fn demo(&self) -> Option<&Demo> {
        self.demo.as_ref()
    }

    /// Returns when a part that the server can't do without has died, and says which.
    pub async fn death(&self) -> &'static str {
        self.state.engine.supervisor().death().await
    }

    /// Ends streams at once, lets what is being answered finish, and closes the database.
    pub async fn stop(self) {
        self.state.engine.close_streams();
        // The receiver is gone only if accepting has ended already.
        let _ = self.stop.send(());
        if let Err(error) = self.accepting.await {
            tracing::error!(%error, "accepting connections ended badly");
        }
        if let Some((reactor, thread)) = self.streams {
            reactor.stop();
            if timeout(FAREWELL, thread).await.is_err() {
                tracing::warn!("some streams were cut");
            }
        }
        for task in self.beside {
            task.abort();
        }
        let written = timeout(FAREWELL, async {
            self.state.engine.write_devices().await;
            // Said where it happened.
            let _: Result<(), Unavailable> = self.state.auth.write_seen().await;
        });
        if written.await.is_err() {
            tracing::warn!("when sessions and devices were last seen is not written down");
        }
        let closed = timeout(FAREWELL, self.state.engine.store().close()).await;
        if closed.is_err() {
            tracing::warn!("the database was still busy; what was answered is safe");
        }
    }
}

/// Each stream is a descriptor, and most systems start programs with 1 024 of them though they would
/// grant more. Answers how many there are.
fn allow_many_descriptors() -> u64 {
    rlimit::increase_nofile_limit(u64::MAX).unwrap_or_else(|error| {
        tracing::warn!(%error, "the limit of open files can't be raised");
        rlimit::Resource::NOFILE
            .get_soft()
            .unwrap_or(USUAL_DESCRIPTORS)
    })
}
