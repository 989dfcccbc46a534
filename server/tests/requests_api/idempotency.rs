//! Under one `Idempotency-Key` a request is made once.

use reqwest::{StatusCode, header};
use serde_json::json;

use crate::{
    bodies::{from_maria, maria, problem, text},
    interface::Interface,
};

#[tokio::test]
async fn p6_the_same_key_gives_the_same_answer() {
    let interface = Interface::start().await;
    let first = interface.queue_once("order-1", &maria()).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    assert!(!first.headers().contains_key("Idempotency-Replayed"));
    let location = first.headers()[header::LOCATION].clone();
    let answered = first.text().await.unwrap();
    let id = text(&serde_json::from_str(&answered).unwrap(), "id");
    interface.connect_ana(&id).await;

    let again = interface.queue_once("order-1", &maria()).await;

    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(again.headers()["Idempotency-Replayed"], "true");
    assert_eq!(again.headers()[header::LOCATION], location);
    assert_eq!(again.text().await.unwrap(), answered);
}

#[tokio::test]
async fn p6_the_same_key_with_another_body_is_refused() {
    let interface = Interface::start().await;
    interface.queue_once("order-1", &maria()).await;

    let other = interface
        .queue_once("order-1", &from_maria(&json!({"kind": "inbound_call"})))
        .await;

    problem(other, 422, "idempotency-key-reused").await;
}

#[tokio::test]
async fn p6_a_refused_request_does_not_use_up_its_key() {
    let interface = Interface::start().await;
    let refused = interface
        .queue_once("order-1", &from_maria(&json!({"team": "Nobody"})))
        .await;
    problem(refused, 422, "invalid-field").await;

    let mended = interface.queue_once("order-1", &maria()).await;

    assert_eq!(mended.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn p6_twenty_at_once_under_one_key_make_one_request() {
    let interface = Interface::start().await;
    let body = maria();

    let answers = futures::future::join_all(
        (0..20).map(|_| async { interface.queue_once("order-1", &body).await.text().await }),
    )
    .await;

    let first = answers[0].as_ref().unwrap();
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().unwrap() == first)
    );
    assert_eq!(interface.desk.read(|desk| desk.live_requests().count()), 1);
}

#[tokio::test]
async fn a_malformed_idempotency_key_is_named() {
    let interface = Interface::start().await;
    for key in ["with space", &"k".repeat(256)] {
        let body = problem(
            interface.queue_once(key, &maria()).await,
            422,
            "invalid-field",
        )
        .await;
        assert_eq!(body["field"], "Idempotency-Key");
    }
}
