//! Streams that are open and rung by nobody.
//!
//! The server writes heartbeats to them, which stay in the kernel's buffers: reading ten thousand streams would
//! keep the driver busy while it is to read the one that is measured. They are not acknowledged either, so what is
//! measured is the stream alone and not the calls that answer it.

use std::{io, io::Read, net::TcpStream};

use crate::{
    BenchError,
    desk::{STREAMS_PER_SESSION, Session},
    stream::EventStream,
};

#[derive(Debug)]
pub struct IdleStreams {
    streams: Vec<TcpStream>,
}

impl IdleStreams {
    /// As many streams as asked for, a few to each session.
    pub async fn open(sessions: &[Session], count: usize) -> Result<Self, BenchError> {
        let mut streams = Vec::with_capacity(count);
        let readers = sessions
            .iter()
            .flat_map(|session| std::iter::repeat_n(session, STREAMS_PER_SESSION));
        for session in readers.take(count) {
            let stream = EventStream::open(session).await?;
            // The runtime forgets the socket: it can't be woken by it any more.
            streams.push(stream.into_stream().into_std()?);
        }
        Ok(Self { streams })
    }

    /// How many the server has ended meanwhile. Takes in what has come, so call it after measuring.
    pub fn ended(&mut self) -> usize {
        self.streams
            .iter_mut()
            .filter_map(|stream| is_over(stream).then_some(()))
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
