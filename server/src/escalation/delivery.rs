//! One message to one device: sent, sent again where the push service asks for it, given up.

use std::{sync::Arc, time::Duration};

use domain::{
    device::{Device, PushResult, PushSubscription},
    id::AgentId,
    time::{Span, Timestamp},
    view::Row,
};
use engine::DeskHandle;
use push::{Message, Recipient, SendError, Topic};
use storage::{Popup, PushAttempt};

use super::{
    due::{due, is_dealt_with},
    lanes::{Answer, Turn},
    ledger::Told,
    letter::{Ending, Letter},
    post::Post,
    refusal,
    subject::Subject,
};

/// A popup that can't be taken back by then stays until somebody sees to it.
const TAKEN_BACK_WITHIN: Span = Span::minutes(5);

/// Whom to tell of what, and where.
pub struct Delivery {
    pub post: Arc<Post>,
    pub desk: DeskHandle,
    pub subject: Subject,
    pub agent: AgentId,
    pub device: Device,
    pub to: PushSubscription,
}

/// What one try came to.
enum Try {
    /// The push service asked for patience before it was even called.
    Held(SendError),
    Called(Result<(), SendError>),
    /// Nobody is to be told any more.
    Moot,
}

/// Whether the database knows of the message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Begun {
    NotYet,
    WrittenDown,
}

impl Delivery {
    /// Tells the device of what rings, for as long as that is so.
    pub async fn ring(self) -> Option<Told> {
        // Whether a message may have come through although nobody said so.
        let mut popup = Popup::Gone;
        let mut begun = Begun::NotYet;
        for failed in 1.. {
            let error = match self.try_ringing(&mut begun).await {
                Try::Called(Ok(())) => {
                    self.note(PushResult::Accepted, Popup::MayStand);
                    return Some(Told::Standing);
                }
                Try::Moot => return self.moot(popup, begun),
                Try::Held(error) | Try::Called(Err(error)) => error,
            };
            if error == SendError::Unanswered {
                popup = Popup::MayStand;
            }
            if matches!(error, SendError::Gone | SendError::Endpoint(_)) {
                self.forget_subscription().await;
            }
            let left = self.due().map(|until| self.left(until)).unwrap_or_default();
            let Some(wait) = refusal::patience(&error, failed, left) else {
                tracing::info!(agent.id = %self.agent, %error, "not reached by Web Push");
                self.note(PushResult::Failed(refusal::reason(&error)), popup);
                return Some(told(popup));
            };
            self.post.engine.clock().sleep(span(wait)).await;
        }
        Some(told(popup))
    }

    /// Whoever waited for a turn is asked about again: they may have become busy, or it may be over.
    async fn try_ringing(&self, begun: &mut Begun) -> Try {
        if self.due().is_none() {
            return Try::Moot;
        }
        let turn = match self.turn().await {
            Ok(turn) => turn,
            Err(error) => return Try::Held(error),
        };
        if self.due().is_none() {
            return Try::Moot;
        }
        if *begun == Begun::NotYet {
            // What is not written down could not be taken back after a restart.
            let attempt = self.attempt(PushResult::Sent, Popup::MayStand);
            self.post.attempts.note_first(self.desk.id(), attempt).await;
            *begun = Begun::WrittenDown;
        }
        let (Some(until), Some(payload)) = (self.due(), self.ringing()) else {
            return Try::Moot;
        };
        Try::Called(self.send(turn, payload, self.left(until)).await)
    }

    /// Tells the device that it rings no more, if it is connected to its push service just now. A
    /// message that still waits there is thereby replaced, and not delivered at all.
    pub async fn take_back(self, ending: Ending) -> Option<Told> {
        let begun = self.post.engine.clock().elapsed();
        let request = self.desk.request(self.subject.request()).await;
        let customer = request.ok().flatten().map(|request| request.customer);
        let payload = self.letter().over(&customer.unwrap_or_default(), &ending);
        for failed in 1.. {
            // A page that has come meanwhile takes it away itself.
            if self.is_connected() {
                break;
            }
            let sent = match self.turn().await {
                Ok(turn) => self.send(turn, payload.clone(), Duration::ZERO).await,
                Err(held) => Err(held),
            };
            let error = match sent {
                Ok(()) => break,
                Err(SendError::Gone) => {
                    self.forget_subscription().await;
                    break;
                }
                Err(error) => error,
            };
            let tried_for = self.post.engine.clock().elapsed().since(begun);
            let left = duration(Span(TAKEN_BACK_WITHIN.0 - tried_for.0));
            let Some(wait) = refusal::patience(&error, failed, left) else {
                // The popup stays until it is clicked; the desktop then says that it is over.
                tracing::debug!(%error, "a popup could not be taken back by Web Push");
                break;
            };
            self.post.engine.clock().sleep(span(wait)).await;
        }
        self.note_gone();
        None
    }

    /// Whether a page of the device is open.
    pub fn is_connected(&self) -> bool {
        let connected = self.desk.connected_devices(self.agent);
        connected.contains(&self.device.id)
    }

    /// Until when this device is to be told, if it still is.
    fn due(&self) -> Option<Timestamp> {
        let (subject, agent) = (&self.subject, self.agent);
        self.desk.read(|desk| {
            let knows = is_dealt_with(desk, subject, agent, self.device.id);
            due(desk, subject, agent, self.desk.now()).filter(|_| !knows)
        })
    }

    /// Over, or not for this agent any more: what may stand is taken back, what does not is forgotten.
    fn moot(&self, popup: Popup, begun: Begun) -> Option<Told> {
        match (popup, begun) {
            (Popup::MayStand, _) => Some(Told::Standing),
            (Popup::Gone, Begun::WrittenDown) => {
                self.note_gone();
                None
            }
            (Popup::Gone, Begun::NotYet) => None,
        }
    }

    fn ringing(&self) -> Option<Vec<u8>> {
        let row = self.desk.read(|desk| {
            let request = desk.request(self.subject.request())?;
            Some(Row::of(desk, request))
        })?;
        let offer = match &self.subject {
            Subject::Offer { offer, .. } => Some(offer.0),
            Subject::Request { .. } => None,
        };
        Some(self.letter().rings(&row, offer, self.desk.now()))
    }

    fn letter(&self) -> Letter<'_> {
        Letter {
            desk: &self.desk,
            agent: self.agent,
            site: &self.post.site,
            page: &self.device.page,
            tag: self.subject.tag(),
            request: self.subject.request(),
        }
    }

    async fn turn(&self) -> Result<Turn, SendError> {
        let endpoint = &self.to.endpoint;
        let service = self.post.gateway.service_of(endpoint)?;
        let turn = self
            .post
            .lanes
            .turn(self.post.engine.clock(), &service, endpoint);
        let held = |for_so_long| SendError::Busy {
            retry_after: Some(duration(for_so_long)),
        };
        turn.await.map_err(held)
    }

    async fn send(&self, turn: Turn, payload: Vec<u8>, ttl: Duration) -> Result<(), SendError> {
        let Ok(recipient) = Recipient::parse(&self.to.p256dh, &self.to.auth) else {
            // Was checked when it was taken in: what is left can only be damage.
            return Err(SendError::Gone);
        };
        let message = Message {
            payload,
            ttl,
            topic: Topic::of(self.subject.tag().into_bytes()),
        };
        let now = self.desk.now().as_unix_millis() / 1_000;
        let gateway = &self.post.gateway;
        let sent = gateway
            .send(&self.to.endpoint, &recipient, &message, now)
            .await;
        let answer = match sent {
            Err(SendError::Unreachable | SendError::Unanswered) => Answer::NoneCame,
            Err(SendError::Busy {
                retry_after: Some(asked),
            }) => Answer::LeaveService(span(asked)),
            Err(SendError::TooMany {
                retry_after: Some(asked),
            }) => Answer::LeaveAddress(span(asked)),
            Ok(()) | Err(_) => Answer::Came,
        };
        turn.end(answer, self.post.engine.clock().elapsed());
        sent
    }

    /// Unless the device has a new one by now.
    async fn forget_subscription(&self) {
        let known = self.desk.devices(self.agent);
        let same = known.iter().any(|known| {
            known.device.id == self.device.id && known.push.as_ref() == Some(&self.to)
        });
        if !same {
            return;
        }
        let forgotten = self.desk.unsubscribe_push(self.agent, self.device.id).await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "a subscription that is gone is kept for now");
        }
    }

    fn left(&self, until: Timestamp) -> Duration {
        duration(until.since(self.desk.now()))
    }

    fn note(&self, result: PushResult, popup: Popup) {
        let attempt = self.attempt(result, popup);
        self.post.attempts.note(self.desk.id(), attempt);
    }

    /// The popup is not there any more, or somebody else sees to it.
    fn note_gone(&self) {
        let key = (self.desk.id(), self.subject.tag());
        self.post
            .attempts
            .note_gone(key, (self.agent, self.device.id));
    }

    fn attempt(&self, result: PushResult, popup: Popup) -> PushAttempt {
        PushAttempt {
            tag: self.subject.tag().to_string(),
            request: self.subject.request(),
            agent: self.agent,
            device: self.device.id,
            at: self.desk.now(),
            result,
            popup,
        }
    }
}

/// What stands on the device once no more tries are made.
fn told(popup: Popup) -> Told {
    match popup {
        Popup::MayStand => Told::Standing,
        Popup::Gone => Told::GivenUp,
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(u64::try_from(span.0).unwrap_or(0))
}

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
