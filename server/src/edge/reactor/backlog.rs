//! What is still to be written to a reader, at once or when they take it in.

use std::{
    collections::VecDeque,
    io::{self, ErrorKind, IoSlice, Write},
};

use axum::body::Bytes;
use engine::{BACKLOG, clock::Elapsed};

/// Chunks that are written at once.
const AT_ONCE: usize = 16;

pub struct Backlog {
    chunks: VecDeque<Bytes>,
    /// How much of the first has been taken in.
    written: usize,
    /// When something was taken in last.
    since: Elapsed,
}

impl Backlog {
    pub fn new(chunks: &[Bytes], since: Elapsed) -> Self {
        Self {
            chunks: chunks.iter().cloned().collect(),
            written: 0,
            since,
        }
    }

    pub fn since(&self) -> Elapsed {
        self.since
    }

    /// Whether the reader is in the middle of a chunk: what comes next can only be the rest of it.
    pub fn is_in_a_chunk(&self) -> bool {
        self.written > 0
    }

    pub fn is_full(&self) -> bool {
        self.chunks.len() >= BACKLOG
    }

    pub fn is_over_full(&self) -> bool {
        self.chunks.len() > BACKLOG
    }

    pub fn add(&mut self, chunk: Bytes) {
        self.chunks.push_back(chunk);
    }

    /// Writes as much as the system takes.
    ///
    /// # Errors
    /// It takes nothing more at the moment, or the connection is gone.
    pub fn write_to(
        &mut self,
        mut socket: impl Write,
        now: impl Fn() -> Elapsed,
    ) -> io::Result<()> {
        while !self.chunks.is_empty() {
            let mut parts = [IoSlice::new(&[]); AT_ONCE];
            let mut skipped = self.written;
            for (part, chunk) in parts.iter_mut().zip(&self.chunks) {
                *part = IoSlice::new(&chunk[skipped..]);
                skipped = 0;
            }
            match socket.write_vectored(&parts) {
                Ok(0) => return Err(ErrorKind::WriteZero.into()),
                Ok(count) => {
                    self.since = now();
                    self.advance(count);
                }
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    fn advance(&mut self, count: usize) {
        self.written += count;
        while let Some(first) = self.chunks.front()
            && self.written >= first.len()
        {
            self.written -= first.len();
            self.chunks.pop_front();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Takes so many bytes at a time, and then none.
    struct Sips(Vec<usize>, Vec<u8>);

    impl Write for Sips {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            let sip = self.0.pop().ok_or(ErrorKind::WouldBlock)?.min(bytes.len());
            self.1.extend_from_slice(&bytes[..sip]);
            Ok(sip)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_was_taken_in_is_not_written_again() {
        let now = Elapsed::default;
        let mut backlog = Backlog::new(&[Bytes::from("ring"), Bytes::from("the")], now());
        backlog.add(Bytes::from("bell"));
        let mut reader = Sips(vec![2, 1, 3, 1], vec![]);
        let error = backlog.write_to(&mut reader, now).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::WouldBlock);
        assert_eq!(reader.1, b"ringthe");
        assert!(!backlog.is_in_a_chunk());
        reader.0 = vec![1];
        backlog.write_to(&mut reader, now).unwrap_err();
        assert!(backlog.is_in_a_chunk());
        reader.0 = vec![9];
        backlog.write_to(&mut reader, now).unwrap();
        assert_eq!(reader.1, b"ringthebell");
    }
}
