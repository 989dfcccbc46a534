//! What a key opens, and how often.

use std::time::Duration;

use engine::Options;
use reqwest::header;
use serde_json::json;

use crate::{
    bodies::{maria, problem},
    interface::Interface,
};

#[tokio::test]
async fn p8_a_key_sees_its_own_desk_only() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    let other = interface
        .engine
        .open_desk("other".to_owned(), "ES".to_owned())
        .await
        .unwrap();
    let stranger = interface.of(&other).await;

    problem(stranger.read(&id).await, 404, "not-found").await;
    problem(stranger.cancel(&id).await, 404, "not-found").await;
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(stranger.reschedule(&id, &time).await, 404, "not-found").await;
}

#[tokio::test]
async fn without_a_valid_key_nothing_is_told() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    let address = format!("{}/requests/{id}", interface.address);
    for authorization in [
        None,
        Some("Bearer dbk_wrong"),
        Some("Basic eDp5"),
        Some("Bearer "),
    ] {
        let mut call = interface.http.get(&address);
        if let Some(value) = authorization {
            call = call.header(header::AUTHORIZATION, value);
        }
        let answer = call.send().await.unwrap();
        assert!(answer.headers().contains_key(header::WWW_AUTHENTICATE));
        problem(answer, 401, "unauthorized").await;
    }
}

#[tokio::test]
async fn a_key_that_calls_too_often_is_told_to_wait() {
    let interface = Interface::start_with("1/3".parse().unwrap(), Options::default()).await;
    let unknown = "01890000-0000-7000-8000-000000000001";
    for _ in 0..3 {
        problem(interface.read(unknown).await, 404, "not-found").await;
    }

    let answer = interface.read(unknown).await;

    let wait = answer.headers()[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse();
    assert_eq!(wait.map(Duration::from_secs), Ok(Duration::from_secs(1)));
    problem(answer, 429, "rate-limited").await;
}
