//! The chunked coding of HTTP/1.1 (RFC 9112, 7.1), taken off as the bytes come in.

use std::io;

use super::malformed;

/// Where in the coding the next byte stands.
#[derive(Debug, Default)]
pub struct Chunks {
    state: State,
    /// The digits of a size that has not ended.
    size: String,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Size,
    Data(usize),
    /// The line end after the data.
    After,
    /// The line end after the last chunk. Trailers are not expected.
    Last,
    Over,
}

impl Chunks {
    /// Appends the content of `bytes` to `content`.
    pub fn push(&mut self, mut bytes: &[u8], content: &mut Vec<u8>) -> io::Result<()> {
        while let Some((&byte, rest)) = bytes.split_first() {
            match self.state {
                State::Data(left) => {
                    let taken = left.min(bytes.len());
                    content.extend_from_slice(&bytes[..taken]);
                    bytes = &bytes[taken..];
                    self.state = match left - taken {
                        0 => State::After,
                        left => State::Data(left),
                    };
                    continue;
                }
                State::Size if byte == b'\n' => self.begin_chunk()?,
                State::Size => self.size.push(char::from(byte)),
                State::After if byte == b'\n' => self.state = State::Size,
                State::Last if byte == b'\n' => self.state = State::Over,
                State::After | State::Last if byte == b'\r' => {}
                State::After | State::Last | State::Over => {
                    return Err(malformed("a chunk"));
                }
            }
            bytes = rest;
        }
        Ok(())
    }

    pub fn are_over(&self) -> bool {
        self.state == State::Over
    }

    fn begin_chunk(&mut self) -> io::Result<()> {
        let digits = self.size.split(';').next().unwrap_or_default().trim();
        let size =
            usize::from_str_radix(digits, 16).map_err(|_| malformed("the size of a chunk"))?;
        self.size.clear();
        self.state = if size == 0 {
            State::Last
        } else {
            State::Data(size)
        };
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CODED: &[u8] = b"5\r\nevent\r\nc;name=value\r\n: offer\n\n--\n\r\n0\r\n\r\n";
    const PLAIN: &[u8] = b"event: offer\n\n--\n";

    #[test]
    fn however_the_bytes_are_cut_the_content_is_the_same() {
        for cut in 0..=CODED.len() {
            let mut chunks = Chunks::default();
            let mut content = Vec::new();
            chunks.push(&CODED[..cut], &mut content).unwrap();
            chunks.push(&CODED[cut..], &mut content).unwrap();
            assert_eq!(content, PLAIN, "cut at {cut}");
            assert!(chunks.are_over());
        }
    }

    #[test]
    fn what_is_no_chunk_is_refused() {
        let refused = Chunks::default().push(b"no size\r\n", &mut Vec::new());
        assert_eq!(refused.unwrap_err().kind(), io::ErrorKind::InvalidData);
    }
}
