//! The second channel: an offer that a device has not acknowledged within three seconds is sent to it
//! by Web Push, and taken back by Web Push when it is over.
//!
//! One task for all desks. What is to be done follows from what is so: the desk says what rings for
//! whom and what is over ([`due`]), the [`Ledger`] what devices were told of it. Events are only a
//! reason to look again, so a restart, or a task that fell behind, misses nothing: it looks at
//! everything once. Whether somebody is to be told is asked of the desk at the last moment, before
//! every attempt: an agent who became busy meanwhile hears nothing.

mod catch_up;
mod delivery;
mod dispatch;
mod due;
mod lanes;
mod ledger;
mod letter;
mod news;
mod record;
mod watch;

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::Arc,
    time::Duration,
};

use domain::{
    event::{Event, Recorded},
    id::{AgentId, DeskId, RequestId},
    notification::{Decision, Decisions, Suppression},
    time::{Step, Timestamp},
};
use engine::{Engine, Happening};
use push::Gateway;
use tokio::{
    sync::broadcast::{
        Receiver,
        error::{RecvError, TryRecvError},
    },
    task::{self, JoinSet},
};

use self::{
    catch_up::Behind,
    due::{Subject, due},
    lanes::Lanes,
    ledger::{Key, Ledger, Place, Told},
    news::{Concern, concern},
    record::{Attempts, Recorder},
    watch::Watch,
};

/// How soon the database is asked again that did not answer.
const RETRY: Duration = Duration::from_secs(1);

/// The task that escalates.
pub struct Escalation {
    post: Arc<Post>,
    happenings: Receiver<Happening>,
    recorder: Option<Recorder>,
    behind: Behind,
    /// By how much the clock had been set when the desks last told of it. Until they have moved what
    /// runs, it looks as if all of that were over, or yet to come.
    set_by: Step,
    ledger: Ledger,
    watches: BTreeMap<Key, Watch>,
    /// To be looked at.
    touched: BTreeSet<Key>,
    /// What they come to: how far the device was told, or that nothing is there any more.
    deliveries: JoinSet<Option<Told>>,
    underway: HashMap<task::Id, (Key, Place)>,
}

/// What the deliveries share.
struct Post {
    engine: Engine,
    gateway: Gateway,
    /// Where browsers find the desktop.
    site: String,
    attempts: Attempts,
    lanes: Lanes,
}

impl Escalation {
    /// Listens from here on. `site` is where browsers find the desktop.
    pub fn new(engine: Engine, gateway: Gateway, site: String) -> Self {
        let (attempts, recorder) = record::pair(engine.store().clone());
        Self {
            happenings: engine.happenings(),
            recorder: Some(recorder),
            behind: Behind::Everything,
            set_by: engine.clock().set_by(),
            ledger: Ledger::default(),
            watches: BTreeMap::new(),
            touched: BTreeSet::new(),
            deliveries: JoinSet::new(),
            underway: HashMap::new(),
            post: Arc::new(Post {
                engine,
                gateway,
                site,
                attempts,
                lanes: Lanes::default(),
            }),
        }
    }

    /// Runs for as long as the server does. Dropped, it takes what is on its way with it.
    pub async fn run(mut self) {
        let mut beside = JoinSet::new();
        if let Some(recorder) = self.recorder.take() {
            beside.spawn(recorder.run());
        }
        loop {
            if self.behind != Behind::Nothing
                && let Err(error) = self.catch_up().await
            {
                tracing::warn!(%error, "what is to be sent by Web Push can't be read yet");
            }
            let post = Arc::clone(&self.post);
            let set_by = post.engine.clock().set_by();
            let mut next = None;
            if self.behind != Behind::Everything && set_by == self.set_by {
                self.look_at_what_was_touched();
                next = self.watches.values().filter_map(|watch| watch.next).min();
            }
            let is_unsure = self.behind != Behind::Nothing || set_by != self.set_by;
            tokio::select! {
                happening = self.happenings.recv() => match happening {
                    Ok(happening) => self.note(&happening),
                    Err(RecvError::Lagged(missed)) => self.fell_behind(missed),
                    Err(RecvError::Closed) => return,
                },
                () = until(&post, next) => self.touch_what_is_due(),
                Some(ended) = self.deliveries.join_next_with_id() => self.arrived(ended),
                Some(ended) = beside.join_next() => {
                    tracing::error!(?ended, "nothing about Web Push is written down any more");
                }
                // A desk on which nothing runs says nothing of its clock.
                () = tokio::time::sleep(RETRY), if is_unsure => self.set_by = set_by,
            }
            self.note_what_else_happened();
        }
    }

    fn fell_behind(&mut self, missed: u64) {
        tracing::info!(
            missed,
            "too much happens to listen to: everything is looked at instead"
        );
        if self.behind == Behind::Nothing {
            self.behind = Behind::Happenings;
        }
    }

    /// One look at the desk does for all that has happened by now.
    fn note_what_else_happened(&mut self) {
        loop {
            match self.happenings.try_recv() {
                Ok(happening) => self.note(&happening),
                Err(TryRecvError::Lagged(missed)) => self.fell_behind(missed),
                Err(TryRecvError::Empty | TryRecvError::Closed) => return,
            }
        }
    }

    fn note(&mut self, happening: &Happening) {
        let Recorded { at, event, .. } = &*happening.recorded;
        let desk = happening.desk;
        match event {
            Event::OfferMade { offer, request, .. } | Event::OfferJoined { offer, request, .. } => {
                let (offer, request) = (*offer, *request);
                self.watch(desk, Subject::Offer { offer, request });
            }
            Event::NotificationsDecided {
                request, decisions, ..
            } => self.watch_unoffered(desk, *request, *at, decisions),
            Event::ClockStepped { by } => {
                for (_, watch) in self.watches.range_mut(all_of(desk)) {
                    watch.step(*by);
                }
                self.set_by = self.post.engine.clock().set_by();
            }
            _ => {}
        }
        self.touch(desk, concern(event));
    }

    /// Has what this concerns looked at again.
    fn touch(&mut self, desk: DeskId, concern: Concern) {
        let Some(handle) = self.post.engine.desk(desk) else {
            return;
        };
        let now = handle.now();
        let is_for = |key: Key, watch: &Watch, agent: AgentId| {
            let told = self.ledger.standing(key);
            told.iter().any(|(told, _)| *told == agent)
                || handle.read(|desk| due(desk, &watch.subject, agent, now).is_some())
        };
        let is_about = |watch: &Watch, request| watch.subject.request() == request;
        for (key, watch) in self.watches.range(all_of(desk)) {
            let concerned = match concern {
                Concern::Nothing => false,
                Concern::Request(request) => is_about(watch, request),
                Concern::Agent(agent) => is_for(*key, watch, agent),
                Concern::RequestAndAgent(request, agent) => {
                    is_about(watch, request) || is_for(*key, watch, agent)
                }
                Concern::Desk => true,
            };
            if concerned {
                self.touched.insert(*key);
            }
        }
    }

    fn touch_what_is_due(&mut self) {
        let now = self.post.engine.clock().now();
        let due = self
            .watches
            .iter()
            .filter(|(_, watch)| watch.next.is_some_and(|next| next <= now));
        self.touched.extend(due.map(|(key, _)| *key));
    }

    fn watch(&mut self, desk: DeskId, subject: Subject) {
        let key = (desk, subject.tag());
        let watch = || Watch::new(subject);
        self.watches.entry(key).or_insert_with(watch);
    }

    /// Only who is unreachable can be told of what was offered to nobody.
    fn watch_unoffered(
        &mut self,
        desk: DeskId,
        request: RequestId,
        at: Timestamp,
        decisions: &Decisions,
    ) {
        let unreachable = Decision::Suppress(Suppression::Unreachable);
        if !decisions.distinct().any(|decision| decision == unreachable) {
            return;
        }
        let key = (desk, request.0);
        let known = self.watches.get(&key).map(|watch| &watch.subject);
        if matches!(known, Some(Subject::Request { at: known, .. }) if *known >= at) {
            return;
        }
        let decisions = Arc::new(decisions.clone());
        let subject = Subject::Request {
            request,
            at,
            decisions,
        };
        self.ledger.begin_anew(key);
        self.watches.insert(key, Watch::new(subject));
        self.touched.insert(key);
    }
}

/// Everything about one desk.
fn all_of(desk: DeskId) -> std::ops::RangeInclusive<Key> {
    (desk, uuid::Uuid::nil())..=(desk, uuid::Uuid::max())
}

async fn until(post: &Post, at: Option<Timestamp>) {
    match at {
        Some(at) => post.engine.clock().sleep_until(at).await,
        None => std::future::pending().await,
    }
}
