//! What is entered during a wrap-up is kept until it closes.

use domain::time::Span;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::token;
use crate::{
    app::{ANA, API_KEY, TestApp},
    browser::Browser,
};

async fn in_wrap_up(app: &TestApp, ana: &Browser) -> String {
    let request = app.post_request("Maria Silva").await;
    for action in ["connect", "end"] {
        let fields = [("action", action), ("request", request.as_str())];
        assert_eq!(
            ana.submit("/", &fields).await.status(),
            StatusCode::SEE_OTHER
        );
    }
    request
}

#[tokio::test]
async fn more_time_keeps_the_note_without_scripts_too() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = in_wrap_up(&app, &ana).await;
    let press = token(&ana, "/").await;
    let extend = [
        ("press", press.as_str()),
        ("action", "extend"),
        ("request", request.as_str()),
        ("outcome", "sale"),
        ("note", "two\r\nlines"),
    ];
    let closes_at = |view: Value| view["session"]["stage"]["closes_at"].as_i64().unwrap();
    let before = closes_at(ana.view().await);
    for _ in 0..2 {
        assert_eq!(
            ana.submit("/", &extend).await.status(),
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(closes_at(ana.view().await) - before, 60_000, "pressed once");
    let page = ana.text("/").await;
    assert!(page.contains("two\nlines</textarea>"), "{page}");
    assert!(page.contains(r#"value="sale" selected"#), "{page}");
}

#[tokio::test]
async fn what_was_entered_is_there_on_every_device_and_is_what_the_wrap_up_closes_with() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = in_wrap_up(&app, &ana).await;
    let mut stream = ana.open_stream().await;
    let draft = json!({"step": "keep_draft", "outcome": "sale", "note": "called <twice>"});
    ana.ask("session", json!({"request": request, "step": draft}))
        .await;
    let frame = stream.frame("session").await;
    assert_eq!(frame["stage"]["draft"]["note"], "called <twice>");

    let elsewhere = app.browser_of(ANA).await;
    let page = elsewhere.text("/").await;
    assert!(page.contains("called &lt;twice&gt;</textarea>"), "{page}");

    app.wait(Span::seconds(60));
    let frame = stream.frame("session").await;
    assert_eq!(
        frame["stage"],
        json!({"stage": "closed", "outcome": "sale"})
    );
    assert_eq!(read(&app, &request).await["outcome"], "sale");

    let late = json!({"step": "keep_draft", "outcome": null, "note": "late"});
    let late = ana
        .call("session", json!({"request": request, "step": late}))
        .await;
    assert_eq!(late.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn a_draft_that_is_too_long_is_refused_by_its_name() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = in_wrap_up(&app, &ana).await;
    let long = json!({"step": "keep_draft", "outcome": null, "note": "a".repeat(2_001)});
    let refused = ana
        .call("session", json!({"request": request, "step": long}))
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("note"));
}

/// Nothing but a press brings it there.
#[tokio::test]
async fn a_note_goes_along_with_every_step_without_scripts() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let step = |action, note| step(&request, action, note);
    ana.submit("/", &step("connect", "")).await;
    for (action, note) in [
        ("answered", "asks"),
        ("end", "asks for\r\ntwo"),
        // Gone back to and pressed again: the wrap-up knows more.
        ("end", "asks"),
    ] {
        let answer = ana.submit("/", &step(action, note)).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{action}");
    }
    let page = ana.text("/").await;
    assert!(page.contains("asks for\ntwo</textarea>"), "{page}");
}

#[tokio::test]
async fn what_was_noted_stays_with_a_customer_who_did_not_answer_or_was_handed_back() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    ana.submit("/", &step(&request, "connect", "")).await;
    ana.submit("/", &step(&request, "hand_back", "wants Ben"))
        .await;
    let waiting = read(&app, &request).await;
    assert_eq!(waiting["handed_back"][0]["note"], "wants Ben");
    assert_eq!(waiting["handed_back"][0]["agent"]["email"], ANA);

    ana.submit("/", &step(&request, "connect", "")).await;
    let too_long = "a".repeat(2_001);
    let refused = ana
        .submit("/", &step(&request, "no_answer", &too_long))
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(read(&app, &request).await["state"], "connecting");
    ana.submit("/", &step(&request, "no_answer", "rang out"))
        .await;
    let closed = read(&app, &request).await;
    assert_eq!(closed["outcome"], "customer_no_answer");
    assert_eq!(closed["note"], "rang out");
    assert_eq!(closed["handed_back"][0]["note"], "wants Ben");
}

fn step<'a>(request: &'a str, action: &'a str, note: &'a str) -> [(&'a str, &'a str); 3] {
    [("action", action), ("request", request), ("note", note)]
}

async fn read(app: &TestApp, request: &str) -> Value {
    let address = format!("http://{}/api/v1/requests/{request}", app.server.addr());
    let answer = reqwest::Client::new()
        .get(address)
        .bearer_auth(API_KEY)
        .send()
        .await
        .unwrap();
    answer.json().await.unwrap()
}
