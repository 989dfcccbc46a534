//! An open event stream, read event by event.

use std::{io, time::Instant};

use tokio::net::TcpStream;

use crate::{
    BenchError, clock,
    desk::Session,
    http::{Chunks, Connection},
    sse::{Event, Parser},
};

#[derive(Debug)]
pub struct EventStream {
    connection: Connection,
    chunks: Chunks,
    parser: Parser,
}

impl EventStream {
    /// Opened, and the snapshot read.
    pub async fn open(session: &Session) -> Result<Self, BenchError> {
        let mut connection = Connection::open(session.server()).await?;
        let head = connection.begin(&session.stream_request()).await?;
        if head.status != 200 || !head.is_chunked() {
            return Err(BenchError::Stream(head.status));
        }
        let mut stream = Self {
            connection,
            chunks: Chunks::default(),
            parser: Parser::default(),
        };
        while stream.next().await?.1.is_empty() {}
        Ok(stream)
    }

    /// The events that the next bytes complete, possibly none, and when those bytes were read.
    pub async fn next(&mut self) -> io::Result<(Instant, Vec<Event>)> {
        let bytes = self.connection.read().await?;
        let read_at = clock::now();
        let mut content = Vec::with_capacity(bytes.len());
        self.chunks.push(&bytes, &mut content)?;
        Ok((read_at, self.parser.push(&content)))
    }

    /// Open, but read no more.
    pub fn into_stream(self) -> TcpStream {
        self.connection.into_stream()
    }
}
