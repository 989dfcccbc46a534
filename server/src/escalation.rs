//! The second channel: an offer that a device has not acknowledged within three seconds is sent to it
//! by Web Push, and taken back by Web Push when it is over.
//!
//! One task for all desks listens to what happens and waits for the next offer whose three seconds are
//! over; it costs nothing while nothing rings. Whether somebody is to be told is asked of the desk at
//! the last moment, before every attempt: an agent who became busy meanwhile hears nothing.

mod delivery;
mod due;
mod letter;
mod record;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque, btree_map::Entry},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::{
    device::Permission,
    event::{Event, Recorded},
    id::{AgentId, DeskId, DeviceId, RequestId},
    notification::{Decision, Suppression},
    time::{Span, Timestamp},
};
use engine::{Engine, Happening};
use push::Gateway;
use tokio::{
    sync::{Semaphore, broadcast::error::RecvError},
    task::JoinSet,
};
use uuid::Uuid;

use self::{
    delivery::Delivery,
    due::{Subject, due},
    letter::Ending,
    record::{Attempts, Recorder},
};

/// A device has this long to say that it has an offer.
const PATIENCE: Span = Span::seconds(3);
/// What was sent is remembered for this long, so that it can be taken back.
const REMEMBERED: Span = Span::minutes(60);
/// Messages on their way at once. More would only wait for each other at the same push services.
const AT_ONCE: usize = 64;

/// The task that escalates.
pub struct Escalation {
    post: Arc<Post>,
    happenings: tokio::sync::broadcast::Receiver<Happening>,
    recorder: Recorder,
    /// In the order of their time: all wait equally long.
    waiting: VecDeque<(Timestamp, DeskId, Subject)>,
    deliveries: JoinSet<()>,
}

/// What the deliveries share.
struct Post {
    engine: Engine,
    gateway: Gateway,
    /// Where browsers find the desktop.
    site: String,
    attempts: Attempts,
    at_once: Semaphore,
    sent: Mutex<BTreeMap<Uuid, Sent>>,
}

/// To whom something was sent, and how far it came there.
#[derive(Debug)]
struct Sent {
    at: Timestamp,
    to: BTreeMap<(AgentId, DeviceId), Told>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    OnItsWay,
    /// The push service has it: a popup stands, or will.
    Standing,
    TakenBack,
}

impl Escalation {
    /// Listens from here on. `site` is where browsers find the desktop.
    pub fn new(engine: Engine, gateway: Gateway, site: String) -> Self {
        let (attempts, recorder) = record::pair();
        Self {
            happenings: engine.happenings(),
            recorder,
            waiting: VecDeque::new(),
            deliveries: JoinSet::new(),
            post: Arc::new(Post {
                engine,
                gateway,
                site,
                attempts,
                at_once: Semaphore::new(AT_ONCE),
                sent: Mutex::default(),
            }),
        }
    }

    /// Runs for as long as the server does. Dropped, it takes what is on its way with it.
    pub async fn run(mut self) {
        let store = self.post.engine.store().clone();
        let recorder = std::mem::take(&mut self.recorder);
        self.deliveries.spawn(recorder.run(store));
        loop {
            let next = self.waiting.front().map(|(at, ..)| *at);
            let post = Arc::clone(&self.post);
            tokio::select! {
                happening = self.happenings.recv() => match happening {
                    Ok(happening) => self.note(&happening),
                    Err(RecvError::Lagged(missed)) => {
                        tracing::warn!(missed, "too much happens: some offers are not sent by Web Push");
                    }
                    Err(RecvError::Closed) => return,
                },
                () = until(&post, next) => self.send_what_is_due(),
                Some(ended) = self.deliveries.join_next() => {
                    if let Err(error) = ended {
                        tracing::error!(%error, "a message by Web Push ended badly");
                    }
                }
            }
        }
    }

    fn note(&mut self, happening: &Happening) {
        let Recorded { at, event, .. } = &*happening.recorded;
        let desk = happening.desk;
        match event {
            Event::OfferMade { offer, .. } | Event::OfferJoined { offer, .. } => {
                self.wait(*at, desk, Subject::Offer(*offer));
            }
            Event::NotificationsDecided {
                request, decisions, ..
            } if decisions
                .distinct()
                .any(|decision| decision == Decision::Suppress(Suppression::Unreachable)) =>
            {
                let decided = Arc::clone(&happening.recorded);
                let request = *request;
                self.wait(*at, desk, Subject::Request { request, decided });
            }
            Event::OfferLeft {
                offer,
                request,
                agent,
                ..
            } => self.take_back(desk, offer.0, *request, Some(*agent), &Ending::Over),
            Event::OfferTimedOut { offer, request, .. } => {
                self.take_back(desk, offer.0, *request, None, &Ending::TimedOut);
            }
            Event::OfferWithdrawn { offer, request, .. } => {
                self.take_back(desk, offer.0, *request, None, &Ending::Over);
            }
            Event::RequestConnected {
                request,
                agent,
                offer,
                ..
            } => {
                let taken = Ending::TakenBy(agent.name.clone());
                if let Some(offer) = offer {
                    self.take_back(desk, offer.0, *request, None, &taken);
                }
                self.take_back(desk, request.0, *request, None, &taken);
            }
            Event::RequestCancelled { request, .. } | Event::RequestExpired { request, .. } => {
                self.take_back(desk, request.0, *request, None, &Ending::Over);
            }
            _ => {}
        }
    }

    fn wait(&mut self, since: Timestamp, desk: DeskId, subject: Subject) {
        self.waiting.push_back((since + PATIENCE, desk, subject));
    }

    fn send_what_is_due(&mut self) {
        let now = self.post.engine.clock().now();
        while let Some((_, desk, subject)) = self.waiting.pop_front_if(|(at, ..)| *at <= now) {
            let Some(desk) = self.post.engine.desk(desk) else {
                continue;
            };
            self.post.forget_old(now);
            let targets = desk.read(|state| {
                desk.push_targets(|agent| due(state, &subject, agent, None, now).is_some())
            });
            for (agent, device, to) in targets {
                if device.permission == Permission::Denied
                    || !device.web_push.is_on()
                    || !self.post.is_first(subject.tag(), agent, device.id, now)
                {
                    continue;
                }
                let delivery = Delivery {
                    post: Arc::clone(&self.post),
                    desk: desk.clone(),
                    agent,
                    device,
                    to,
                };
                self.deliveries.spawn(delivery.ring(subject.clone()));
            }
        }
    }

    /// Something is over, for one agent or for all: whoever was told of it and has no page open that
    /// would close the popup is told that too.
    fn take_back(
        &mut self,
        desk: DeskId,
        tag: Uuid,
        request: RequestId,
        agent: Option<AgentId>,
        ending: &Ending,
    ) {
        let told = self.post.take_standing(tag, agent);
        if told.is_empty() {
            return;
        }
        let Some(desk) = self.post.engine.desk(desk) else {
            return;
        };
        for (agent, device, to) in
            desk.push_targets(|agent| told.iter().any(|(who, _)| *who == agent))
        {
            if !told.contains(&(agent, device.id))
                || desk.connected_devices(agent).contains(&device.id)
            {
                continue;
            }
            let delivery = Delivery {
                post: Arc::clone(&self.post),
                desk: desk.clone(),
                agent,
                device,
                to,
            };
            self.deliveries
                .spawn(delivery.take_back(tag, request, ending.clone()));
        }
    }
}

impl Post {
    /// Whether nothing was sent to this device about this yet; from here on, something was.
    fn is_first(&self, tag: Uuid, agent: AgentId, device: DeviceId, now: Timestamp) -> bool {
        let mut sent = self.sent();
        let known = sent.entry(tag).or_insert_with(|| Sent {
            at: now,
            to: BTreeMap::new(),
        });
        match known.to.entry((agent, device)) {
            Entry::Vacant(free) => {
                free.insert(Told::OnItsWay);
                true
            }
            Entry::Occupied(_) => false,
        }
    }

    /// The push service has taken it. What it was before: it may be over already.
    fn stands(&self, tag: Uuid, agent: AgentId, device: DeviceId) -> Option<Told> {
        let mut sent = self.sent();
        let told = sent.get_mut(&tag)?.to.get_mut(&(agent, device))?;
        let before = *told;
        if before == Told::OnItsWay {
            *told = Told::Standing;
        }
        Some(before)
    }

    /// Where a popup about this stands; it is taken back but once. Who is told of it nevertheless,
    /// because it is just on its way, takes it back on arrival.
    fn take_standing(&self, tag: Uuid, agent: Option<AgentId>) -> BTreeSet<(AgentId, DeviceId)> {
        let mut sent = self.sent();
        let Some(known) = sent.get_mut(&tag) else {
            return BTreeSet::new();
        };
        known
            .to
            .iter_mut()
            .filter(|((who, _), _)| agent.is_none_or(|agent| agent == *who))
            .filter_map(|(who, told)| {
                let before = std::mem::replace(told, Told::TakenBack);
                (before == Told::Standing).then_some(*who)
            })
            .collect()
    }

    fn forget_old(&self, now: Timestamp) {
        self.sent()
            .retain(|_, sent| now.since(sent.at) < REMEMBERED);
    }

    fn sent(&self) -> MutexGuard<'_, BTreeMap<Uuid, Sent>> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn until(post: &Post, at: Option<Timestamp>) {
    match at {
        Some(at) => post.engine.clock().sleep_until(at).await,
        None => std::future::pending().await,
    }
}
