//! Signing in and out.

use domain::{agent::Presence, time::Span};
use reqwest::{Response, StatusCode};

use crate::app::{ANA, BEN, Browser, PASSWORD, TestApp};

fn session_cookie(response: &Response) -> Option<String> {
    response
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|cookie| {
            let name = cookie.trim_start_matches("__Host-");
            name.starts_with("deskbell-") && !name.starts_with("deskbell-device-")
        })
        .map(str::to_owned)
}

/// Name and value of every cookie that was set.
fn cookies(response: &Response) -> Vec<String> {
    response
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok()?.split(';').next())
        .map(str::to_owned)
        .collect()
}

async fn is_signed_in_with(browser: &Browser, cookie: &str) -> bool {
    let page = browser
        .client
        .get(format!("{}/profile/notifications", browser.site))
        .header("cookie", cookie)
        .send();
    page.await.unwrap().status() == StatusCode::OK
}

fn presence_of_ana(app: &TestApp) -> Presence {
    let desk = app.server.state().engine.desks().pop().unwrap();
    desk.read(|desk| desk.agent_by_email(ANA).unwrap().presence)
}

#[tokio::test]
async fn two_steps_lead_to_the_desktop() {
    let app = TestApp::start().await;
    let browser = app.browser();

    let first = browser.submit("/sign-in", &[("email", ANA)]).await;
    assert_eq!(first.status(), StatusCode::OK);
    assert!(session_cookie(&first).is_none());
    let page = first.text().await.unwrap();
    assert!(page.contains(r#"name="password""#), "{page}");
    assert!(page.contains(ANA), "{page}");

    let second = browser.sign_in_as(ANA, PASSWORD).await;
    assert_eq!(second.status(), StatusCode::SEE_OTHER);
    assert_eq!(second.headers()["location"], "/");
    let cookie = session_cookie(&second).unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(browser.text("/").await.contains("Ana Torres"));
}

#[tokio::test]
async fn behind_tls_the_cookie_is_guarded() {
    let app = TestApp::start_at(Some("https://desk.example.org".parse().unwrap())).await;
    let response = app
        .browser()
        .client
        .post(format!("http://{}/sign-in", app.server.addr()))
        .header("origin", "https://desk.example.org")
        .form(&[("email", ANA), ("password", PASSWORD)])
        .send()
        .await
        .unwrap();
    let cookie = session_cookie(&response).unwrap();
    assert!(cookie.starts_with("__Host-deskbell-"), "{cookie}");
    assert!(cookie.contains("; Secure"), "{cookie}");
    assert!(response.headers().contains_key("strict-transport-security"));
}

#[tokio::test]
async fn a_wrong_password_is_said_and_the_address_kept() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let response = browser.sign_in_as(ANA, "not-the-bell").await;
    assert_eq!(response.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(session_cookie(&response).is_none());
    let page = response.text().await.unwrap();
    assert!(page.contains(r#"role="alert""#), "{page}");
    assert!(page.contains(ANA), "{page}");
    assert!(!page.contains("not-the-bell"), "{page}");
    assert!(!browser.is_signed_in().await);
}

#[tokio::test]
async fn known_and_unknown_accounts_are_answered_alike() {
    let app = TestApp::start().await;
    let mut answers = Vec::new();
    for email in [ANA, "eva@demo.example"] {
        let browser = app.browser();
        let mut answer = Vec::new();
        for fields in [
            vec![("email", email)],
            vec![("email", email), ("password", "not-the-bell")],
        ] {
            let response = browser.submit("/sign-in", &fields).await;
            let status = response.status();
            let cookies = response.headers().get_all("set-cookie").iter().count();
            let nonce = nonce(&response);
            let page = response.text().await.unwrap();
            answer.push((
                status,
                cookies,
                page.replace(&nonce, "NONCE").replace(email, "EMAIL"),
            ));
        }
        answers.push(answer);
    }
    assert_eq!(answers[0], answers[1]);
}

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

fn nonce(response: &Response) -> String {
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    let (_, rest) = policy.split_once("'nonce-").unwrap();
    rest.split('\'').next().unwrap().to_owned()
}

/// A browser sends the domain of an address as name servers know it, whatever was typed.
#[tokio::test]
async fn an_address_is_the_same_in_every_form() {
    use server::{admin::task::Task, auth::password::Password, control};
    const TYPED: &str = "gru\u{308}ße an alle";
    let app = TestApp::start().await;
    let uta = |email: &str| Task::AddAgent {
        desk: None,
        name: "Uta".to_owned(),
        email: email.to_owned(),
        role: domain::agent::Role::Agent,
        teams: vec![],
        password: Password::chosen(TYPED).unwrap(),
    };
    control::perform(&app.config, uta("Uta@bu\u{308}cher.example"))
        .await
        .unwrap();
    for other in ["uta@bücher.example", "uta@xn--bcher-kva.example"] {
        let again = control::perform(&app.config, uta(other)).await.unwrap_err();
        assert!(again.to_string().contains("exists"), "{again}");
    }
    for email in [
        "uta@bücher.example",
        "uta@xn--bcher-kva.example",
        "UTA@BÜCHER.example ",
    ] {
        let answer = app.browser().sign_in_as(email, "grüße an alle").await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{email}");
    }
}
