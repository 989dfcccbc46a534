//! How often somebody may be wrong.

use domain::time::Span;
use reqwest::StatusCode;

use crate::app::{ANA, PASSWORD, TestApp};

#[tokio::test]
async fn the_sixth_wrong_try_waits_whatever_the_account() {
    let app = TestApp::start().await;
    for email in [ANA, "eva@demo.example"] {
        let browser = app.browser();
        for _ in 0..5 {
            let response = browser.sign_in_as(email, "not-the-bell").await;
            assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
        }
        let sixth = browser.sign_in_as(email, "not-the-bell").await;
        assert_eq!(sixth.status(), StatusCode::TOO_MANY_REQUESTS);
        assert_eq!(sixth.headers()["retry-after"], "2");
    }
    // Refused during the wait whatever the password, and let in after it.
    let browser = app.browser();
    let early = browser.sign_in_as(ANA, PASSWORD).await;
    assert_eq!(early.status(), StatusCode::TOO_MANY_REQUESTS);
    app.wait(Span::seconds(2));
    assert_eq!(
        browser.sign_in_as(ANA, PASSWORD).await.status(),
        StatusCode::SEE_OTHER
    );
}

#[tokio::test]
async fn many_tries_at_once_get_no_further_than_one_after_the_other() {
    let app = TestApp::start().await;
    let tries = (0..20).map(|_| {
        let browser = app.browser();
        async move { browser.sign_in_as(ANA, "not-the-bell").await.status() }
    });
    let statuses = futures::future::join_all(tries).await;
    let judged = statuses
        .iter()
        .filter(|status| **status == StatusCode::UNPROCESSABLE_ENTITY)
        .count();
    assert_eq!(judged, 5, "{statuses:?}");
}
