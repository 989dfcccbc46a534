//! When a sign-in ends, and when it does not.

use domain::{agent::Presence, time::Span};
use reqwest::StatusCode;

use super::{cookies, is_signed_in_with, presence_of_ana, session_cookie};
use crate::app::{ANA, BEN, PASSWORD, TestApp};

#[tokio::test]
async fn a_device_that_lost_its_cookie_does_not_count_as_there_after_sign_out() {
    let app = TestApp::start().await;
    let first = app.browser().sign_in_as(ANA, PASSWORD).await;
    let lost = session_cookie(&first).unwrap();
    let device = cookies(&first)
        .into_iter()
        .find(|cookie| cookie.starts_with("deskbell-device-"))
        .unwrap();
    let again = app
        .browser()
        .client
        .post(format!("http://{}/sign-in", app.server.addr()))
        .header("cookie", &device)
        .header("origin", format!("http://{}", app.server.addr()))
        .form(&[("email", ANA), ("password", PASSWORD)])
        .send()
        .await
        .unwrap();
    let found = session_cookie(&again).unwrap();
    let browser = app.browser();
    let pair = |cookie: &str| cookie.split(';').next().unwrap().to_owned();
    assert!(!is_signed_in_with(&browser, &pair(&lost)).await);
    assert!(is_signed_in_with(&browser, &pair(&found)).await);
    assert_ne!(presence_of_ana(&app), Presence::SignedOut);

    let out = browser
        .client
        .post(format!("{}/sign-out", browser.site))
        .header("origin", &browser.site)
        .header("cookie", pair(&found))
        .send();
    assert_eq!(out.await.unwrap().status(), StatusCode::SEE_OTHER);
    assert_eq!(presence_of_ana(&app), Presence::SignedOut);
}

#[tokio::test]
async fn sign_out_ends_every_stream_of_the_session_within_a_second() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let other = app.browser_of(ANA).await;
    let mut streams = [browser.open_stream().await, browser.open_stream().await];
    let mut elsewhere = other.open_stream().await;
    for stream in &mut streams {
        stream.expect("snapshot").await;
    }
    elsewhere.expect("snapshot").await;

    let response = browser.sign_out().await;

    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], "/");
    for stream in &mut streams {
        stream.ends_within_a_second().await;
    }
    assert!(!browser.is_signed_in().await);
    // The agent is still there with their other browser.
    app.post_request("Maria Silva").await;
    elsewhere.expect("request").await;
}

#[tokio::test]
async fn sign_out_is_refused_while_a_customer_is_in_the_agents_hands() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let connect = [("action", "connect"), ("request", request.as_str())];
    let connected = browser.submit("/", &connect).await;
    assert_eq!(connected.status(), StatusCode::SEE_OTHER);

    let refused = browser.sign_out().await;
    assert_eq!(refused.status(), StatusCode::CONFLICT);
    assert!(browser.is_signed_in().await);

    let hand_back = [("action", "hand_back"), ("request", request.as_str())];
    browser.submit("/", &hand_back).await;
    assert_eq!(browser.sign_out().await.status(), StatusCode::SEE_OTHER);
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn an_expired_session_is_over_but_never_cuts_a_conversation() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let connect = [("action", "connect"), ("request", request.as_str())];
    browser.submit("/", &connect).await;
    let mut stream = browser.open_stream().await;
    stream.expect("snapshot").await;

    app.wait(Span(12 * 60 * 60 * 1_000));
    app.server.state().auth.sweep().await.unwrap();

    stream.ends_within_a_second().await;
    assert!(!browser.is_signed_in().await);
    let again = app.browser_of(ANA).await;
    assert!(again.text("/").await.contains("Maria Silva"));
}

#[tokio::test]
async fn a_session_in_use_lives_for_a_week_at_most() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for _ in 0..15 {
        app.wait(Span(11 * 60 * 60 * 1_000));
        assert!(browser.is_signed_in().await);
    }
    app.wait(Span(11 * 60 * 60 * 1_000));
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn a_browser_hears_once_that_its_sign_in_ends_in_five_minutes() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let auth = &app.server.state().auth;
    for _ in 0..15 {
        app.wait(Span(11 * 60 * 60 * 1_000));
        assert!(browser.is_signed_in().await);
    }
    // A week and a quarter of an hour less, so far.
    app.wait(Span::minutes(3 * 60 - 6));
    let mut stream = browser.open_stream().await;
    stream.expect("hb").await;
    auth.sweep().await.unwrap();
    app.wait(Span::minutes(1));
    auth.sweep().await.unwrap();

    let told = stream.frame("signing_out").await;
    let ends_at = engine::clock::Clock::now(&app.clock) + Span::minutes(5);
    assert_eq!(told["at"], ends_at.0);

    let mut later = browser.open_stream().await;
    later.expect("hb").await;
    auth.sweep().await.unwrap();
    assert!(
        browser
            .sign_in_as(ANA, PASSWORD)
            .await
            .status()
            .is_redirection()
    );
    let heard = later.read_to_end().await;
    assert!(!heard.contains("signing_out"), "told twice: {heard}");
    app.wait(Span::minutes(6));
    assert!(
        browser.is_signed_in().await,
        "signing in again prolonged it"
    );
}

#[tokio::test]
async fn sessions_survive_a_restart() {
    let app = TestApp::start().await;
    let mut browser = app.browser_of(BEN).await;
    let app = app.restart().await;
    browser.site = format!("http://{}", app.server.addr());
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn an_agent_has_twenty_sessions_at_most() {
    let app = TestApp::start().await;
    let first = app.browser_of(ANA).await;
    for _ in 0..19 {
        app.wait(Span::seconds(1));
        app.browser_of(ANA).await;
    }
    assert!(first.is_signed_in().await);
    app.wait(Span::seconds(1));
    app.browser_of(ANA).await;
    assert!(!first.is_signed_in().await);
}
