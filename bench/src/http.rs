//! As much of an HTTP/1.1 client as measuring needs. Its own, so that nothing between the socket and the stamp
//! of the time is unknown.

mod chunks;
mod kept;

use std::{io, net::SocketAddr};

use serde::Deserialize;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

pub use self::{
    chunks::Chunks,
    kept::{KeptAlive, Reopened, Repeat, was_cut},
};

const LONGEST_HEAD: usize = 64 * 1024;

/// A connection that is used for one call after the other.
#[derive(Debug)]
pub struct Connection {
    stream: TcpStream,
    /// Received, but not yet made sense of.
    received: Vec<u8>,
}

#[derive(Debug)]
pub struct Head {
    pub status: u16,
    headers: Vec<(String, String)>,
}

#[derive(Debug)]
pub struct Response {
    pub head: Head,
    pub body: Vec<u8>,
}

/// The bytes of a request. Headers are `Name: value` lines.
pub fn request(
    method: &str,
    path: &str,
    host: SocketAddr,
    headers: &[&str],
    body: &str,
) -> Vec<u8> {
    let length = match method {
        "GET" => String::new(),
        _ => format!("Content-Length: {}\r\n", body.len()),
    };
    let mut text = format!("{method} {path} HTTP/1.1\r\nHost: {host}\r\n{length}");
    for header in headers {
        text.push_str(header);
        text.push_str("\r\n");
    }
    text.push_str("\r\n");
    text.push_str(body);
    text.into_bytes()
}

impl Connection {
    pub async fn open(server: SocketAddr) -> io::Result<Self> {
        let stream = TcpStream::connect(server).await?;
        stream.set_nodelay(true)?;
        Ok(Self {
            stream,
            received: Vec::new(),
        })
    }

    /// Sends a request and reads the whole answer.
    pub async fn call(&mut self, request: &[u8]) -> io::Result<Response> {
        let head = self.begin(request).await?;
        let body = self.body(&head).await?;
        Ok(Response { head, body })
    }

    /// Sends a request and reads only the head of its answer.
    pub async fn begin(&mut self, request: &[u8]) -> io::Result<Head> {
        self.stream.write_all(request).await?;
        loop {
            if let Some(end) = find(&self.received, b"\r\n\r\n") {
                let head = Head::parse(&self.received[..end])?;
                self.received.drain(..end + 4);
                return Ok(head);
            }
            if self.received.len() > LONGEST_HEAD {
                return Err(malformed("a head without an end"));
            }
            self.fill().await?;
        }
    }

    /// What has come since, or what comes next; never nothing.
    pub async fn read(&mut self) -> io::Result<Vec<u8>> {
        if self.received.is_empty() {
            self.fill().await?;
        }
        Ok(std::mem::take(&mut self.received))
    }

    /// Whether the server has closed it. Between two answers nothing else can have come.
    pub fn is_over(&self) -> bool {
        let waits = |error: io::Error| error.kind() == io::ErrorKind::WouldBlock;
        !self.stream.try_read(&mut [0]).is_err_and(waits)
    }

    /// Until something has come, which between two answers is the end.
    #[cfg(test)]
    async fn until_over(&self) {
        self.stream
            .readable()
            .await
            .expect("a socket can be waited for");
    }

    pub fn into_stream(self) -> TcpStream {
        self.stream
    }

    /// The rest of an answer that was begun.
    pub async fn body(&mut self, head: &Head) -> io::Result<Vec<u8>> {
        if head.is_chunked() {
            let mut chunks = Chunks::default();
            let mut body = Vec::new();
            while !chunks.are_over() {
                let bytes = self.read().await?;
                chunks.push(&bytes, &mut body)?;
            }
            return Ok(body);
        }
        let length = match head.header("content-length") {
            Some(length) => length
                .parse()
                .map_err(|_| malformed("the length of a body"))?,
            None => 0,
        };
        while self.received.len() < length {
            self.fill().await?;
        }
        Ok(self.received.drain(..length).collect())
    }

    async fn fill(&mut self) -> io::Result<()> {
        self.received.reserve(4_096);
        match self.stream.read_buf(&mut self.received).await? {
            0 => Err(io::ErrorKind::UnexpectedEof.into()),
            _ => Ok(()),
        }
    }
}

impl Head {
    fn parse(bytes: &[u8]) -> io::Result<Self> {
        let text = std::str::from_utf8(bytes).map_err(|_| malformed("a head that is no text"))?;
        let mut lines = text.split("\r\n");
        let status = lines
            .next()
            .and_then(|line| line.split(' ').nth(1))
            .and_then(|code| code.parse().ok())
            .ok_or_else(|| malformed("a status line"))?;
        let headers = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
            .collect();
        Ok(Self { status, headers })
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.all(name).next()
    }

    /// The name in lower case.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.headers
            .iter()
            .filter(move |(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    pub fn is_chunked(&self) -> bool {
        self.header("transfer-encoding")
            .is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"))
    }
}

impl Response {
    pub fn json<'body, T: Deserialize<'body>>(&'body self) -> io::Result<T> {
        Ok(serde_json::from_slice(&self.body)?)
    }
}

fn find(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

fn malformed(what: &'static str) -> io::Error {
    io::Error::new(
        io::ErrorKind::InvalidData,
        format!("the server sent {what} that can't be read"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whatever_the_case_of_its_names() {
        let head = Head::parse(
            b"HTTP/1.1 303 See Other\r\nSet-Cookie: a=1; Path=/\r\nset-cookie: b=2\r\nTransfer-Encoding: chunked",
        )
        .unwrap();
        assert_eq!(head.status, 303);
        assert_eq!(
            head.all("set-cookie").collect::<Vec<_>>(),
            ["a=1; Path=/", "b=2"]
        );
        assert!(head.is_chunked());
    }

    #[test]
    fn only_requests_with_a_body_say_how_long_it_is() {
        let host = "127.0.0.1:1".parse().unwrap();
        assert_eq!(
            request("GET", "/events", host, &["Cookie: a=1"], ""),
            b"GET /events HTTP/1.1\r\nHost: 127.0.0.1:1\r\nCookie: a=1\r\n\r\n"
        );
        assert!(
            request("POST", "/", host, &["A: b"], "{}")
                .ends_with(b"Content-Length: 2\r\nA: b\r\n\r\n{}")
        );
    }
}
