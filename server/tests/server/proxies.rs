//! Behind a reverse proxy: who is asking, what is counted by address, and what is logged of it.

use reqwest::{Client, Response, StatusCode};

use crate::{
    app::{ANA, PASSWORD, TestApp},
    log::Log,
};

const SITE: &str = "https://desk.example.org";

async fn behind_a_proxy() -> TestApp {
    TestApp::start_at(Some(SITE.parse().unwrap())).await
}

async fn sign_in(app: &TestApp, header: (&str, &str), email: &str, password: &str) -> Response {
    Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
        .post(format!("http://{}/sign-in", app.server.addr()))
        .header("origin", SITE)
        .header(header.0, header.1)
        .form(&[("email", email), ("password", password)])
        .send()
        .await
        .unwrap()
}

/// Of accounts that don't exist: 21 of one address begin a wait for that address.
async fn tries_of_a_stranger(app: &TestApp, header: (&str, &str)) -> Response {
    let mut last = None;
    for number in 0..21 {
        let email = format!("nobody-{number}@demo.example");
        last = Some(sign_in(app, header, &email, "not-the-bell").await);
    }
    last.unwrap()
}

#[tokio::test]
async fn the_tries_of_strangers_lock_nobody_out_who_comes_through_the_same_proxy() {
    let app = behind_a_proxy().await;
    let stranger = ("x-forwarded-for", "203.0.113.9");
    let twenty_first = tries_of_a_stranger(&app, stranger).await;
    assert_eq!(twenty_first.status(), StatusCode::TOO_MANY_REQUESTS);

    let from_home = sign_in(&app, ("x-forwarded-for", "198.51.100.1"), ANA, PASSWORD).await;
    assert_eq!(from_home.status(), StatusCode::SEE_OTHER);
    // The stranger is the one who waits, whatever else they write.
    for header in [
        stranger,
        ("x-forwarded-for", "198.51.100.1, 203.0.113.9"),
        ("forwarded", "for=198.51.100.1, for=\"203.0.113.9:4711\""),
    ] {
        let waiting = sign_in(&app, header, ANA, PASSWORD).await;
        assert_eq!(
            waiting.status(),
            StatusCode::TOO_MANY_REQUESTS,
            "{header:?}"
        );
    }
}

#[tokio::test]
async fn without_a_proxy_nobody_chooses_their_own_address() {
    let app = TestApp::start().await;
    let mut last = None;
    for number in 0..21 {
        let claim = format!("203.0.113.{number}");
        let email = format!("nobody-{number}@demo.example");
        let browser = app.browser();
        let tried = browser
            .client
            .post(format!("{}/sign-in", browser.site))
            .header("x-forwarded-for", claim)
            .form(&[("email", email.as_str()), ("password", "not-the-bell")])
            .send();
        last = Some(tried.await.unwrap().status());
    }
    assert_eq!(last, Some(StatusCode::TOO_MANY_REQUESTS));
}

#[tokio::test]
async fn failed_sign_ins_waits_and_refused_keys_leave_a_line_without_secrets() {
    let app = behind_a_proxy().await;
    let log = Log::listen();
    let from = ("x-forwarded-for", "203.0.113.9");

    sign_in(&app, from, ANA, "not-the-bell").await;
    let desk = app.server.state().engine.desks().pop().unwrap();
    let ana = desk.read(|desk| desk.agent_by_email(ANA).unwrap().id);
    let line = log.line("wrong password");
    assert!(
        line.contains("INFO") && line.contains("203.0.113.9"),
        "{line}"
    );
    assert!(line.contains(&ana.to_string()), "{line}");

    sign_in(&app, from, "s3cret-typed-here@demo.example", "not-the-bell").await;
    assert!(log.line("no such account").contains("203.0.113.9"));

    for _ in 0..6 {
        sign_in(&app, from, ANA, "not-the-bell").await;
    }
    assert!(log.line("has to wait").contains("203.0.113.9"));

    let refused = Client::new()
        .get(format!("http://{}/api/v1/do-not-call", app.server.addr()))
        .header(from.0, from.1)
        .bearer_auth("dbk_not-a-key-of-ours")
        .send();
    assert_eq!(refused.await.unwrap().status(), StatusCode::UNAUTHORIZED);
    assert!(log.line("a key was refused").contains("203.0.113.9"));

    let text = log.text();
    for secret in ["not-the-bell", "s3cret", "not-a-key", ANA] {
        assert!(!text.contains(secret), "{secret} in {text}");
    }
}
