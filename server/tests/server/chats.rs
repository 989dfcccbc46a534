//! Several chats at once, without scripts.

use reqwest::StatusCode;
use server::{
    admin::{
        rule::{RuleChoice, Scope, Timing},
        task::Task,
    },
    control,
};

use crate::{
    app::{ANA, TestApp},
    browser::Browser,
};

/// A desk whose agents serve two chats at once.
async fn with_two_chats() -> TestApp {
    let app = TestApp::start().await;
    let rule = Task::SetRule {
        desk: None,
        team: "Sales".to_owned(),
        rule: RuleChoice::Broadcast,
        scope: Some(Scope::CatchAll),
        timing: Timing {
            chat_capacity: Some(2.try_into().unwrap()),
            ..Timing::default()
        },
    };
    control::perform(&app.config, rule).await.unwrap();
    app
}

async fn connect(browser: &Browser, request: &str) -> reqwest::Response {
    browser
        .submit("/", &[("action", "connect"), ("request", request)])
        .await
}

#[tokio::test]
async fn two_chats_are_taken_and_neither_a_third_nor_a_call() {
    let app = with_two_chats().await;
    let ana = app.browser_of(ANA).await;
    for customer in ["Maria Silva", "Kenji Watanabe"] {
        let chat = app.post_chat(customer).await;
        assert_eq!(connect(&ana, &chat).await.status(), StatusCode::SEE_OTHER);
    }

    let third = connect(&ana, &app.post_chat("Lena Fischer").await).await;
    assert_eq!(third.status(), StatusCode::CONFLICT);
    assert!(third.text().await.unwrap().contains("finish one first"));
    let call = connect(&ana, &app.post_request("Omar Haddad").await).await;
    assert_eq!(call.status(), StatusCode::CONFLICT);
    assert!(call.text().await.unwrap().contains("finish your chats"));
    assert_eq!(ana.sign_out().await.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn nobody_leaves_a_customer_in_a_browser_that_is_closed() {
    let app = with_two_chats().await;
    let closed = app.browser_of(ANA).await;
    let ana = app.browser_of(ANA).await;
    let chat = app.post_chat("Maria Silva").await;
    connect(&ana, &chat).await;
    assert_eq!(ana.sign_out().await.status(), StatusCode::CONFLICT);
    assert!(ana.is_signed_in().await);

    // It is opened again: there they have them still.
    let _stream = closed.open_stream().await;
    assert_eq!(ana.sign_out().await.status(), StatusCode::SEE_OTHER);
    assert_eq!(closed.sign_out().await.status(), StatusCode::CONFLICT);
}

#[tokio::test]
async fn the_agent_goes_from_one_chat_to_the_other_and_back_to_the_one_they_worked_on() {
    let app = with_two_chats().await;
    let ana = app.browser_of(ANA).await;
    let first = app.post_chat("Maria Silva").await;
    connect(&ana, &first).await;
    let alone = ana.text("/").await;
    assert!(!alone.contains(r#"name="session""#), "nothing to choose");
    let second = app.post_chat("Kenji Watanabe").await;
    connect(&ana, &second).await;

    assert_eq!(shown(&ana.text("/").await), "Kenji Watanabe");
    let of_first = format!("/?session={first}");
    let page = ana.text(&of_first).await;
    assert_eq!(shown(&page), "Maria Silva");
    for request in [&first, &second] {
        assert!(page.contains(&format!(r#"name="session" value="{request}""#)));
    }
    assert!(page.contains(&format!(r#"action="{of_first}""#)));

    let end = [("action", "end"), ("request", first.as_str())];
    let ended = ana.submit(&of_first, &end).await;
    assert_eq!(ended.headers()["location"], of_first.as_str());
    let finish = [("action", "finish"), ("request", first.as_str())];
    let refused = ana.submit(&of_first, &finish).await;
    assert_eq!(shown(&refused.text().await.unwrap()), "Maria Silva");
}

#[tokio::test]
async fn a_snapshot_names_the_newest_session_and_the_earlier_ones() {
    let app = with_two_chats().await;
    let ana = app.browser_of(ANA).await;
    let first = app.post_chat("Maria Silva").await;
    let second = app.post_chat("Kenji Watanabe").await;
    for chat in [&first, &second] {
        connect(&ana, chat).await;
    }

    let snapshot = ana.open_stream().await.frame("snapshot").await;

    assert_eq!(snapshot["session"]["request"], second.as_str());
    assert_eq!(snapshot["session"]["earlier"][0]["request"], first.as_str());
}

/// Whose session the page shows.
fn shown(page: &str) -> &str {
    let (_, heading) = page
        .split_once(r#"id="session-heading""#)
        .expect("a session is shown");
    let (_, name) = heading.split_once("<bdi>").expect("the heading has a name");
    name.split('<').next().unwrap_or_default()
}
