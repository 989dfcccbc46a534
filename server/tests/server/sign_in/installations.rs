//! Whose session a cookie is, of several that a browser may bring.

use reqwest::StatusCode;

use super::{is_signed_in_with, session_cookie};
use crate::app::{ANA, BEN, PASSWORD, TestApp};

#[tokio::test]
async fn signing_in_again_ends_the_session_before() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let first = session_cookie(&browser.sign_in_as(ANA, PASSWORD).await).unwrap();
    let second = session_cookie(&browser.sign_in_as(ANA, PASSWORD).await).unwrap();
    assert_ne!(first, second);
    let replay = app
        .browser()
        .client
        .get(format!("{}/events", browser.site))
        .header("cookie", first.split(';').next().unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(replay.status(), StatusCode::UNAUTHORIZED);
    assert!(browser.is_signed_in().await);
}

/// Browsers send the cookies of a host to every port of it.
#[tokio::test]
async fn two_installations_on_one_host_do_not_sign_each_other_out() {
    let (one, two) = (TestApp::start().await, TestApp::start().await);
    let mut browser = one.browser_of(ANA).await;
    let site = browser.site.clone();
    browser.site = format!("http://{}", two.server.addr());
    assert!(!browser.is_signed_in().await);
    browser.sign_in_as(BEN, PASSWORD).await;
    assert!(browser.is_signed_in().await);
    browser.sign_out().await;
    browser.site = site;
    assert!(browser.text("/").await.contains("Ana Torres"));
}

#[tokio::test]
async fn who_signed_in_before_cookies_had_names_of_their_own_stays_signed_in() {
    let app = TestApp::start().await;
    let cookie = session_cookie(&app.browser().sign_in_as(ANA, PASSWORD).await).unwrap();
    let (_, token) = cookie.split(';').next().unwrap().split_once('=').unwrap();
    let browser = app.browser();
    assert!(is_signed_in_with(&browser, &format!("deskbell={token}")).await);
    assert!(!is_signed_in_with(&browser, &format!("other={token}")).await);
}
