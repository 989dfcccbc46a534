//! Nothing is done twice, however often a form is sent.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{call, planned, token};
use crate::app::{ANA, TestApp};

#[tokio::test]
async fn a_form_that_is_sent_twice_at_once_plans_one_call() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let press = token(&ana, "/schedule").await;
    let fields = call(&press, "Maria Silva");

    let (one, two) = tokio::join!(
        ana.submit("/schedule", &fields),
        ana.submit("/schedule", &fields)
    );
    let late = ana.submit("/schedule", &fields).await;

    for answer in [one, two, late] {
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
    assert_eq!(planned(&ana).await.len(), 1);
    assert!(
        ana.text("/schedule")
            .await
            .contains("Scheduled: Maria Silva, ")
    );
}

#[tokio::test]
async fn a_form_that_is_gone_back_to_and_sent_again_plans_one_call() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    // A browser that asks for the page again has another token, one that does not is an older page.
    for press in [
        token(&ana, "/schedule").await,
        token(&ana, "/schedule").await,
        String::new(),
    ] {
        let answer = ana.submit("/schedule", &call(&press, "Maria Silva")).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        assert_eq!(planned(&ana).await.len(), 1);
    }
    let press = token(&ana, "/schedule").await;
    ana.submit("/schedule", &call(&press, "Maria Silvo")).await;
    assert_eq!(planned(&ana).await.len(), 2, "another customer");
}

#[tokio::test]
async fn a_call_that_is_cancelled_or_moved_twice_is_so_once() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    ana.submit("/schedule", &call("", "Maria Silva")).await;
    let id = planned(&ana).await[0]["id"].as_str().unwrap().to_owned();
    let press = token(&ana, "/schedule").await;
    let moved = [
        ("press", press.as_str()),
        ("action", "move"),
        ("request", id.as_str()),
        ("date", "2099-06-02"),
        ("time", "09:15"),
        ("zone", "Europe/Madrid"),
    ];
    let elsewhere = [("date", "2099-06-03")];
    assert_eq!(
        ana.submit("/schedule", &moved).await.status(),
        StatusCode::SEE_OTHER
    );
    let again: Vec<_> = moved[..3]
        .iter()
        .chain(&elsewhere)
        .chain(&moved[4..])
        .copied()
        .collect();
    assert_eq!(
        ana.submit("/schedule", &again).await.status(),
        StatusCode::SEE_OTHER
    );
    // The first press comes once more, late: the call stays where it was moved to since.
    assert_eq!(
        ana.submit("/schedule", &moved).await.status(),
        StatusCode::SEE_OTHER
    );
    assert!(ana.text("/schedule").await.contains("2099-06-03"));

    let cancel = [
        ("press", press.as_str()),
        ("action", "cancel"),
        ("request", id.as_str()),
    ];
    for _ in 0..2 {
        let answer = ana.submit("/schedule", &cancel).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_customer_who_was_handed_back_and_taken_again_is_not_handed_back_by_the_same_press() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let press = token(&ana, "/").await;
    let act = |action: &'static str, press: String| {
        let request = request.clone();
        let ana = &ana;
        async move {
            let fields = [
                ("press", press.as_str()),
                ("action", action),
                ("request", request.as_str()),
            ];
            ana.submit("/", &fields).await.status()
        }
    };
    assert_eq!(act("connect", press.clone()).await, StatusCode::SEE_OTHER);
    assert_eq!(act("hand_back", press.clone()).await, StatusCode::SEE_OTHER);
    let next = token(&ana, "/").await;
    assert_eq!(act("connect", next.clone()).await, StatusCode::SEE_OTHER);

    assert_eq!(act("hand_back", press).await, StatusCode::SEE_OTHER);
    assert_eq!(ana.view().await["session"]["request"], request.as_str());

    assert_eq!(act("hand_back", next).await, StatusCode::SEE_OTHER);
    assert_eq!(ana.view().await["session"], Value::Null);
}

#[tokio::test]
async fn a_press_with_scripts_that_had_no_answer_takes_no_second_customer() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    for name in ["Maria Silva", "Kenji Watanabe"] {
        app.post_chat(name).await;
    }
    let operated = |press: &str| ana.call("attend_next", json!({ "press": press }));
    assert_eq!(operated("page-1").await.status(), StatusCode::OK);
    assert_eq!(operated("page-1").await.status(), StatusCode::OK);
    assert_ne!(
        operated("page-2").await.status(),
        StatusCode::OK,
        "one chat at a time"
    );
}

#[tokio::test]
async fn another_step_after_one_that_had_no_answer_is_another_press() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let connected = ana.call("connect", json!({ "request": request })).await;
    assert_eq!(connected.status(), StatusCode::OK);
    let step = |step: &str| {
        ana.call(
            "session",
            json!({ "request": request, "step": { "step": step }, "press": "page-1" }),
        )
    };
    assert_eq!(step("answered").await.status(), StatusCode::OK);
    assert_eq!(step("end").await.status(), StatusCode::OK);
    assert_eq!(ana.view().await["session"]["stage"]["stage"], "wrap_up");
}

#[tokio::test]
async fn what_is_planned_after_no_answer_is_told_however_often_it_is_pressed() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let connected = ana.call("connect", json!({ "request": request })).await;
    assert_eq!(connected.status(), StatusCode::OK);
    let no_answer = |press: &str| {
        ana.call(
            "session",
            json!({ "request": request, "step": { "step": "no_answer" }, "press": press }),
        )
    };
    let told: Value = no_answer("page-1").await.json().await.unwrap();
    assert_eq!(told["then"], "calls_back");
    for press in ["page-1", "page-2"] {
        let again: Value = no_answer(press).await.json().await.unwrap();
        assert_eq!(again, told, "{press}");
    }
}
