//! Everything that is refused is a problem with a type, whatever was sent.

use reqwest::{Method, StatusCode, header};

use crate::{
    bodies::{maria, problem},
    interface::Interface,
};

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let interface = Interface::start().await;
    let unknown = "01890000-0000-7000-8000-000000000001";
    problem(interface.read(unknown).await, 404, "not-found").await;
    problem(interface.read("42").await, 404, "not-found").await;
    problem(interface.read("%ff").await, 404, "not-found").await;
    problem(interface.cancel(unknown).await, 404, "not-found").await;
    let nowhere = interface
        .call(Method::GET, "/nowhere")
        .send()
        .await
        .unwrap();
    problem(nowhere, 404, "not-found").await;
    let wrong_method = interface
        .call(Method::DELETE, "/requests")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong_method.headers()[header::ALLOW], "POST");
    problem(wrong_method, 405, "method-not-allowed").await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_told_apart() {
    let interface = Interface::start().await;
    let send = |content_type: Option<&'static str>, body: Vec<u8>| {
        let mut call = interface.call(Method::POST, "/requests").body(body);
        if let Some(content_type) = content_type {
            call = call.header(header::CONTENT_TYPE, content_type);
        }
        async { call.send().await.unwrap() }
    };
    let json = Some("application/json");
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    for body in [
        "",
        "{",
        "{\"kind\": \"new_request\"} x",
        "{\"kind\": \"\\ud800\"}",
        &deep,
    ] {
        problem(send(json, body.into()).await, 400, "malformed-json").await;
    }
    problem(
        send(json, vec![b'"', 0xff, b'"']).await,
        400,
        "malformed-json",
    )
    .await;
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let answer = send(content_type, b"{}".to_vec()).await;
        problem(answer, 415, "unsupported-media-type").await;
    }
    let with_charset = send(
        Some("application/json; charset=utf-8"),
        maria().to_string().into(),
    );
    assert_eq!(with_charset.await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_parsed() {
    let interface = Interface::start().await;
    for size in [33 * 1024, 4 * 1024 * 1024] {
        let answer = interface
            .call(Method::POST, "/requests")
            .header(header::CONTENT_TYPE, "application/json")
            .body(vec![b'{'; size])
            .send()
            .await
            .unwrap();
        problem(answer, 413, "too-large").await;
    }
}

#[tokio::test]
async fn the_longest_message_is_taken_with_every_character_escaped() {
    let interface = Interface::start().await;
    let escaped = "\\ud83d\\ude00";
    let body = format!(
        r#"{{"kind": "new_request", "customer": {{"name": "{}"}}, "message": "{}"}}"#,
        escaped.repeat(200),
        escaped.repeat(2_000)
    );
    let answer = interface
        .call(Method::POST, "/requests")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
}
