//! Where requests go in: of Deskbell, or of the plain server beside it. The same driver measures both.

use std::{io, net::SocketAddr};

use serde::Deserialize;

use crate::http::{Response, request};

#[derive(Clone, Debug)]
pub enum Door {
    /// Requests are for a team.
    Deskbell { server: SocketAddr, api_key: String },
    /// Requests are for a stream.
    Plain { server: SocketAddr },
}

#[derive(Deserialize)]
struct Created {
    id: String,
}

impl Door {
    pub fn server(&self) -> SocketAddr {
        match self {
            Self::Deskbell { server, .. } | Self::Plain { server } => *server,
        }
    }

    /// A request that rings whoever is in this team, or reads this stream.
    pub fn post(&self, to: &str, key: Option<u64>) -> Vec<u8> {
        let body = serde_json::json!({
            "kind": "new_request",
            "team": to,
            "customer": { "name": "Maria Silva", "phone": "+351912345678" },
            "message": "Please tell me about the larger of the two, and whether it can be here by Friday.",
        })
        .to_string();
        let json = "Content-Type: application/json";
        match self {
            Self::Deskbell { server, api_key } => {
                let bearer = bearer(api_key);
                let key = key.map(|key| format!("Idempotency-Key: bench-{key}"));
                let mut headers = vec![json, &bearer];
                headers.extend(key.as_deref());
                request("POST", "/api/v1/requests", *server, &headers, &body)
            }
            Self::Plain { server } => {
                request("POST", &format!("/publish/{to}"), *server, &[json], &body)
            }
        }
    }

    /// Nothing where nothing is kept.
    pub fn cancel(&self, id: &str) -> Option<Vec<u8>> {
        let Self::Deskbell { server, api_key } = self else {
            return None;
        };
        let path = format!("/api/v1/requests/{id}/cancel");
        Some(request("POST", &path, *server, &[&bearer(api_key)], ""))
    }
}

/// The id of the request that was accepted.
pub fn created(answer: &Response) -> io::Result<String> {
    match answer.head.status {
        201 => answer.json::<Created>().map(|created| created.id),
        status => Err(io::Error::other(format!("answered {status}"))),
    }
}

fn bearer(api_key: &str) -> String {
    format!("Authorization: Bearer {api_key}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_doors_are_given_the_same_request() {
        let server = "127.0.0.1:1".parse().unwrap();
        let doors = [
            Door::Deskbell {
                server,
                api_key: "k".to_owned(),
            },
            Door::Plain { server },
        ];
        let [ours, plain] = doors.map(|door| {
            let text = String::from_utf8(door.post("solo-1", None)).unwrap();
            let (head, body) = text.split_once("\r\n\r\n").unwrap();
            (head.to_owned(), body.to_owned())
        });
        assert_eq!(ours.1, plain.1);
        assert!(ours.0.contains("Authorization: Bearer k"));
        assert!(plain.0.starts_with("POST /publish/solo-1 "));
    }
}
