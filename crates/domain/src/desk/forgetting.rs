//! What a desk keeps of what ended, and for how long.
//!
//! Few: a page may still have an outcome or a note, and whoever presses *Connect* too late is told who was
//! first. All of it is in the database, whence what a command needs and memory has lost comes back.

use super::Desk;
use crate::{request::Request, time::Timestamp};

/// More requests that have ended are not kept in memory, however lately they did. A desk under load ends
/// thousands a second.
const ENDED_AT_MOST: usize = 2_048;

impl Desk {
    /// Drops what ended long enough ago. It stays in the database; this is housekeeping of memory
    /// and no event. What it costs depends on how much there is to drop, not on how much there is.
    pub fn forget_ended(&mut self, now: Timestamp) {
        while self.forget_some(now, usize::MAX) {}
    }

    /// The same, a part of it: at most so many things of each sort, so that whoever waits for the desk does
    /// not wait long. Whether there is more to drop.
    ///
    /// Not between an event and its commit: what is written is taken from the desk.
    pub fn forget_some(&mut self, now: Timestamp, at_most: usize) -> bool {
        let mut requests = 0;
        while let Some((at, request)) = self.forgets_at.first().copied()
            && (at <= now || self.ended.len() > ENDED_AT_MOST)
        {
            if requests == at_most {
                return true;
            }
            requests += 1;
            self.forgets_at.pop_first();
            self.ended.remove(&request);
        }
        for _ in 0..at_most {
            let Some(offer) = self.over.pop_first() else {
                break;
            };
            self.offers.remove(&offer);
        }
        let more_offers = self.past_offers.forget_some(now, at_most);
        more_offers || !self.over.is_empty()
    }

    /// Takes in again a request that has ended and that memory has lost before its time, as the database has
    /// it: for a command that is about it.
    pub fn recall(&mut self, request: Request, now: Timestamp) {
        let is_known_still = request.known_until().is_some_and(|until| now < until);
        if is_known_still && self.request(request.id).is_none() {
            self.put_request(request);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        id::{AgentId, RequestId},
        request::State,
    };

    fn cancelled(number: u128, at: i64) -> Request {
        let id = uuid::Uuid::from_u128(number);
        let row = serde_json::json!({
            "id": id, "kind": "new_request", "channel": "voice", "customer": {}, "team": id,
            "created_at": 0, "state": {"name": "cancelled", "at": at},
        });
        serde_json::from_value(row).expect("a request")
    }

    fn closed(number: u128, at: i64) -> Request {
        let mut request = cancelled(number, at);
        request.state = State::Closed {
            agent: Some(AgentId(uuid::Uuid::from_u128(1))),
            outcome: crate::request::Outcome::NoOutcomeGiven,
            note: None,
            at: Timestamp(at),
            closing: crate::request::Closing::ByItself,
        };
        request
    }

    fn desk_with(ended: impl IntoIterator<Item = Request>) -> Desk {
        Desk::from_contents(crate::desk::Contents {
            requests: ended.into_iter().collect(),
            ..Default::default()
        })
    }

    fn count(desk: &Desk) -> usize {
        desk.requests().count()
    }

    #[test]
    fn of_what_ended_so_much_is_kept_and_what_may_be_filed_longest() {
        let many = u128::try_from(ENDED_AT_MOST).unwrap();
        let cancelled = (0..many).map(|number| cancelled(number, 5));
        let mut desk = desk_with(cancelled.chain([closed(many, 0)]));
        assert_eq!(count(&desk), ENDED_AT_MOST + 1);
        desk.forget_ended(Timestamp(5));
        assert_eq!(count(&desk), ENDED_AT_MOST);
        let kept = RequestId(uuid::Uuid::from_u128(many));
        assert!(desk.request(kept).is_some());
    }

    #[test]
    fn it_is_forgotten_in_parts() {
        let mut desk = desk_with((0..5).map(|number| cancelled(number, 0)));
        let late = Timestamp(i64::MAX);
        assert!(desk.forget_some(late, 2));
        assert_eq!(count(&desk), 3);
        assert!(desk.forget_some(late, 2));
        assert!(!desk.forget_some(late, 2));
        assert_eq!(count(&desk), 0);
    }

    #[test]
    fn what_was_lost_before_its_time_comes_back_and_what_is_older_does_not() {
        let mut desk = Desk::default();
        let request = closed(7, 0);
        desk.recall(request.clone(), Timestamp(3_600_000));
        assert_eq!(count(&desk), 0);
        desk.recall(request.clone(), Timestamp(3_599_999));
        assert_eq!(desk.request(request.id), Some(&request));

        let mut live = request.clone();
        live.state = State::Waiting {
            since: Timestamp(0),
            waits_for: crate::request::WaitsFor::Anybody,
        };
        let mut desk = desk_with([live.clone()]);
        desk.recall(request, Timestamp(0));
        assert_eq!(
            desk.request(live.id),
            Some(&live),
            "what lives is not replaced"
        );
    }
}
