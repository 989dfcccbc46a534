//! A connection that lasts longer than the server keeps it: a server may close one that is idle whenever it likes
//! (RFC 9112, 9.3), and whoever uses it next opens another.

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use super::{Connection, Response};

/// How often a connection had to be opened again, of all that share this.
#[derive(Clone, Debug, Default)]
pub struct Reopened(Arc<AtomicU64>);

impl Reopened {
    pub fn times(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    pub fn once_more(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// Whether a call may be made a second time when nobody knows what became of the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repeat {
    Harmless,
    Never,
}

/// Opened when it is needed, and again when the server has closed it.
#[derive(Debug)]
pub struct KeptAlive {
    server: SocketAddr,
    open: Option<Connection>,
    reopened: Reopened,
}

impl KeptAlive {
    pub fn to(server: SocketAddr, reopened: &Reopened) -> Self {
        Self {
            server,
            open: None,
            reopened: reopened.clone(),
        }
    }

    /// Sends a request and reads the whole answer. After an error the next call starts afresh.
    pub async fn call(&mut self, request: &[u8], repeat: Repeat) -> io::Result<Response> {
        if let Some(mut connection) = self.open.take() {
            if !connection.is_over() {
                match connection.call(request).await {
                    Err(error) if repeat == Repeat::Harmless && was_cut(&error) => {}
                    answer => {
                        self.open = answer.is_ok().then_some(connection);
                        return answer;
                    }
                }
            }
            self.reopened.once_more();
        }
        let mut connection = Connection::open(self.server).await?;
        let answer = connection.call(request).await?;
        self.open = Some(connection);
        Ok(answer)
    }
}

/// The server closed the connection, while a request was on its way or a stream was read.
pub fn was_cut(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe
    )
}

#[cfg(test)]
mod tests {
    use tokio::{
        io::{AsyncReadExt, AsyncWriteExt},
        net::{TcpListener, TcpStream},
    };

    use super::*;
    use crate::http::request;

    const ANSWER: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    async fn read_request(stream: &mut TcpStream) {
        let mut read = Vec::new();
        while !read.ends_with(b"\r\n\r\n") {
            assert_ne!(stream.read_buf(&mut read).await.unwrap(), 0);
        }
    }

    async fn listener() -> (TcpListener, SocketAddr) {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        (listener, address)
    }

    #[tokio::test]
    async fn a_connection_that_the_server_closed_while_it_was_idle_is_opened_again() {
        let (listener, address) = listener().await;
        let server = tokio::spawn(async move {
            for _ in 0..2 {
                let (mut stream, _) = listener.accept().await.unwrap();
                read_request(&mut stream).await;
                stream.write_all(ANSWER).await.unwrap();
            }
        });
        let reopened = Reopened::default();
        let mut connection = KeptAlive::to(address, &reopened);
        let call = request("GET", "/", address, &[], "");
        let first = connection.call(&call, Repeat::Never).await.unwrap();
        assert_eq!((first.head.status, reopened.times()), (200, 0));
        // The end of the connection has arrived, before the next call is made.
        connection.open.as_ref().unwrap().until_over().await;

        let second = connection.call(&call, Repeat::Never).await.unwrap();

        assert_eq!((second.head.status, reopened.times()), (200, 1));
        server.await.unwrap();
    }

    #[tokio::test]
    async fn a_call_that_was_cut_is_repeated_only_where_that_is_harmless() {
        for (repeat, survives) in [(Repeat::Harmless, true), (Repeat::Never, false)] {
            let (listener, address) = listener().await;
            let server = tokio::spawn(async move {
                let (mut stream, _) = listener.accept().await.unwrap();
                read_request(&mut stream).await;
                stream.write_all(ANSWER).await.unwrap();
                // The second call reaches a server that closes without a word.
                read_request(&mut stream).await;
                drop(stream);
                let (mut stream, _) = listener.accept().await.unwrap();
                read_request(&mut stream).await;
                stream.write_all(ANSWER).await.unwrap();
            });
            let reopened = Reopened::default();
            let mut connection = KeptAlive::to(address, &reopened);
            let call = request("GET", "/", address, &[], "");
            connection.call(&call, repeat).await.unwrap();

            let second = connection.call(&call, repeat).await;

            assert_eq!(second.is_ok(), survives, "{second:?}");
            if !survives {
                connection.call(&call, repeat).await.unwrap();
            }
            assert_eq!(reopened.times(), u64::from(survives));
            server.await.unwrap();
        }
    }
}
