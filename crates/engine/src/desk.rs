//! The handle of one desk: how everything outside reaches it.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, PoisonError, RwLock, Weak,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use bytes::Bytes;
use domain::{
    agent::Reachability,
    command::{Command, NewRequest},
    desk::Desk,
    device::TestResult,
    event::{Actor, Recorded},
    id::{AgentId, ApiKeyId, DeskId, DeviceId, RequestId, TestId},
    rejection::Rejection,
    request::Request,
    time::{Span, Step, Timestamp},
    view::AgentView,
};
use storage::{
    DeviceRow, Member, ReceiptRow, Store, StoreError, TraceFilter, TraceLine, TracePage,
};
use thiserror::Error;
use tokio::{
    sync::{
        broadcast, mpsc,
        oneshot::{self, error::TryRecvError},
    },
    time::MissedTickBehavior,
};
use uuid::Uuid;

use crate::{
    clock::{Clock, Elapsed, SET},
    devices::Devices,
    engine::{Happening, Options},
    frame,
    hub::{HEARTBEAT_SLOTS, Hub},
    ids,
    reachability::Heard,
    receipts::Receipts,
    supervisor::Supervisor,
    tests_sent::{SentTest, Tests},
    writer::{Job, Writer},
};

/// A watch that comes later than this found the server standing still.
const STALL: Duration = Duration::from_secs(1);

/// One desk, running. Cheap to clone.
#[derive(Clone, Debug)]
pub struct DeskHandle {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    id: DeskId,
    store: Store,
    clock: Arc<dyn Clock>,
    release: String,
    mailbox: mpsc::Sender<Job>,
    published: Arc<RwLock<Desk>>,
    hub: Arc<Hub>,
    heard: Arc<Heard>,
    lost: Arc<AtomicBool>,
    devices: Devices,
    tests: Tests,
}

/// What the database has of a desk.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub desk: Desk,
    /// When the last thing happened there, by the clock of then.
    pub last_at: Option<Timestamp>,
    pub devices: Vec<DeviceRow>,
}

/// Why a command had no effect.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CommandError {
    #[error(transparent)]
    Rejected(#[from] Rejection),
    #[error("too many commands are queued; try again in a second")]
    Overloaded,
    #[error("the database does not answer; try again in a few seconds")]
    Unavailable,
}

impl From<StoreError> for CommandError {
    fn from(error: StoreError) -> Self {
        tracing::error!(%error, "the database does not answer");
        Self::Unavailable
    }
}

/// Makes a repeated request harmless: the same key gives the same answer.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub api_key: ApiKeyId,
    pub key: String,
    pub body_hash: String,
}

/// One press of a form by an agent, however often the form is sent.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Press {
    pub agent: AgentId,
    /// Of the form and of everything that was sent with it.
    pub key: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    New(Request),
    /// The request as it was answered the first time.
    Replayed(Request),
    /// The key was used before, for another body.
    Conflict,
}

impl Received {
    pub(crate) fn from_row(row: &ReceiptRow, body_hash: &str) -> Result<Self, CommandError> {
        if row.body_hash != body_hash {
            return Ok(Self::Conflict);
        }
        let request =
            serde_json::from_str(&row.answer).map_err(|error| StoreError::from(error).into());
        request.map(Self::Replayed)
    }
}

impl DeskHandle {
    /// Starts the writer of a desk, its heartbeats and its watch.
    pub(crate) fn start(
        id: DeskId,
        Kept {
            desk,
            last_at,
            devices,
        }: Kept,
        store: Store,
        options: &Options,
        supervisor: &Supervisor,
        happenings: broadcast::Sender<Happening>,
    ) -> Self {
        let (sender, mailbox) = mpsc::channel(options.mailbox);
        let hub = Hub::new(store.epoch(), desk.seq(), id, happenings);
        let reachable = desk
            .agents()
            .filter(|agent| agent.reachability == Reachability::Reachable)
            .map(|agent| agent.id);
        let heard = Arc::new(Heard::since(options.clock.awake(), reachable));
        let lost = Arc::new(AtomicBool::new(false));
        let published = Arc::new(RwLock::new(desk.clone()));
        let writer = Writer {
            id,
            store: store.clone(),
            clock: Arc::clone(&options.clock),
            mailbox,
            published: Arc::clone(&published),
            hub: Arc::clone(&hub),
            heard: Arc::clone(&heard),
            failpoints: options.failpoints.clone(),
            working: Some(desk),
            lost: Arc::clone(&lost),
            set_by: set_before(&*options.clock, last_at),
            tidied_at: options.clock.elapsed(),
            receipts: Receipts::default(),
            presses: std::collections::HashMap::new(),
        };
        supervisor.spawn("the writer of a desk", writer.run());
        let handle = Self {
            inner: Arc::new(Inner {
                id,
                store,
                clock: Arc::clone(&options.clock),
                release: options.release.clone(),
                mailbox: sender,
                published,
                hub,
                heard,
                lost,
                devices: Devices::load(devices),
                tests: Tests::default(),
            }),
        };
        let desk = || Arc::downgrade(&handle.inner);
        let often = options.heartbeat / u32::try_from(HEARTBEAT_SLOTS).unwrap_or(1);
        supervisor.spawn("the heartbeat of a desk", beat(desk(), options.heartbeat));
        supervisor.spawn("the watch over agents", watch(desk(), often));
        handle
    }

    pub fn id(&self) -> DeskId {
        self.inner.id
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
    }

    fn awake(&self) -> Elapsed {
        self.inner.clock.awake()
    }

    pub fn fresh_id<T: From<Uuid>>(&self) -> T {
        ids::fresh(&*self.inner.clock)
    }

    /// Has the desk do something. `Ok` means that it is on the disk.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn execute(
        &self,
        actor: Actor,
        command: Command,
    ) -> Result<Vec<Recorded>, CommandError> {
        self.have_executed(actor, command, None).await
    }

    /// The same for what a form asks for: done once however often this press is sent. What was refused
    /// may be tried again.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn execute_once(
        &self,
        actor: Actor,
        command: Command,
        press: Press,
    ) -> Result<Vec<Recorded>, CommandError> {
        let done = self
            .inner
            .store
            .is_pressed(self.id(), press.agent, &press.key);
        if done.await? {
            return Ok(vec![]);
        }
        self.have_executed(actor, command, Some(press)).await
    }

    async fn have_executed(
        &self,
        actor: Actor,
        command: Command,
        press: Option<Press>,
    ) -> Result<Vec<Recorded>, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Job::Execute {
            actor,
            command,
            press,
            reply,
        })?;
        answer.await.unwrap_or(Err(CommandError::Unavailable))
    }

    /// Takes in a request, once however often the same receipt is shown.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn receive(
        &self,
        actor: Actor,
        new: NewRequest,
        receipt: Option<Receipt>,
    ) -> Result<Received, CommandError> {
        if let Some(receipt) = &receipt {
            let known = self
                .inner
                .store
                .receipt(self.id(), receipt.api_key, &receipt.key)
                .await?;
            if let Some(row) = known {
                return Received::from_row(&row, &receipt.body_hash);
            }
        }
        let (reply, answer) = oneshot::channel();
        self.enqueue(Job::Receive {
            actor,
            command: Command::ReceiveRequest(Box::new(new)),
            receipt,
            reply,
        })?;
        answer.await.unwrap_or(Err(CommandError::Unavailable))
    }

    /// Looks at the committed state. Never waits for the disk.
    pub fn read<T>(&self, look: impl FnOnce(&Desk) -> T) -> T {
        look(
            &self
                .inner
                .published
                .read()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }

    /// What this agent's desktop shows now; `None` for an agent of another desk.
    pub fn snapshot(&self, agent: AgentId, device: DeviceId) -> Option<AgentView> {
        let now = self.now();
        self.read(|desk| {
            AgentView::snapshot(
                desk,
                agent,
                device,
                self.inner.hub.epoch(),
                &self.inner.release,
                now,
            )
        })
    }

    /// A device of the agent acknowledged a heartbeat.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn acknowledge(&self, agent: AgentId) -> Result<(), CommandError> {
        self.inner.heard.note(agent, self.inner.clock.awake());
        self.set_reachability(agent, Reachability::Reachable).await
    }

    /// The agent touched the desktop. Costs nothing unless they had let offers pass.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn touch(&self, agent: AgentId) -> Result<(), CommandError> {
        let has_missed = self.read(|desk| {
            desk.agent(agent)
                .is_some_and(|agent| agent.responding.has_missed())
        });
        if has_missed {
            self.execute(Actor::Agent(agent), Command::Touch { agent })
                .await?;
        }
        Ok(())
    }

    /// A page of the agent has opened a stream. Costs nothing unless their devices had received nothing.
    ///
    /// # Errors
    /// The desk could not be asked.
    pub async fn listens(&self, agent: AgentId) -> Result<(), CommandError> {
        let was_deaf = self.read(|desk| {
            desk.agent(agent)
                .is_some_and(|agent| agent.hearing.is_deaf())
        });
        if was_deaf {
            self.execute(Actor::Desk, Command::Hear { agent }).await?;
        }
        Ok(())
    }

    /// # Errors
    /// The database does not answer.
    pub async fn history(&self, agent: AgentId) -> Result<Vec<TraceLine>, CommandError> {
        let agent = self
            .read(|desk| desk.agent(agent).cloned())
            .ok_or(Rejection::UnknownAgent)?;
        Ok(self.inner.store.history(self.id(), &agent).await?)
    }

    /// A page of the notification trace, newest first; see [`Store::trace`].
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn trace(
        &self,
        filter: &TraceFilter,
        limit: usize,
    ) -> Result<TracePage, CommandError> {
        let members: Vec<_> = self.read(|desk| desk.agents().map(Member::from).collect());
        let page = self.inner.store.trace(self.id(), &members, filter, limit);
        Ok(page.await?)
    }

    /// A request, also one that ended long ago.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn request(&self, id: RequestId) -> Result<Option<Request>, CommandError> {
        match self.read(|desk| desk.request(id).cloned()) {
            Some(request) => Ok(Some(request)),
            None => Ok(self.inner.store.request(self.id(), id).await?),
        }
    }

    /// Ends every stream of a sign-in session at once.
    pub fn end_session(&self, session: &str) {
        self.inner.hub.end_session(session);
    }

    /// Tells a browser that its sign-in ends soon. `false`: no page of it is open.
    pub fn warn_of_end(&self, agent: AgentId, session: &str, at: Timestamp) -> bool {
        let frame = frame::signing_out(at);
        self.inner.hub.tell_session(agent, session, &frame) > 0
    }

    /// The devices of an agent that hold a stream now.
    pub fn connected_devices(&self, agent: AgentId) -> BTreeSet<DeviceId> {
        self.inner.hub.connected(agent)
    }

    /// Has every connected device of an agent show a test, and says which those are.
    pub fn send_test(&self, agent: AgentId, by: &str) -> SentTest {
        let to = self.connected_devices(agent);
        let test = SentTest::new(self.fresh_id(), by, self.now(), to);
        self.inner.tests.put(agent, test.clone());
        self.inner.hub.tell(agent, &frame::test(test.id, by));
        test
    }

    /// A device says what became of a test.
    pub fn note_test(&self, agent: AgentId, device: DeviceId, test: TestId, result: TestResult) {
        if self.inner.tests.note(agent, device, test, result) && result == TestResult::Shown {
            self.note_shown(agent, device);
        }
    }

    /// The last test that was sent to an agent since this server started.
    pub fn last_test(&self, agent: AgentId) -> Option<SentTest> {
        self.inner.tests.get(agent)
    }

    /// How many streams are open.
    pub fn stream_count(&self) -> usize {
        self.inner.hub.count()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn devices_kept(&self) -> &Devices {
        &self.inner.devices
    }

    pub(crate) fn close_streams(&self) {
        self.inner.hub.close();
    }

    pub(crate) fn hub(&self) -> &Arc<Hub> {
        &self.inner.hub
    }

    pub(crate) fn heartbeat(&self, seq: u64) -> Bytes {
        frame::heartbeat(self.now(), seq, &self.inner.release)
    }

    /// Whether the desk could not be read back after a commit that failed.
    pub(crate) fn is_lost(&self) -> bool {
        self.inner.lost.load(Ordering::Relaxed)
    }

    fn enqueue(&self, job: Job) -> Result<(), CommandError> {
        self.inner
            .mailbox
            .try_send(job)
            .map_err(|error| match error {
                mpsc::error::TrySendError::Full(_) => CommandError::Overloaded,
                mpsc::error::TrySendError::Closed(_) => CommandError::Unavailable,
            })
    }

    /// Asks the desk only when this is news.
    async fn set_reachability(
        &self,
        agent: AgentId,
        reachability: Reachability,
    ) -> Result<(), CommandError> {
        let known = self.read(|desk| desk.agent(agent).map(|agent| agent.reachability));
        if known == Some(reachability) {
            return Ok(());
        }
        self.execute(
            Actor::Desk,
            Command::SetReachability {
                agent,
                reachability,
            },
        )
        .await
        .map(drop)
    }
}

/// By how much the clock was set up to where the journal ends. It may have been put back since, while
/// nobody was there to notice; that much is known, because nothing happens before what happened last.
fn set_before(clock: &dyn Clock, last_at: Option<Timestamp>) -> Step {
    let put_back = last_at.map_or(0, |at| at.0.saturating_sub(clock.now().0).max(0));
    Step(clock.set_by().0 + if put_back > SET { put_back } else { 0 })
}

/// Heartbeats, a slot at a time. Waits for nothing but the time: a browser takes a stream without them
/// for dead, whatever keeps the database busy. Ends with the desk.
async fn beat(desk: Weak<Inner>, heartbeat: Duration) {
    let slots = u32::try_from(HEARTBEAT_SLOTS).unwrap_or(1);
    let mut ticks = tokio::time::interval(heartbeat / slots);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for slot in (0..HEARTBEAT_SLOTS).cycle() {
        ticks.tick().await;
        let Some(inner) = desk.upgrade() else { return };
        let handle = DeskHandle { inner };
        handle.hub().heartbeat(slot, |seq| handle.heartbeat(seq));
    }
}

/// Watches over who still answers heartbeats. Ends with the desk.
///
/// Acknowledgements come through this process and its database. While one of them stands still nobody
/// can be heard, so that time is no silence of theirs.
async fn watch(desk: Weak<Inner>, every: Duration) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // While the writer is busy one question is enough.
    let mut asked: Option<oneshot::Receiver<()>> = None;
    loop {
        let late = ticks.tick().await.elapsed();
        let Some(inner) = desk.upgrade() else { return };
        let handle = DeskHandle { inner };
        let heard = &handle.inner.heard;
        if late >= STALL {
            heard.excuse(span(late), handle.awake());
            tracing::warn!(desk.id = %handle.id(), ?late, "the server stood still");
        }
        let answered = asked
            .as_mut()
            .is_none_or(|asked| asked.try_recv() == Err(TryRecvError::Closed));
        if answered && !heard.silent(handle.awake()).is_empty() {
            let (done, doing) = oneshot::channel();
            asked = Some(doing);
            if let Err(error) = handle.enqueue(Job::LookForSilence { _done: done }) {
                tracing::warn!(desk.id = %handle.id(), %error, "who is silent is looked for later");
            }
        }
        // If this hangs, the next tick is late.
        if handle.store().look().await.is_err() {
            heard.excuse(span(every), handle.awake());
        }
    }
}

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
