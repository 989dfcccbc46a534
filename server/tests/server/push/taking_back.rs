//! What was told is taken back.

use domain::time::Span;
use serde_json::json;

use super::{ana_can_be_pushed, service::PushService, until};
use crate::app::{BEN, TestApp};

#[tokio::test]
async fn what_was_told_is_taken_back_when_it_is_over() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    let first = service.message().await;
    until(&ana, "Web Push: handed to the push service").await;
    let ben = app.browser_of(BEN).await;
    ben.ask("connect", json!({ "request": request })).await;

    let second = service.message().await;

    assert_eq!(second.header("ttl"), "0", "only to who is there");
    assert_eq!(second.header("topic"), first.header("topic"));
    let (first, second) = (agent.read(&first), agent.read(&second));
    assert_eq!(second["notification"]["tag"], first["notification"]["tag"]);
    assert_eq!(second["notification"]["silent"], true);
    assert_eq!(
        second["notification"]["body"],
        "Ben Okafor took Maria Silva"
    );
}

#[tokio::test]
async fn what_was_told_is_taken_back_once() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    let ben = app.browser_of(BEN).await;
    ben.ask("heartbeat", json!({})).await;
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&ana, "Web Push: handed to the push service").await;
    ana.ask("status", json!({ "intent": "busy" })).await;
    let taken_back = agent.read(&service.message().await);
    assert_eq!(taken_back["notification"]["silent"], true);
    ben.ask("connect", json!({ "request": request })).await;
    ana.ask("status", json!({ "intent": "available" })).await;
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
}

#[tokio::test]
async fn what_never_arrived_is_not_taken_back() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    service.will_answer(&[(429, Some("60"))]);
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&ana, "Web Push: the push service was too busy").await;
    let ben = app.browser_of(BEN).await;
    ben.ask("connect", json!({ "request": request })).await;
    // Until then the push service asked to be left alone.
    app.wait(Span::seconds(60));
    ana.ask("heartbeat", json!({})).await;
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
}
