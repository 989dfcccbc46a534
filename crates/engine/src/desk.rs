//! The handle of one desk: how everything outside reaches it.

use std::{
    collections::{BTreeSet, VecDeque},
    sync::{Arc, PoisonError, RwLock, Weak},
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
    time::{Span, Timestamp},
    view::{AgentView, Position, Viewer, project},
};
use storage::{
    DeviceRow, Member, ReceiptRow, Store, StoreError, TraceFilter, TraceLine, TracePage,
};
use thiserror::Error;
use tokio::{
    sync::{broadcast, mpsc, oneshot},
    time::MissedTickBehavior,
};
use uuid::Uuid;

use crate::{
    clock::Clock,
    devices::Devices,
    engine::{Happening, Options},
    frame,
    hub::{EventStream, HEARTBEAT_SLOTS, Hub, Opened, SubscribeError, Subscriber},
    ids,
    reachability::Heard,
    tests_sent::{SentTest, Tests},
    writer::{Job, Writer},
};

/// What is older than this is not replayed; the reader gets a snapshot.
const REPLAYED: Span = Span::days(1);
/// Events read from the journal at once for a replay.
const PAGE: u32 = 1_000;

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
    heard: Heard,
    devices: Devices,
    tests: Tests,
}

/// What the database has of a desk.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub desk: Desk,
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
    /// Starts the writer and the clockwork of a desk.
    pub(crate) fn start(
        id: DeskId,
        Kept { desk, devices }: Kept,
        store: Store,
        options: &Options,
        happenings: broadcast::Sender<Happening>,
    ) -> Self {
        let (sender, mailbox) = mpsc::channel(options.mailbox);
        let hub = Hub::new(store.epoch(), desk.seq(), id, happenings);
        let reachable = desk
            .agents()
            .filter(|agent| agent.reachability == Reachability::Reachable)
            .map(|agent| agent.id);
        let heard = Heard::since(options.clock.now(), reachable);
        let published = Arc::new(RwLock::new(desk.clone()));
        let writer = Writer {
            id,
            store: store.clone(),
            clock: Arc::clone(&options.clock),
            mailbox,
            published: Arc::clone(&published),
            hub: Arc::clone(&hub),
            failpoints: options.failpoints.clone(),
            working: Some(desk),
            tidied_at: options.clock.now(),
            receipts: std::collections::HashMap::new(),
            presses: std::collections::HashMap::new(),
        };
        tokio::spawn(writer.run());
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
                devices: Devices::load(devices),
                tests: Tests::default(),
            }),
        };
        tokio::spawn(clockwork(Arc::downgrade(&handle.inner), options.heartbeat));
        handle
    }

    pub fn id(&self) -> DeskId {
        self.inner.id
    }

    pub fn now(&self) -> Timestamp {
        self.inner.clock.now()
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
        self.inner.heard.note(agent, self.now());
        self.set_reachability(agent, Reachability::Reachable).await
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

    /// Opens an event stream: what happened after `since` and then whatever happens; or, without
    /// `since`, a snapshot first.
    ///
    /// # Errors
    /// The session has too many streams, or the journal can't be read.
    pub async fn subscribe(
        &self,
        who: &Subscriber,
        since: Option<Position>,
    ) -> Result<EventStream, SubscribeError> {
        let viewer = self
            .read(|desk| desk.agent(who.agent).map(Viewer::from))
            .ok_or(SubscribeError::UnknownAgent)?;
        match since {
            None => self.begin(viewer, who, VecDeque::new()),
            Some(since) => match self.resume(&viewer, who, &since).await? {
                Some(stream) => Ok(stream),
                None => self.begin(viewer, who, VecDeque::from([frame::resync()])),
            },
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

    /// A stream that goes on where the reader was; `None` when that is too long ago, ahead of us, or
    /// in another journal.
    async fn resume(
        &self,
        viewer: &Viewer,
        who: &Subscriber,
        since: &Position,
    ) -> Result<Option<EventStream>, SubscribeError> {
        let hub = &self.inner.hub;
        if since.epoch != hub.epoch() {
            return Ok(None);
        }
        // From here on the stream collects what happens, so the replay can take its time.
        let opened = hub.open(viewer.clone(), who, |fanned_out| {
            // The reader's snapshot may have been ahead of the streams by a batch, see `begin`.
            fanned_out.max(since.seq.min(self.read(Desk::seq)))
        })?;
        if since.seq > opened.up_to {
            return Ok(None);
        }
        let Some(mut head) = self.missed(viewer, since.seq, &opened).await? else {
            return Ok(None);
        };
        head.push_back(self.heartbeat(opened.up_to));
        Ok(Some(opened.begin(head)))
    }

    async fn missed(
        &self,
        viewer: &Viewer,
        after: u64,
        opened: &Opened,
    ) -> Result<Option<VecDeque<Bytes>>, SubscribeError> {
        let hub = &self.inner.hub;
        if let Some(recent) = hub.recent(after, opened.up_to) {
            return Ok(Some(
                recent
                    .iter()
                    .filter_map(|recorded| self.frame_for(viewer, recorded))
                    .collect(),
            ));
        }
        let oldest = self
            .inner
            .store
            .happened_after(self.id(), after)
            .await
            .map_err(|_| SubscribeError::Unavailable)?;
        if oldest.is_some_and(|at| self.now().since(at) > REPLAYED) {
            return Ok(None);
        }
        let mut head = VecDeque::new();
        let mut after = after;
        while after < opened.up_to {
            let page = self
                .inner
                .store
                .journal(self.id(), after, PAGE)
                .await
                .map_err(|_| SubscribeError::Unavailable)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            head.extend(
                page.iter()
                    .filter(|recorded| recorded.seq <= opened.up_to)
                    .filter_map(|recorded| self.frame_for(viewer, recorded)),
            );
        }
        Ok(Some(head))
    }

    fn begin(
        &self,
        viewer: Viewer,
        who: &Subscriber,
        mut head: VecDeque<Bytes>,
    ) -> Result<EventStream, SubscribeError> {
        let mut view = None;
        let opened = self.inner.hub.open(viewer, who, |fanned_out| {
            // Taken while nothing can be fanned out. The snapshot may be ahead of the streams by a
            // batch that is just being answered; the stream then skips that batch.
            view = self.snapshot(who.agent, who.device);
            view.as_ref()
                .map_or(fanned_out, |view| view.position.seq.max(fanned_out))
        })?;
        let view = view.ok_or(SubscribeError::UnknownAgent)?;
        head.push_back(frame::snapshot(&view));
        head.push_back(self.heartbeat(opened.up_to));
        Ok(opened.begin(head))
    }

    fn frame_for(&self, viewer: &Viewer, recorded: &Recorded) -> Option<Bytes> {
        project(recorded)
            .into_iter()
            .find(|(audience, _)| audience.includes(viewer))
            .map(|(_, message)| {
                frame::message(self.inner.hub.epoch(), recorded.seq, recorded.at, &message)
            })
    }

    fn heartbeat(&self, seq: u64) -> Bytes {
        frame::heartbeat(self.now(), seq, &self.inner.release)
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

/// Heartbeats, a slot at a time, and the watch over who still answers them. Ends with the desk.
async fn clockwork(desk: Weak<Inner>, heartbeat: Duration) {
    let slots = u32::try_from(HEARTBEAT_SLOTS).unwrap_or(1);
    let mut ticks = tokio::time::interval(heartbeat / slots);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for slot in (0..HEARTBEAT_SLOTS).cycle() {
        ticks.tick().await;
        let Some(inner) = desk.upgrade() else { return };
        let handle = DeskHandle { inner };
        handle
            .inner
            .hub
            .heartbeat(slot, |seq| handle.heartbeat(seq));
        for agent in handle.inner.heard.fallen_silent(handle.now()) {
            let lost = handle.set_reachability(agent, Reachability::Unreachable);
            if let Err(error) = lost.await {
                // Asked again when they have been silent for as long once more.
                handle.inner.heard.note(agent, handle.now());
                tracing::warn!(agent.id = %agent, %error, "the agent can't be marked unreachable");
            }
        }
    }
}
