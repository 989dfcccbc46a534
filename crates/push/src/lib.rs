//! Web Push (RFC 8030, 8291, 8292): the keys by which push services know this installation, which
//! addresses may be called, and sending one message.
//!
//! Not here: desks, agents, and who is to be told what (`server`). The time is an argument.

mod endpoint;
mod gateway;
mod keys;
mod message;
mod retry;

pub use self::{
    endpoint::{Endpoint, EndpointError, Reach},
    gateway::{Gateway, SendError},
    keys::{KeyError, VapidKeys},
    message::{Message, Recipient, RecipientError, Topic},
    retry::next_attempt,
};
