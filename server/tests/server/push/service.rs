//! A push service of our own, and a browser's end of a subscription to it.

use std::sync::{Arc, Mutex};

use axum::{
    Router,
    body::Bytes,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::post,
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode};
use p256::{
    SecretKey,
    ecdsa::{Signature, VerifyingKey, signature::Verifier},
    elliptic_curve::sec1::ToEncodedPoint,
};
use serde_json::{Value, json};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
    time::timeout,
};

use crate::browser::Browser;

const SECRET: [u8; 16] = *b"sixteen bytes...";

/// What a push service says to a message: a status and perhaps `Retry-After`.
pub type Answer = (u16, Option<&'static str>);

pub struct PushService {
    pub origin: String,
    answers: Arc<Mutex<Vec<Answer>>>,
    pace: watch::Sender<Pace>,
    messages: mpsc::UnboundedReceiver<Sealed>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Pace {
    AtOnce,
    Never,
}

#[derive(Clone)]
struct Desk {
    answers: Arc<Mutex<Vec<Answer>>>,
    pace: watch::Receiver<Pace>,
    sender: mpsc::UnboundedSender<Sealed>,
}

/// A message as it arrived.
pub struct Sealed {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl PushService {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let origin = format!("http://{}", listener.local_addr().unwrap());
        let answers: Arc<Mutex<Vec<Answer>>> = Arc::default();
        let (sender, messages) = mpsc::unbounded_channel();
        let (pace, _) = watch::channel(Pace::AtOnce);
        let desk = Desk {
            answers: Arc::clone(&answers),
            pace: pace.subscribe(),
            sender,
        };
        let router = Router::new()
            .route("/push/{id}", post(take))
            .with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self {
            origin,
            answers,
            pace,
            messages,
        }
    }

    /// From here on it takes messages in and does not answer.
    pub fn hangs(&self) {
        self.pace.send_replace(Pace::Never);
    }

    /// Answers everything that it has not answered yet, and from here on at once.
    pub fn goes_on(&self) {
        self.pace.send_replace(Pace::AtOnce);
    }

    /// From here on it answers this, then with 201 again.
    pub fn will_answer(&self, answers: &[Answer]) {
        *self.answers.lock().unwrap() = answers.to_vec();
    }

    /// The next message, which must come.
    pub async fn message(&mut self) -> Sealed {
        let next = timeout(std::time::Duration::from_secs(10), self.messages.recv());
        next.await.expect("no message came").unwrap()
    }

    /// Whether nothing has come so far.
    pub fn is_idle(&mut self) -> bool {
        self.messages.try_recv().is_err()
    }
}

async fn take(
    State(mut desk): State<Desk>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let answer = {
        let mut answers = desk.answers.lock().unwrap();
        if answers.is_empty() {
            (201, None)
        } else {
            answers.remove(0)
        }
    };
    desk.sender
        .send(Sealed {
            path: id,
            headers,
            body,
        })
        .unwrap();
    // The service itself outlives its answers.
    let _ = desk.pace.wait_for(|pace| *pace == Pace::AtOnce).await;
    let status = StatusCode::from_u16(answer.0).unwrap();
    match answer.1 {
        Some(after) => (status, [("retry-after", after)]).into_response(),
        None => status.into_response(),
    }
}

/// The browser's end: what only it can read.
pub struct UserAgent {
    private: SecretKey,
}

impl UserAgent {
    pub fn new() -> Self {
        Self {
            private: SecretKey::from_slice(&[7; 32]).unwrap(),
        }
    }

    pub fn subscription(&self, endpoint: &str) -> Value {
        let point = self.private.public_key().to_encoded_point(false);
        json!({
            "endpoint": endpoint,
            "p256dh": URL_SAFE_NO_PAD.encode(point.as_bytes()),
            "auth": URL_SAFE_NO_PAD.encode(SECRET),
        })
    }

    pub fn read(&self, message: &Sealed) -> Value {
        let clear =
            web_push_native::decrypt(message.body.to_vec(), &self.private, &SECRET.into()).unwrap();
        serde_json::from_slice(&clear).unwrap()
    }

    /// Has the browser allow popups and tell the server where it is reached, as the page does.
    pub async fn subscribe(&self, browser: &Browser, service: &PushService) {
        let described = json!({ "permission": "granted", "utc_offset": 120 });
        let terms = browser.ask("device", described).await;
        assert_eq!(terms["wanted"], "on");
        let endpoint = format!("{}/push/ana", service.origin);
        let arguments = json!({ "subscription": self.subscription(&endpoint) });
        browser.ask("push_subscription", arguments).await;
    }
}

impl Sealed {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// What the signature says, if it is one of that key.
    pub fn claims(&self, key: &str) -> Value {
        let token = self
            .header("authorization")
            .strip_prefix("vapid t=")
            .unwrap();
        let (token, named) = token.split_once(", k=").unwrap();
        assert_eq!(named, key);
        let (signed, signature) = token.rsplit_once('.').unwrap();
        let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
        VerifyingKey::from_sec1_bytes(&URL_SAFE_NO_PAD.decode(key).unwrap())
            .unwrap()
            .verify(
                signed.as_bytes(),
                &Signature::from_slice(&signature).unwrap(),
            )
            .unwrap();
        let (_, claims) = signed.split_once('.').unwrap();
        serde_json::from_slice(&URL_SAFE_NO_PAD.decode(claims).unwrap()).unwrap()
    }
}
