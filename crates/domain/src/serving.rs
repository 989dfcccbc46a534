//! The customers in an agent's hands, and whether there is room for one more.

use std::slice;

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{id::RequestId, request::Channel};

/// A call takes an agent whole. Chats are served side by side, as many as the team's rule allows.
///
/// In JSON `null`, an id, or a list of ids: what releases before chat capacity wrote can be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Serving {
    #[default]
    Nobody,
    Call(RequestId),
    /// At least one, in the order in which they were taken.
    Chats(Vec<RequestId>),
}

/// What keeps an agent from one more customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Full {
    /// They are in a call, or wrap one up.
    InCall,
    /// They chat, and this is a call.
    InChats,
    /// This is a chat, and they have as many as they take at once.
    NoMoreChats,
}

impl Serving {
    pub fn requests(&self) -> &[RequestId] {
        match self {
            Self::Nobody => &[],
            Self::Call(request) => slice::from_ref(request),
            Self::Chats(requests) => requests,
        }
    }

    pub fn includes(&self, request: RequestId) -> bool {
        self.requests().contains(&request)
    }

    /// Whether one more customer of a team with this capacity may be taken.
    ///
    /// # Errors
    /// What is in the way.
    pub fn room_for(&self, channel: Channel, capacity: ChatCapacity) -> Result<(), Full> {
        match (self, channel) {
            (Self::Nobody, _) => Ok(()),
            (Self::Call(_), _) => Err(Full::InCall),
            (Self::Chats(_), Channel::Voice) => Err(Full::InChats),
            (Self::Chats(chats), Channel::Chat) if chats.len() < capacity.chats().into() => Ok(()),
            (Self::Chats(_), Channel::Chat) => Err(Full::NoMoreChats),
        }
    }

    /// Whom an agent serves who has these customers, in the order in which they were taken.
    pub fn of(taken: impl IntoIterator<Item = (RequestId, Channel)>) -> Self {
        let mut serving = Self::Nobody;
        for (request, channel) in taken {
            serving.take(request, channel);
        }
        serving
    }

    pub(crate) fn take(&mut self, request: RequestId, channel: Channel) {
        match (channel, &mut *self) {
            (Channel::Voice, _) => *self = Self::Call(request),
            (Channel::Chat, Self::Chats(chats)) => chats.push(request),
            (Channel::Chat, Self::Nobody | Self::Call(_)) => *self = Self::Chats(vec![request]),
        }
    }

    pub(crate) fn release(&mut self, request: RequestId) {
        match self {
            Self::Call(open) if *open == request => *self = Self::Nobody,
            Self::Chats(chats) => {
                chats.retain(|open| *open != request);
                if chats.is_empty() {
                    *self = Self::Nobody;
                }
            }
            Self::Nobody | Self::Call(_) => {}
        }
    }
}

/// How many chats, open or in wrap-up, an agent serves at once; counted over all their teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, Unpack)]
#[serde(try_from = "u8", into = "u8")]
pub struct ChatCapacity(u8);

/// An agent serves from one to ten chats at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a whole number from {} to {}",
    ChatCapacity::LEAST,
    ChatCapacity::MOST
)]
pub struct NotAChatCapacity;

impl ChatCapacity {
    pub const LEAST: u8 = 1;
    pub const MOST: u8 = 10;

    pub fn chats(self) -> u8 {
        self.0
    }

    /// What a team has that says nothing about it.
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

impl Default for ChatCapacity {
    fn default() -> Self {
        Self(Self::LEAST)
    }
}

impl TryFrom<u8> for ChatCapacity {
    type Error = NotAChatCapacity;

    fn try_from(chats: u8) -> Result<Self, NotAChatCapacity> {
        if (Self::LEAST..=Self::MOST).contains(&chats) {
            Ok(Self(chats))
        } else {
            Err(NotAChatCapacity)
        }
    }
}

impl From<ChatCapacity> for u8 {
    fn from(capacity: ChatCapacity) -> Self {
        capacity.0
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use uuid::Uuid;

    use super::*;

    fn request(number: u128) -> RequestId {
        RequestId(Uuid::from_u128(number))
    }

    fn chats(count: u8) -> Serving {
        let mut serving = Serving::Nobody;
        for number in 0..count {
            serving.take(request(number.into()), Channel::Chat);
        }
        serving
    }

    #[rstest]
    #[case::free_for_a_call(Serving::Nobody, Channel::Voice, Ok(()))]
    #[case::free_for_a_chat(Serving::Nobody, Channel::Chat, Ok(()))]
    #[case::a_call_besides_a_call(Serving::Call(request(1)), Channel::Voice, Err(Full::InCall))]
    #[case::a_chat_besides_a_call(Serving::Call(request(1)), Channel::Chat, Err(Full::InCall))]
    #[case::a_call_besides_a_chat(chats(1), Channel::Voice, Err(Full::InChats))]
    #[case::below_capacity(chats(1), Channel::Chat, Ok(()))]
    #[case::at_capacity(chats(2), Channel::Chat, Err(Full::NoMoreChats))]
    #[case::above_a_capacity_that_was_lowered(chats(3), Channel::Chat, Err(Full::NoMoreChats))]
    fn of_an_agent_who_takes_two_chats(
        #[case] serving: Serving,
        #[case] channel: Channel,
        #[case] room: Result<(), Full>,
    ) {
        let two = ChatCapacity::try_from(2).unwrap();
        assert_eq!(serving.room_for(channel, two), room);
    }

    #[test]
    fn the_last_customer_who_goes_leaves_nobody() {
        let mut serving = chats(2);
        serving.release(request(0));
        assert_eq!(serving, Serving::Chats(vec![request(1)]));
        serving.release(request(9));
        serving.release(request(1));
        assert_eq!(serving, Serving::Nobody);

        serving.take(request(2), Channel::Voice);
        serving.release(request(2));
        assert_eq!(serving, Serving::Nobody);
    }

    #[test]
    fn what_older_releases_wrote_can_be_read() {
        let read = |json| serde_json::from_value::<Serving>(json).unwrap();
        assert_eq!(read(serde_json::json!(null)), Serving::Nobody);
        assert_eq!(
            read(serde_json::json!(request(7))),
            Serving::Call(request(7))
        );
        let now = serde_json::to_value(chats(2)).unwrap();
        assert_eq!(now, serde_json::json!([request(0), request(1)]));
        assert_eq!(read(now), chats(2));
    }

    #[test]
    fn an_agent_serves_from_one_to_ten_chats_at_once() {
        for chats in [0, 11, 255] {
            assert_eq!(ChatCapacity::try_from(chats), Err(NotAChatCapacity));
        }
        for chats in [1, 10] {
            assert_eq!(ChatCapacity::try_from(chats).map(u8::from), Ok(chats));
        }
        assert!(serde_json::from_str::<ChatCapacity>("0").is_err());
    }
}
