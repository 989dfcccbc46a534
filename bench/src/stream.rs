//! An open event stream, read event by event. A server may end one whenever it likes, and does so every hour; the
//! reader then comes back, as browsers do, and goes on where it was.

use std::{io, net::TcpStream, time::Instant};

use crate::{
    BenchError, clock,
    http::{Chunks, Connection, Reopened, was_cut},
    session::Session,
    sse::{Event, Parser},
};

#[derive(Debug)]
pub struct EventStream {
    session: Session,
    connection: Connection,
    chunks: Chunks,
    parser: Parser,
    last_event: Option<String>,
    reopened: Reopened,
}

impl EventStream {
    /// Opened, and the snapshot read.
    pub async fn open(session: &Session, reopened: &Reopened) -> Result<Self, BenchError> {
        let mut stream = Self {
            session: session.clone(),
            connection: connected(session, None).await?,
            chunks: Chunks::default(),
            parser: Parser::default(),
            last_event: None,
            reopened: reopened.clone(),
        };
        while stream.next().await?.1.is_empty() {}
        Ok(stream)
    }

    /// The events that the next bytes complete, possibly none, and when those bytes were read.
    pub async fn next(&mut self) -> Result<(Instant, Vec<Event>), BenchError> {
        if self.chunks.are_over() {
            self.come_back().await?;
        }
        let bytes = loop {
            match self.connection.read().await {
                Ok(bytes) => break bytes,
                Err(error) if was_cut(&error) => self.come_back().await?,
                Err(error) => return Err(error.into()),
            }
        };
        let read_at = clock::now();
        let events = self.understand(&bytes)?;
        if let Some(id) = events.iter().rev().find_map(|event| event.id.as_deref()) {
            self.last_event = Some(id.to_owned());
        }
        Ok((read_at, events))
    }

    /// The id of the event that was read last.
    pub fn last_event(&self) -> Option<&str> {
        self.last_event.as_deref()
    }

    /// Open, but read no more.
    pub fn into_stream(self) -> io::Result<TcpStream> {
        self.connection.into_stream().into_std()
    }

    fn understand(&mut self, bytes: &[u8]) -> io::Result<Vec<Event>> {
        let mut content = Vec::with_capacity(bytes.len());
        self.chunks.push(bytes, &mut content)?;
        Ok(self.parser.push(&content))
    }

    async fn come_back(&mut self) -> Result<(), BenchError> {
        self.connection = connected(&self.session, self.last_event.as_deref()).await?;
        self.chunks = Chunks::default();
        self.parser = Parser::default();
        self.reopened.once_more();
        Ok(())
    }
}

async fn connected(session: &Session, last_event: Option<&str>) -> Result<Connection, BenchError> {
    let mut connection = Connection::open(session.server()).await?;
    let head = connection
        .begin(&session.stream_request(last_event))
        .await?;
    if head.status != 200 || !head.is_chunked() {
        return Err(BenchError::Stream(head.status));
    }
    Ok(connection)
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::TcpListener,
    };

    use super::*;
    use crate::session::Pass;

    const HEAD: &str = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";

    fn chunk(text: &str) -> String {
        format!("{:x}\r\n{text}\r\n", text.len())
    }

    /// Answers one reader after the other, each with one of these, and closes. Returns what they asked.
    async fn serve(listener: TcpListener, answers: &[String]) -> Vec<String> {
        let mut asked = Vec::new();
        for answer in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut read = Vec::new();
            while !read.ends_with(b"\r\n\r\n") {
                assert_ne!(socket.read_buf(&mut read).await.unwrap(), 0);
            }
            asked.push(String::from_utf8(read).unwrap());
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
        asked
    }

    #[tokio::test]
    async fn a_reader_whose_stream_was_ended_comes_back_and_goes_on_where_it_was() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let server = listener.local_addr().unwrap();
        let serving = tokio::spawn(async move {
            let first = chunk("id: e.7\nevent: snapshot\ndata: {}\n\n");
            let second = chunk("id: e.8\nevent: offer\ndata: {}\n\n");
            let third = chunk("id: e.9\nevent: offer\ndata: {}\n\n");
            let answers = [
                // Cut, then ended properly.
                format!("{HEAD}{first}"),
                format!("{HEAD}{second}0\r\n\r\n"),
                format!("{HEAD}{third}"),
            ];
            serve(listener, &answers).await
        });
        let reopened = Reopened::default();
        let session = Session::new(server, Pass::Cookies("a=1".to_owned()));
        let mut stream = EventStream::open(&session, &reopened).await.unwrap();

        let mut names = Vec::new();
        while names.len() < 2 {
            names.extend(
                stream
                    .next()
                    .await
                    .unwrap()
                    .1
                    .into_iter()
                    .map(|event| event.name),
            );
        }

        assert_eq!(names, ["offer", "offer"]);
        assert_eq!(stream.last_event(), Some("e.9"));
        assert_eq!(reopened.times(), 2);
        let asked = serving.await.unwrap();
        assert!(!asked[0].contains("Last-Event-ID"));
        assert!(asked[1].contains("Last-Event-ID: e.7"));
        assert!(asked[2].contains("Last-Event-ID: e.8"));
    }
}
