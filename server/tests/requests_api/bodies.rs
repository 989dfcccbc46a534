//! Bodies that are sent, and bodies that come back.

use reqwest::{Response, header};
use serde_json::{Value, json};

pub fn maria() -> Value {
    json!({"kind": "new_request", "customer": {"name": "Maria Silva", "phone": "600 123 456"}})
}

/// A request of Maria's with other fields.
pub fn from_maria(fields: &Value) -> Value {
    let mut body = json!({"kind": "new_request", "customer": {"name": "Maria"}});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
}

pub async fn json_of(answer: Response) -> Value {
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

pub fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap().to_owned()
}

/// Checks the form of a problem and answers its body.
pub async fn problem(answer: Response, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let body = json_of(answer).await;
    assert_eq!(body["type"], format!("/problems/{kind}"), "{body}");
    assert_eq!(body["status"], status);
    assert!(body["title"].is_string() && body["detail"].is_string());
    body
}
