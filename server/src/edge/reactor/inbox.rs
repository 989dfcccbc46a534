//! What the reactor's thread has been asked to do.

use std::{
    collections::VecDeque,
    mem,
    sync::{Mutex, MutexGuard, PoisonError},
};

use axum::body::Bytes;
use engine::Slot;

pub enum Message {
    /// The same to many readers, in one piece.
    Send {
        chunks: Vec<Bytes>,
        to: Vec<Slot>,
        /// How many have it.
        done: usize,
    },
    End(Vec<Slot>),
    Stop,
}

impl Message {
    pub fn send(chunks: Vec<Bytes>, to: Vec<Slot>) -> Self {
        let done = 0;
        Self::Send { chunks, to, done }
    }
}

#[derive(Default)]
pub struct Inbox(Mutex<VecDeque<Message>>);

/// What a message found before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    Nothing,
    /// Others, for which the thread was woken.
    Others,
}

impl Found {
    pub fn was_empty(self) -> bool {
        self == Self::Nothing
    }
}

impl Inbox {
    pub fn put(&self, message: Message) -> Found {
        let mut messages = self.lock();
        let found = if messages.is_empty() {
            Found::Nothing
        } else {
            Found::Others
        };
        messages.push_back(message);
        found
    }

    pub fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    pub fn take_all(&self) -> VecDeque<Message> {
        mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, VecDeque<Message>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
