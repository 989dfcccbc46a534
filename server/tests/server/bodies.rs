//! Bodies of requests that are too slow, too large or too small a piece at a time.

use std::{iter, time::Duration};

use reqwest::{Client, StatusCode};
use server::edge::limits::Limits;

use crate::{
    app::{ANA, API_KEY, TestApp},
    wire::Wire,
};

/// Every way to a body: a form, a server function, the REST interface; and a page that asks for none.
async fn heads(app: &TestApp) -> Vec<(&'static str, String)> {
    let cookie = app.browser_of(ANA).await.cookie().await;
    let form = "Content-Type: application/x-www-form-urlencoded";
    let json = "Content-Type: application/json";
    let head =
        |path: &str, more: &str| format!("POST {path} HTTP/1.1\r\nHost: localhost\r\n{more}\r\n");
    vec![
        ("form", head("/sign-in", form)),
        (
            "own form",
            head(
                "/",
                &format!("{form}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}"),
            ),
        ),
        (
            "server function",
            head(
                "/api/ui/status",
                &format!("{json}\r\nSec-Fetch-Site: same-origin\r\nCookie: {cookie}"),
            ),
        ),
        (
            "REST",
            head(
                "/api/v1/requests",
                &format!("{json}\r\nAuthorization: Bearer {API_KEY}"),
            ),
        ),
    ]
}

#[tokio::test]
async fn a_body_that_dribbles_is_refused_in_time() {
    let app = TestApp::start_with_limits(Limits {
        body_time: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    for (way, head) in heads(&app).await {
        for (length, drop) in [
            ("Content-Length: 60001", "x"),
            ("Transfer-Encoding: chunked", "1\r\nx\r\n"),
            // Nothing at all of the next piece but its length, digit by digit.
            ("Transfer-Encoding: chunked", "0"),
        ] {
            let mut wire = Wire::to(&app).await;
            wire.send(&format!("{head}{length}\r\n\r\n")).await;
            let sent = wire.dribble(drop.bytes().cycle()).await;
            assert!(sent > 1, "{way}, {length}: not waited for");
            let answer = wire.answer().await;
            assert_eq!(
                answer.status,
                StatusCode::REQUEST_TIMEOUT,
                "{way}, {length}"
            );
            wire.hung_up().await;
        }
    }
}

#[tokio::test]
async fn a_body_that_never_comes_is_refused_in_time() {
    let app = TestApp::start_with_limits(Limits {
        body_time: Duration::from_millis(300),
        ..Limits::default()
    })
    .await;
    for (way, head) in heads(&app).await {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!("{head}Content-Length: 10\r\n\r\n"))
            .await;
        let answer = wire.answer().await;
        assert_eq!(answer.status, StatusCode::REQUEST_TIMEOUT, "{way}");
    }
}

#[tokio::test]
async fn a_body_in_single_bytes_is_read_like_any_other() {
    let app = TestApp::start().await;
    let body = format!("email={ANA}&password=not-the-bell");
    let mut wire = Wire::to(&app).await;
    wire.send(&format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n",
        body.len()
    ))
    .await;
    for byte in body.chars() {
        wire.send(&byte.to_string()).await;
        tokio::task::yield_now().await;
    }
    assert_eq!(wire.answer().await.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_whether_or_not_it_says_so() {
    let app = TestApp::start().await;
    for (way, head) in heads(&app).await {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!("{head}Content-Length: 100000\r\n\r\n"))
            .await;
        wire.send(&"x".repeat(100_000)).await;
        assert_eq!(
            wire.answer().await.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{way}"
        );

        let mut wire = Wire::to(&app).await;
        wire.send(&format!("{head}Transfer-Encoding: chunked\r\n\r\n"))
            .await;
        for piece in iter::repeat_n("x".repeat(1_000), 100) {
            wire.send(&format!("3e8\r\n{piece}\r\n")).await;
        }
        wire.send("0\r\n\r\n").await;
        assert_eq!(
            wire.answer().await.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{way}"
        );
    }
}

#[tokio::test]
async fn who_asks_before_sending_too_much_is_refused_before_it() {
    let app = TestApp::start().await;
    for (way, head) in heads(&app).await {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!(
            "{head}Content-Length: 100000\r\nExpect: 100-continue\r\n\r\n"
        ))
        .await;
        assert_eq!(
            wire.answer().await.status,
            StatusCode::PAYLOAD_TOO_LARGE,
            "{way}"
        );
    }
}

#[tokio::test]
async fn who_may_not_ask_is_refused_before_the_body() {
    let app = TestApp::start().await;
    for (path, status) in [
        ("/api/v1/requests", StatusCode::UNAUTHORIZED),
        ("/", StatusCode::FORBIDDEN),
    ] {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\
             Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n"
        ))
        .await;
        assert_eq!(wire.answer().await.status, status, "{path}");
    }
}

#[tokio::test]
async fn slow_bodies_say_so_in_the_words_of_the_interface() {
    let app = TestApp::start_with_limits(Limits {
        body_time: Duration::from_millis(100),
        ..Limits::default()
    })
    .await;
    let silent =
        reqwest::Body::wrap_stream(futures::stream::pending::<Result<Vec<u8>, std::io::Error>>());
    let response = Client::new()
        .post(format!("http://{}/api/v1/requests", app.server.addr()))
        .bearer_auth(API_KEY)
        .header("content-type", "application/json")
        .body(silent)
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::REQUEST_TIMEOUT);
    let problem: serde_json::Value = response.json().await.unwrap();
    assert_eq!(problem["type"], "/problems/too-slow");
}
