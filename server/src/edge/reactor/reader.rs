//! One reader of an event stream: their socket, and what they have not yet taken in.

use std::{
    io::{self, ErrorKind, Read, Write},
    mem,
    net::Shutdown,
    time::Duration,
};

use axum::body::Bytes;
use engine::{Subscription, clock::Elapsed};
use mio::net::TcpStream;
use socket2::SockRef;

use super::backlog::Backlog;
use crate::edge::crowd::Place;

/// The chunk that ends a body.
const LAST_CHUNK: &[u8] = b"0\r\n\r\n";
/// Bytes that are passed over of what a reader says while they should listen. Nobody says more by mistake.
const HEARD_AT_MOST: usize = 16 * 1024;

/// As small as it can be: an idle one is nothing but this.
pub struct Reader {
    socket: TcpStream,
    backlog: Option<Box<Backlog>>,
    heard: usize,
    watched: Watched,
    /// None: it is on its way here.
    subscription: Option<Subscription>,
    /// Among the connections of the server.
    _place: Place,
}

/// Whether somebody will look whether the reader goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Watched {
    No,
    Yes,
}

/// What became of what a reader was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    Keeps,
    /// Something waits for them.
    Lags,
    /// More waits for them than may.
    LagsTooFar,
    /// They have left, or are no reader.
    Gone,
}

impl Reader {
    pub fn new(socket: TcpStream, place: Place, heard: usize) -> Self {
        Self {
            socket,
            backlog: None,
            heard,
            watched: Watched::No,
            subscription: None,
            _place: place,
        }
    }

    pub fn socket(&mut self) -> &mut TcpStream {
        &mut self.socket
    }

    pub fn keep(&mut self, subscription: Subscription) {
        self.subscription = Some(subscription);
    }

    /// All of these, in one piece if the system takes it.
    pub fn send(&mut self, chunks: &[Bytes], now: impl Fn() -> Elapsed) -> Pace {
        if let Some(backlog) = &mut self.backlog {
            for chunk in chunks {
                if backlog.is_full() {
                    return Pace::LagsTooFar;
                }
                backlog.add(chunk.clone());
            }
            return Pace::Lags;
        }
        let mut backlog = Backlog::new(chunks, now());
        match backlog.write_to(&self.socket, now) {
            Ok(()) => Pace::Keeps,
            Err(error) if error.kind() == ErrorKind::WouldBlock => {
                let lags_too_far = backlog.is_over_full();
                self.backlog = Some(Box::new(backlog));
                if lags_too_far {
                    Pace::LagsTooFar
                } else {
                    Pace::Lags
                }
            }
            Err(_) => Pace::Gone,
        }
    }

    /// There may be room for what waits.
    pub fn go_on(&mut self, now: impl Fn() -> Elapsed) -> Pace {
        let Some(backlog) = &mut self.backlog else {
            return Pace::Keeps;
        };
        match backlog.write_to(&self.socket, now) {
            Ok(()) => {
                self.backlog = None;
                Pace::Keeps
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => Pace::Lags,
            Err(_) => Pace::Gone,
        }
    }

    /// They may have said something, or left.
    pub fn hear(&mut self) -> Pace {
        let mut bytes = [0; 1024];
        loop {
            match self.socket.read(&mut bytes) {
                Ok(0) => return Pace::Gone,
                Ok(count) => self.heard += count,
                Err(error) if error.kind() == ErrorKind::WouldBlock => return Pace::Keeps,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(_) => return Pace::Gone,
            }
            if self.heard > HEARD_AT_MOST {
                return Pace::Gone;
            }
        }
    }

    /// Since when they have taken in nothing of what waits. None: nothing waits.
    pub fn lags_since(&self) -> Option<Elapsed> {
        self.backlog.as_ref().map(|backlog| backlog.since())
    }

    /// Has them watched from now on, or no more. Answers whether they were.
    pub fn watch(&mut self, watched: Watched) -> Watched {
        mem::replace(&mut self.watched, watched)
    }

    /// Ends the stream, without what waits. Who is in the middle of a chunk can only be cut.
    pub fn end(&mut self) {
        let is_in_a_chunk = self
            .backlog
            .as_ref()
            .is_some_and(|backlog| backlog.is_in_a_chunk());
        if is_in_a_chunk || write(&self.socket, LAST_CHUNK).1.is_err() {
            self.cut();
        } else if let Err(error) = self.socket.shutdown(Shutdown::Write) {
            tracing::debug!(%error, "a stream was gone already");
        }
    }

    /// What a reader never took in would stay in the system's memory for minutes after a normal close.
    pub fn cut(&self) {
        if let Err(error) = SockRef::from(&self.socket).set_linger(Some(Duration::ZERO)) {
            tracing::debug!(%error, "a stream was gone already");
        }
    }
}

/// How much was written, and why not all of it.
fn write(mut socket: &TcpStream, bytes: &[u8]) -> (usize, io::Result<()>) {
    let mut written = 0;
    while written < bytes.len() {
        match socket.write(&bytes[written..]) {
            Ok(0) => return (written, Err(ErrorKind::WriteZero.into())),
            Ok(count) => written += count,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return (written, Err(error)),
        }
    }
    (written, Ok(()))
}
