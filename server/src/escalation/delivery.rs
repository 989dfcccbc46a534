//! One message to one device: sent, sent again where the push service asks for it, given up.

use std::{sync::Arc, time::Duration};

use domain::{
    device::{Device, PushFailure, PushResult, PushSubscription},
    id::{AgentId, RequestId},
    time::{Span, Timestamp},
    view::Row,
};
use engine::DeskHandle;
use push::{Message, Recipient, SendError, Topic, next_attempt};
use uuid::Uuid;

use super::{
    Post, Told,
    due::{Subject, still_due},
    letter::{Ending, Letter},
};

pub struct Delivery {
    pub post: Arc<Post>,
    pub desk: DeskHandle,
    pub agent: AgentId,
    pub device: Device,
    pub to: PushSubscription,
}

impl Delivery {
    /// Tells the device of what rings, for as long as that is so.
    pub async fn ring(self, subject: Subject) {
        let tag = subject.tag();
        self.note(tag, PushResult::Sent);
        for failed in 1.. {
            let Some(due) = still_due(&self.desk, &subject, self.agent, self.device.id) else {
                // It was answered, or the agent is not free any more: nobody is to be told.
                return;
            };
            let left = duration(due.until.since(self.desk.now()));
            let Some(payload) = self.ringing(&subject, due.request) else {
                return;
            };
            let error = match self.send(tag, payload, left).await {
                Ok(()) => {
                    self.note(tag, PushResult::Accepted);
                    let before = self.post.stands(tag, self.agent, self.device.id);
                    if before == Some(Told::TakenBack) {
                        self.take_back(tag, due.request, Ending::Over).await;
                    }
                    return;
                }
                Err(error) => error,
            };
            let (reason, again) = match error {
                SendError::Gone => (PushFailure::Gone, None),
                SendError::Refused(_) | SendError::TooLong => (PushFailure::Refused, None),
                SendError::Endpoint(_) => (PushFailure::Forbidden, None),
                SendError::Busy { retry_after } => (
                    PushFailure::Busy,
                    next_attempt(failed, retry_after, self.left(due.until)),
                ),
                SendError::Unreachable => (
                    PushFailure::Unreachable,
                    next_attempt(failed, None, self.left(due.until)),
                ),
            };
            if matches!(error, SendError::Gone | SendError::Endpoint(_)) {
                self.forget_subscription().await;
            }
            let Some(wait) = again else {
                tracing::info!(agent.id = %self.agent, %error, "not reached by Web Push");
                self.note(tag, PushResult::Failed(reason));
                return;
            };
            let at = self.desk.now() + span(wait);
            self.post.engine.clock().sleep_until(at).await;
        }
    }

    /// Tells the device that it rings no more, if it is connected to its push service just now. A
    /// message that still waits there is thereby replaced, and not delivered at all.
    pub async fn take_back(self, tag: Uuid, request: RequestId, ending: Ending) {
        let customer = self.desk.read(|desk| {
            let request = desk.request(request)?;
            Some(request.customer.clone())
        });
        let customer = customer.unwrap_or_default();
        let payload = self.letter(tag, request).over(&customer, &ending);
        match self.send(tag, payload, Duration::ZERO).await {
            Ok(()) => {}
            Err(SendError::Gone) => self.forget_subscription().await,
            // The popup stays until it is clicked; the desktop then says that it is over.
            Err(error) => tracing::debug!(%error, "a popup could not be taken back by Web Push"),
        }
    }

    fn ringing(&self, subject: &Subject, request: RequestId) -> Option<Vec<u8>> {
        let row = self.desk.read(|desk| {
            let request = desk.request(request)?;
            Some(Row::of(desk, request))
        })?;
        let offer = match subject {
            Subject::Offer(offer) => Some(offer.0),
            Subject::Request { .. } => None,
        };
        let letter = self.letter(subject.tag(), request);
        Some(letter.rings(&row, offer, self.desk.now()))
    }

    fn letter(&self, tag: Uuid, request: RequestId) -> Letter<'_> {
        Letter {
            desk: &self.desk,
            agent: self.agent,
            site: &self.post.site,
            page: &self.device.page,
            tag,
            request,
        }
    }

    async fn send(&self, tag: Uuid, payload: Vec<u8>, ttl: Duration) -> Result<(), SendError> {
        let Ok(recipient) = Recipient::parse(&self.to.p256dh, &self.to.auth) else {
            // Was checked when it was taken in: what is left can only be damage.
            return Err(SendError::Gone);
        };
        let message = Message {
            payload,
            ttl,
            topic: Topic::of(tag.into_bytes()),
        };
        // Never closed.
        let _turn = self.post.at_once.acquire().await;
        let now = self.desk.now().as_unix_millis() / 1_000;
        self.post
            .gateway
            .send(&self.to.endpoint, &recipient, &message, now)
            .await
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

    fn note(&self, tag: Uuid, result: PushResult) {
        let who = (self.agent, self.device.id);
        let (desk, now) = (self.desk.id(), self.desk.now());
        self.post.attempts.note(desk, tag, who, now, result);
    }
}

fn duration(span: Span) -> Duration {
    Duration::from_millis(u64::try_from(span.0).unwrap_or(0))
}

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
