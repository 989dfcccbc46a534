//! Streams that are open and rung by nobody.
//!
//! The server writes heartbeats to them, which stay in the kernel's buffers: reading ten thousand streams would
//! keep the driver busy while it is to read the one that is measured. They are not acknowledged either, so what is
//! measured is the stream alone and not the calls that answer it.

use std::{io, io::Read, net::TcpStream};

use crate::{BenchError, http::Reopened, session::Session, stream::EventStream};

#[derive(Debug, Default)]
pub struct IdleStreams {
    streams: Vec<(Session, TcpStream)>,
    reopened: Reopened,
}

impl IdleStreams {
    /// Opens more, until there are so many: that many to each session, one session after the other.
    pub async fn open_until(
        &mut self,
        sessions: &[Session],
        each: usize,
        count: usize,
    ) -> Result<(), BenchError> {
        let readers = sessions
            .iter()
            .flat_map(|session| std::iter::repeat_n(session, each));
        let open = self.streams.len();
        for session in readers.take(count).skip(open) {
            let stream = EventStream::open(session, &self.reopened).await?;
            // The runtime forgets the socket: it can't be woken by it any more.
            self.streams.push((session.clone(), stream.into_stream()?));
        }
        Ok(())
    }

    pub fn len(&self) -> usize {
        self.streams.len()
    }

    /// Opens those again that the server has ended, and tells how many. Takes in what has come, so call it between
    /// two measurements.
    pub async fn renew(&mut self) -> Result<usize, BenchError> {
        let mut ended = 0;
        for (session, stream) in &mut self.streams {
            if is_over(stream) {
                *stream = EventStream::open(session, &self.reopened)
                    .await?
                    .into_stream()?;
                ended += 1;
            }
        }
        Ok(ended)
    }

    /// How many the server has ended meanwhile. Takes in what has come, so call it after measuring.
    pub fn ended(&mut self) -> usize {
        self.streams
            .iter_mut()
            .filter_map(|(_, stream)| is_over(stream).then_some(()))
            .count()
    }
}

fn is_over(stream: &mut TcpStream) -> bool {
    let mut buffer = [0; 4_096];
    loop {
        match stream.read(&mut buffer) {
            Ok(0) => return true,
            Ok(_) => {}
            Err(error) => return error.kind() != io::ErrorKind::WouldBlock,
        }
    }
}
