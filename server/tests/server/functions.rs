//! Server functions called by something else than our own pages.

use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use crate::{
    app::{ANA, TestApp},
    browser::Browser,
};

async fn post(browser: &Browser, function: &str, body: &str) -> Response {
    browser
        .client
        .post(format!("{}/api/ui/{function}", browser.site))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/json")
        .header("accept", "text/html")
        .header("referer", &browser.site)
        .body(body.to_owned())
        .send()
        .await
        .unwrap()
}

/// What a browser's script is told.
async fn error(response: Response) -> Value {
    assert_eq!(response.headers()["content-type"], "application/json");
    response.json().await.unwrap()
}

#[tokio::test]
async fn arguments_that_are_no_json_are_malformed() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for body in ["", "{", "intent=break", "{\"intent\": }", "\u{0}", "{} {}"] {
        let response = post(&browser, "status", body).await;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{body}");
        let error = error(response).await;
        assert_eq!(error["error"], "invalid", "{body}");
        assert_eq!(error["field"], "body", "{body}");
    }
}

#[tokio::test]
async fn arguments_of_another_shape_are_named() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for (function, body, field) in [
        ("status", "{}", "intent"),
        ("status", "{\"intent\": 5}", "arguments"),
        ("status", "{\"intent\": \"asleep\"}", "arguments"),
        ("status", "[]", "arguments"),
        ("status", "null", "arguments"),
        ("connect", "{\"request\": \"x\"}", "arguments"),
        (
            "session",
            "{\"request\": null, \"step\": null}",
            "arguments",
        ),
        ("preferences", "{}", "preferences"),
        ("report", "{\"reports\": {}}", "arguments"),
        (
            "device",
            "{\"permission\": \"granted\", \"utc_offset\": 1e99}",
            "arguments",
        ),
    ] {
        let response = post(&browser, function, body).await;
        assert_eq!(
            response.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{function} {body}"
        );
        let error = error(response).await;
        assert_eq!(error["error"], "invalid", "{function} {body}");
        if field != "arguments" {
            assert_eq!(error["field"], field, "{function} {body}");
        }
        assert_ne!(error["expected"], "", "{function} {body}");
    }
}

#[tokio::test]
async fn who_is_signed_out_hears_that_whatever_they_send() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for body in ["{}", "{", "{\"intent\": \"break\"}"] {
        for function in ["status", "snapshot", "heartbeat", "trace"] {
            let response = post(&browser, function, body).await;
            assert_eq!(
                response.status(),
                StatusCode::UNAUTHORIZED,
                "{function} {body}"
            );
            assert_eq!(error(response).await, json!({ "error": "signed_out" }));
        }
    }
}

#[tokio::test]
async fn a_function_that_there_is_not_is_not_found() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let response = post(&browser, "nothing", "{}").await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let response = browser.get("/api/ui/status").await;
    assert_eq!(response.status(), StatusCode::METHOD_NOT_ALLOWED);
}

#[tokio::test]
async fn right_arguments_are_answered_in_json_whatever_is_accepted() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let response = post(&browser, "status", "{\"intent\": \"break\"}").await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(!response.headers().contains_key("location"));
}
