//! Another system, which hands in what customers ask for.

use reqwest::{Client, Response};
use serde_json::{Value, json};

use crate::app::API_KEY;

/// What it sends for a customer.
pub fn request(kind: &str, customer: &str) -> Value {
    json!({
        "kind": kind,
        "customer": { "name": customer, "phone": "+14155550123" },
    })
}

/// `address`: host and port of the server.
pub async fn hand_in(address: &str, request: &Value) -> Response {
    Client::new()
        .post(format!("http://{address}/api/v1/requests"))
        .bearer_auth(API_KEY)
        .json(request)
        .send()
        .await
        .unwrap()
}
