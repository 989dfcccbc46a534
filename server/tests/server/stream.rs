//! An event stream, as a page has it open.

use std::time::Duration;

use reqwest::Response;
use serde_json::Value;
use tokio::time::timeout;

/// An event stream that is read as it comes.
pub struct Stream {
    pub response: Response,
}

impl Stream {
    /// Reads until a frame of that name has come.
    pub async fn expect(&mut self, event: &str) {
        let wanted = format!("event: {event}\n");
        let mut seen = String::new();
        while !seen.contains(&wanted) {
            let chunk = timeout(Duration::from_secs(5), self.response.chunk());
            let chunk = chunk.await.expect(event).unwrap().expect(event);
            seen.push_str(&String::from_utf8_lossy(&chunk));
        }
    }

    /// Reads until a frame of that name has come, and returns its data.
    pub async fn frame(&mut self, event: &str) -> Value {
        let wanted = format!("event: {event}\ndata: ");
        let mut seen = String::new();
        loop {
            let chunk = timeout(Duration::from_secs(5), self.response.chunk());
            let chunk = chunk.await.expect(event).unwrap().expect(event);
            seen.push_str(&String::from_utf8_lossy(&chunk));
            let data = seen
                .split_once(&wanted)
                .and_then(|(_, rest)| rest.split_once("\n\n"));
            if let Some((data, _)) = data {
                return serde_json::from_str(data).unwrap();
            }
        }
    }

    /// The frames that come next, whole, each with its id, if it has one, its name and its data.
    pub async fn frames(&mut self) -> Vec<(String, String, Value)> {
        let mut seen = String::new();
        while !seen.ends_with("\n\n") {
            let chunk = timeout(Duration::from_secs(5), self.response.chunk());
            let chunk = chunk.await.expect("a frame").unwrap().expect("a frame");
            seen.push_str(&String::from_utf8_lossy(&chunk));
        }
        let frames = seen.split_terminator("\n\n");
        let field = |frame: &str, name: &str| {
            let mut lines = frame.lines();
            let line = lines.find_map(|line| line.strip_prefix(name));
            line.unwrap_or_default().to_owned()
        };
        frames
            .map(|frame| {
                let data = serde_json::from_str(&field(frame, "data: ")).unwrap();
                (field(frame, "id: "), field(frame, "event: "), data)
            })
            .collect()
    }

    /// Everything that is still to come, of a stream that ends.
    pub async fn read_to_end(&mut self) -> String {
        let mut seen = String::new();
        loop {
            let chunk = timeout(Duration::from_secs(5), self.response.chunk());
            match chunk.await.expect("the stream ends") {
                Ok(Some(chunk)) => seen.push_str(&String::from_utf8_lossy(&chunk)),
                Ok(None) | Err(_) => return seen,
            }
        }
    }

    /// Reads to the end, which must come within a second.
    pub async fn ends_within_a_second(&mut self) {
        let to_the_end = async { while let Ok(Some(_)) = self.response.chunk().await {} };
        timeout(Duration::from_secs(1), to_the_end)
            .await
            .expect("the stream goes on");
    }
}
