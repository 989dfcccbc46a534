//! A connection that does what no client library would.

use std::{io, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    time::{interval, timeout},
};

use crate::app::TestApp;

/// How long whatever must happen may take on a machine that has other things to do.
pub const SOON: Duration = Duration::from_secs(10);
/// Between two bytes of who dribbles.
const PACE: Duration = Duration::from_millis(20);
/// So little that a reader who doesn't read is noticed after few bytes.
const SMALL_WINDOW: u32 = 4 * 1024;

pub struct Wire {
    stream: TcpStream,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Wire {
    pub async fn to(app: &TestApp) -> Self {
        let stream = TcpStream::connect(app.server.addr()).await.unwrap();
        stream.set_nodelay(true).unwrap();
        Self { stream }
    }

    /// One that takes in next to nothing before it is read from.
    pub async fn with_a_small_window(app: &TestApp) -> Self {
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(SMALL_WINDOW).unwrap();
        let stream = socket.connect(app.server.addr()).await.unwrap();
        Self { stream }
    }

    pub async fn send(&mut self, text: &str) {
        self.stream.write_all(text.as_bytes()).await.unwrap();
    }

    /// Sends a byte now and then, until the server says something or hangs up. Says how many it took.
    pub async fn dribble(&mut self, mut bytes: impl Iterator<Item = u8>) -> usize {
        let mut sent = 0;
        let mut ticks = interval(PACE);
        let dribble = async {
            loop {
                tokio::select! {
                    _ = self.stream.readable() => return,
                    _ = ticks.tick() => {
                        let Some(byte) = bytes.next() else { return };
                        if self.stream.write_all(&[byte]).await.is_err() {
                            return;
                        }
                        sent += 1;
                    }
                }
            }
        };
        timeout(SOON, dribble).await.expect("it may go on for ever");
        sent
    }

    /// Reads one answer whose length is known, or that ends with the connection.
    pub async fn answer(&mut self) -> Answer {
        timeout(SOON, self.read_answer()).await.expect("an answer")
    }

    async fn read_answer(&mut self) -> Answer {
        let mut text = String::new();
        loop {
            if let Some((head, body)) = text.split_once("\r\n\r\n")
                && body.len() >= length(head)
            {
                return Answer {
                    status: head.split(' ').nth(1).unwrap().parse().unwrap(),
                    head: head.to_ascii_lowercase(),
                    body: body.to_owned(),
                };
            }
            let mut piece = [0; 4096];
            let count = self.stream.read(&mut piece).await.unwrap();
            assert!(count > 0, "hung up after {text:?}");
            text.push_str(&String::from_utf8_lossy(&piece[..count]));
        }
    }

    /// Asks for the event stream of whoever has this cookie.
    pub async fn ask_for_events(&mut self, version: &str, cookie: &str) {
        let events =
            format!("GET /events {version}\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
        self.send(&events).await;
    }

    /// Reads until the server has said this, and answers all that it has said until then.
    pub async fn hear(&mut self, wanted: &str) -> String {
        let mut said = Vec::new();
        let read = async {
            loop {
                let text = String::from_utf8_lossy(&said);
                if text.contains(wanted) {
                    return text.into_owned();
                }
                let mut piece = [0; 4096];
                let count = self.stream.read(&mut piece).await.unwrap();
                assert!(count > 0, "hung up after {text:?}");
                said.extend_from_slice(&piece[..count]);
            }
        };
        timeout(SOON, read).await.expect(wanted)
    }

    /// Reads until the server hangs up, and says what it said before.
    pub async fn hung_up(&mut self) -> String {
        let mut said = Vec::new();
        let read = self.stream.read_to_end(&mut said);
        match timeout(SOON, read)
            .await
            .expect("the connection is held open")
        {
            Ok(_) => {}
            Err(error) => assert_eq!(error.kind(), io::ErrorKind::ConnectionReset),
        }
        String::from_utf8_lossy(&said).into_owned()
    }

    /// Whether the server has hung up, or said something, by now.
    pub fn is_quiet(&self) -> bool {
        let mut byte = [0];
        self.stream
            .try_read(&mut byte)
            .is_err_and(|error| error.kind() == io::ErrorKind::WouldBlock)
    }

    /// Goes on sending without ever reading, until the server hangs up.
    pub async fn hung_up_unread(&mut self, request: &str) {
        let mut ticks = interval(PACE);
        let send = async {
            loop {
                ticks.tick().await;
                if self.stream.write_all(request.as_bytes()).await.is_err() {
                    return;
                }
            }
        };
        timeout(SOON, send)
            .await
            .expect("the connection is held open");
    }
}

fn length(head: &str) -> usize {
    head.lines()
        .filter_map(|line| line.split_once(':'))
        .find(|(name, _)| name.eq_ignore_ascii_case("content-length"))
        .map_or(0, |(_, value)| value.trim().parse().unwrap())
}
