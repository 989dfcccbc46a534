//! What becomes of a request later: cancelled, moved, called back, long over, or on the do-not-call list.

use std::sync::Arc;

use domain::time::{Span, Timestamp};
use engine::{Options, clock::TestClock};
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use server::api::rate::Rate;

use crate::{
    bodies::{from_maria, json_of, maria, problem},
    interface::Interface,
};

#[tokio::test]
async fn a_request_is_cancelled_once_and_for_all() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;

    for _ in 0..2 {
        let answer = interface.cancel(&id).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(json_of(answer).await["state"], "cancelled");
    }
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(interface.reschedule(&id, &time).await, 409, "conflict").await;
}

#[tokio::test]
async fn a_request_that_ended_long_ago_is_answered_from_the_database() {
    let clock = TestClock::at(Timestamp(1_796_000_000_000));
    let options = Options {
        clock: Arc::new(clock.clone()),
        ..Options::default()
    };
    let interface = Interface::start_with(Rate::default(), options).await;
    let id = interface.queued(&maria()).await;
    interface.cancel(&id).await;

    clock.advance(Span::minutes(2));
    interface.queued(&maria()).await;

    assert!(interface.desk.read(|desk| desk.requests().count()) < 2);
    assert_eq!(
        json_of(interface.read(&id).await).await["state"],
        "cancelled"
    );
    assert_eq!(interface.cancel(&id).await.status(), StatusCode::OK);
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(interface.reschedule(&id, &time).await, 409, "conflict").await;
}

#[tokio::test]
async fn a_request_in_an_agents_hands_is_not_cancelled() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    interface.connect_ana(&id).await;

    let body = problem(interface.cancel(&id).await, 409, "conflict").await;

    assert_eq!(body["detail"], "Ana Torres has already taken this customer");
}

#[tokio::test]
async fn a_scheduled_call_is_moved() {
    let interface = Interface::start().await;
    let id = interface
        .queued(&from_maria(&json!({
            "kind": "scheduled_by_customer", "scheduled_at": "2998-01-01T00:00:00Z",
        })))
        .await;

    let moved = interface
        .reschedule(&id, &json!({"scheduled_at": "2999-01-01T01:00:00+01:00"}))
        .await;

    assert_eq!(moved.status(), StatusCode::OK);
    let body = json_of(moved).await;
    assert_eq!(body["state"], "scheduled");
    assert_eq!(body["scheduled_at"], "2999-01-01T00:00:00.000Z");
    for wrong in [json!({}), json!({"scheduled_at": "2020-01-01T00:00:00Z"})] {
        let body = problem(
            interface.reschedule(&id, &wrong).await,
            422,
            "invalid-field",
        )
        .await;
        assert_eq!(body["field"], "scheduled_at");
    }
}

#[tokio::test]
async fn a_call_back_says_which_attempt_it_is() {
    let api = Interface::start().await;
    let body = json!({"kind": "call_me_back", "customer": maria()["customer"]});
    let answer = json_of(api.queue(&body).await).await;
    assert_eq!(answer["call_back"]["attempt"], 1);
    assert_eq!(answer["call_back"]["of"], 3);
    assert_eq!(answer["call_back"]["first_asked_at"], answer["created_at"]);
    assert_eq!(answer["scheduled_at"], Value::Null, "now is a free moment");
}

#[tokio::test]
async fn numbers_on_the_do_not_call_list_are_called_only_when_the_customer_chose_the_time() {
    let api = Interface::start().await;
    let list = async || {
        let answer = api.call(Method::GET, "/do-not-call").send().await.unwrap();
        json_of(answer).await["phones"].clone()
    };
    let call_back = json!({"kind": "call_me_back", "customer": {"phone": "600 123 456"}});

    let added = api
        .call(Method::POST, "/do-not-call")
        .json(&json!({"phone": "600 123 456"}))
        .send()
        .await
        .unwrap();
    assert_eq!(added.status(), StatusCode::OK);
    assert_eq!(list().await, json!(["+34600123456"]));
    let refused = problem(api.queue(&call_back).await, 422, "invalid-field").await;
    assert_eq!(refused["field"], "customer.phone");
    let chosen = json!({
        "kind": "scheduled_by_customer",
        "customer": {"phone": "+34600123456"},
        "scheduled_at": "2999-01-01T09:00:00Z",
    });
    api.queued(&chosen).await;

    let removed = api
        .call(Method::DELETE, "/do-not-call/+34600123456")
        .send()
        .await
        .unwrap();
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert_eq!(list().await, json!([]));
    api.queued(&call_back).await;

    let wrong = api
        .call(Method::POST, "/do-not-call")
        .json(&json!({"phone": "nobody"}))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(wrong, 422, "invalid-field").await["field"], "phone");
}
