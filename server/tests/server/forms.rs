//! Nothing typed is lost, and nothing is done twice: forms as browsers without scripts send them.

use domain::time::Span;
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::app::{ANA, API_KEY, Browser, PASSWORD, TestApp};

const NOTE: &str = "</textarea><b>call twice</b>";

/// A call far ahead, as the form sends it.
fn call<'f>(press: &'f str, name: &'f str) -> Vec<(&'f str, &'f str)> {
    vec![
        ("press", press),
        ("action", "plan"),
        ("name", name),
        ("phone", "+34 600 123 456"),
        ("date", "2099-06-01"),
        ("time", "14:30"),
        ("zone", "Europe/Madrid"),
        ("note", NOTE),
        ("owner", "me"),
    ]
}

/// The token in the forms of a page.
async fn token(browser: &Browser, path: &str) -> String {
    let page = browser.text(path).await;
    hidden(&page, "press").expect("the page has forms with a token")
}

/// The value of a hidden field, as a browser reads it.
fn hidden(page: &str, name: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!(r#"name="{name}" value=""#))?;
    let (value, _) = rest.split_once('"')?;
    Some(
        value
            .replace("&quot;", "\"")
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&amp;", "&"),
    )
}

async fn view(browser: &Browser) -> Value {
    browser.ask("snapshot", json!({})).await
}

async fn planned(browser: &Browser) -> Vec<Value> {
    let view = view(browser).await;
    let requests = view["requests"].as_object().unwrap();
    let planned = requests
        .values()
        .filter(|row| row["phase"]["state"] == "scheduled");
    planned.cloned().collect()
}

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
    assert!(ana.text("/schedule").await.contains("Saved"));
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
    assert_eq!(view(&ana).await["session"]["request"], request.as_str());

    assert_eq!(act("hand_back", next).await, StatusCode::SEE_OTHER);
    assert_eq!(view(&ana).await["session"], Value::Null);
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
async fn what_was_typed_survives_a_sign_in_that_had_ended() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let press = token(&ana, "/schedule").await;
    ana.sign_out().await;

    let answer = ana
        .submit("/schedule", &call(&press, "Maria \"Mia\" Silva"))
        .await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    let page = answer.text().await.unwrap();
    assert!(page.contains("What you typed is kept"), "{page}");
    let mut fields = vec![("email".to_owned(), ANA.to_owned())];
    for name in ["kept", "next"] {
        fields.push((name.to_owned(), hidden(&page, name).expect(name)));
    }
    let second = ana.submit("/sign-in", &borrowed(&fields)).await;
    let second = second.text().await.unwrap();
    assert_eq!(hidden(&second, "kept"), hidden(&page, "kept"));
    fields.push(("password".to_owned(), "wrong".to_owned()));
    let refused = ana.submit("/sign-in", &borrowed(&fields)).await;
    let refused = refused.text().await.unwrap();
    assert_eq!(hidden(&refused, "kept"), hidden(&page, "kept"));

    fields.pop();
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    let signed_in = ana.submit("/sign-in", &borrowed(&fields)).await;
    assert_eq!(signed_in.headers()["location"], "/schedule");

    let page = ana.text("/schedule").await;
    assert!(page.contains("Nothing of it has been sent yet"), "{page}");
    assert!(page.contains("Maria &quot;Mia&quot; Silva"), "{page}");
    assert!(page.contains("2099-06-01"), "{page}");
    assert!(
        page.contains("&lt;/textarea&gt;&lt;b&gt;call twice"),
        "{page}"
    );
    assert!(!page.contains(NOTE), "{page}");
    assert_eq!(planned(&ana).await.len(), 0);
    assert!(!ana.text("/schedule").await.contains("Mia"));
}

#[tokio::test]
async fn every_form_of_an_agent_waits_for_the_sign_in() {
    let app = TestApp::start().await;
    let nobody = app.browser();
    for (path, page) in [
        ("/", "/"),
        ("/schedule", "/schedule"),
        ("/profile/notifications", "/profile/notifications"),
        ("/profile/notifications/devices", "/profile/notifications"),
        ("/supervisor/devices", "/supervisor/devices"),
    ] {
        let answer = nobody.submit(path, &[("note", "typed & kept")]).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
        let html = answer.text().await.unwrap();
        assert_eq!(hidden(&html, "next").as_deref(), Some(page), "{path}");
        let kept = hidden(&html, "kept").expect(path);
        assert_eq!(kept, r#"{"note":"typed & kept"}"#, "{path}");
    }
}

#[tokio::test]
async fn a_note_that_looks_like_the_end_of_its_field_stays_in_it() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let refused = ana
        .submit("/schedule", &[("action", "plan"), ("note", NOTE)])
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("&lt;/textarea&gt;&lt;b&gt;call twice"),
        "{page}"
    );
    assert!(!page.contains(NOTE), "{page}");
}

#[tokio::test]
async fn a_customer_whose_name_looks_like_the_end_of_the_title_stays_in_it() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    ana.ask("heartbeat", json!({})).await;
    app.post_request("</title><i>Maria").await;
    let page = ana.text("/").await;
    let (_, title) = page.split_once("<title>").unwrap();
    let (title, _) = title.split_once("</title>").unwrap();
    assert_eq!(
        title,
        "(1) New request: &lt;/title&gt;&lt;i&gt;Maria · Deskbell"
    );
}

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
    let before = closes_at(view(&ana).await);
    for _ in 0..2 {
        assert_eq!(
            ana.submit("/", &extend).await.status(),
            StatusCode::SEE_OTHER
        );
    }
    assert_eq!(closes_at(view(&ana).await) - before, 60_000, "pressed once");
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
    let address = format!("http://{}/api/v1/requests/{request}", app.server.addr());
    let closed = reqwest::Client::new()
        .get(address)
        .bearer_auth(API_KEY)
        .send()
        .await
        .unwrap();
    let closed: Value = closed.json().await.unwrap();
    assert_eq!(closed["outcome"], "sale");

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

#[tokio::test]
async fn quiet_hours_of_equal_ends_are_round_the_clock() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let fields = [
        ("action", "save"),
        ("desktop_notifications", "on"),
        ("quiet", "on"),
        ("quiet_from", "00:00"),
        ("quiet_until", "00:00"),
        ("quiet_zone", "Europe/Madrid"),
    ];
    let saved = ana.submit("/profile/notifications", &fields).await;
    assert_eq!(saved.status(), StatusCode::OK);
    let page = saved.text().await.unwrap();
    assert!(
        page.contains("The same time twice means round the clock"),
        "{page}"
    );
    let quiet = &view(&ana).await["me"]["preferences"]["quiet_hours"];
    assert_eq!(
        (&quiet["from"], &quiet["until"]),
        (&json!(0), &json!(0)),
        "in minutes"
    );
}

#[tokio::test]
async fn settings_that_were_refused_are_shown_as_they_were_chosen() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let fields = [
        ("action", "save"),
        ("while_looking", "on"),
        ("quiet", "on"),
        ("quiet_from", "late"),
        ("quiet_until", "07:45"),
        ("quiet_zone", "Europe/Nowhere"),
        ("through_inbound_call", "on"),
    ];
    let refused = ana.submit("/profile/notifications", &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    let tag = |id: &str| {
        let (_, rest) = page.split_once(&format!(r#"id="{id}""#)).expect(id);
        rest.split_once('>').unwrap().0.to_owned()
    };
    for ticked in ["while_looking", "quiet", "through_inbound_call"] {
        assert!(tag(ticked).contains("checked"), "{ticked}");
    }
    for unticked in ["missed", "ring_inbound_chat"] {
        assert!(!tag(unticked).contains("checked"), "{unticked}");
    }
    assert!(
        page.contains(r#"value="07:45""#) && page.contains("Europe/Nowhere"),
        "{page}"
    );
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    fields
        .iter()
        .map(|(name, value)| (name.as_str(), value.as_str()))
        .collect()
}

/// Neither is put right in silence: the one would ring at another time than was typed, the other for
/// somebody else than was meant.
#[tokio::test]
async fn a_time_that_no_clock_shows_and_an_owner_that_nobody_is_are_refused() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let with = |changes: &[(&'static str, &'static str)], press: &str| {
        let mut fields = call(press, "Maria Silva")
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<Vec<_>>();
        for (name, value) in changes {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    };
    for (changes, says) in [
        (
            &[("date", "2027-03-28"), ("time", "02:30")][..],
            "the clock is put forward past that time",
        ),
        (&[("owner", "everybody")], "owner"),
    ] {
        let fields = with(changes, &token(&ana, "/schedule").await);
        let answer = ana.submit("/schedule", &borrowed(&fields)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(says), "{page}");
        assert!(page.contains("Maria Silva"), "{page}");
    }
    assert_eq!(planned(&ana).await, Vec::<Value>::new());
}
