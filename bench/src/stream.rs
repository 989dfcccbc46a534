//! Event streams: those that agents read, and those that are only held open.

use std::{
    io,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use serde::Deserialize;
use tokio::{net::TcpStream, sync::Notify, task::JoinSet, time::timeout};

use crate::{
    BenchError, clock,
    desk::{STREAMS_PER_SESSION, Session},
    http::{Chunks, Connection},
    load::Finished,
    sse::{Event, Parser},
};

const PATIENCE: Duration = Duration::from_secs(10);

/// One open stream.
#[derive(Debug)]
struct EventStream {
    connection: Connection,
    chunks: Chunks,
    parser: Parser,
}

impl EventStream {
    /// Opened, and the first event read.
    async fn open(session: &Session) -> Result<Self, BenchError> {
        let mut connection = Connection::open(session.server()).await?;
        let head = connection.begin(&session.stream_request()).await?;
        if head.status != 200 {
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

    /// The next events, and when they were read.
    async fn next(&mut self) -> io::Result<(Instant, Vec<Event>)> {
        let bytes = self.connection.read().await?;
        let read_at = clock::now();
        let mut content = Vec::with_capacity(bytes.len());
        self.chunks.push(&bytes, &mut content)?;
        Ok((read_at, self.parser.push(&content)))
    }
}
