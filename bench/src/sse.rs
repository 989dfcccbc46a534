//! Server-sent events, read as they come in.

/// One event of a stream.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Event {
    /// Where a reader that comes back goes on; not every event has one.
    pub id: Option<String>,
    pub name: String,
    pub data: String,
}

/// Puts events together from whatever pieces the network delivers.
#[derive(Debug, Default)]
pub struct Parser {
    /// A line without its end.
    line: Vec<u8>,
    event: Event,
    has_data: bool,
}

impl Parser {
    /// The events that these bytes complete.
    pub fn push(&mut self, bytes: &[u8]) -> Vec<Event> {
        let mut complete = Vec::new();
        let mut pieces = bytes.split(|byte| *byte == b'\n').peekable();
        while let Some(piece) = pieces.next() {
            self.line.extend_from_slice(piece);
            if pieces.peek().is_some() {
                complete.extend(self.end_line());
            }
        }
        complete
    }

    fn end_line(&mut self) -> Option<Event> {
        let line = std::mem::take(&mut self.line);
        let line = String::from_utf8_lossy(line.strip_suffix(b"\r").unwrap_or(&line)).into_owned();
        if line.is_empty() {
            let event = std::mem::take(&mut self.event);
            return std::mem::take(&mut self.has_data).then_some(event);
        }
        let (field, value) = line.split_once(':').unwrap_or((&line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match field {
            "event" => value.clone_into(&mut self.event.name),
            "data" => {
                if self.has_data {
                    self.event.data.push('\n');
                }
                self.event.data.push_str(value);
                self.has_data = true;
            }
            "id" => self.event.id = Some(value.to_owned()),
            // A comment, or what a later server may add.
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAM: &str = ": hello\nid: e.7\nevent: offer\ndata: {\"request\":\"r\"}\n\nevent: hb\r\ndata: {}\r\n\r\nevent: x\n\n";

    #[test]
    fn however_the_bytes_are_cut_the_events_are_the_same() {
        let expected = [
            (Some("e.7"), "offer", "{\"request\":\"r\"}"),
            (None, "hb", "{}"),
        ]
        .map(|(id, name, data)| Event {
            id: id.map(str::to_owned),
            name: name.to_owned(),
            data: data.to_owned(),
        });
        for cut in 0..=STREAM.len() {
            let mut parser = Parser::default();
            let mut events = parser.push(&STREAM.as_bytes()[..cut]);
            events.extend(parser.push(&STREAM.as_bytes()[cut..]));
            assert_eq!(events, expected, "cut at {cut}");
        }
    }

    #[test]
    fn data_in_several_lines_is_joined() {
        let events = Parser::default().push(b"data: a\ndata:b\n\n");
        assert_eq!(events[0].data, "a\nb");
    }
}
