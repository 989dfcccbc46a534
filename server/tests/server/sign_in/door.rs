//! The two steps that lead in, and what is said where they do not.

use reqwest::{Response, StatusCode};
use server::{admin::task::Task, auth::password::Password, control};

use super::session_cookie;
use crate::app::{ANA, PASSWORD, TestApp};

#[tokio::test]
async fn two_steps_lead_to_the_desktop() {
    let app = TestApp::start().await;
    let browser = app.browser();

    let first = browser.submit("/sign-in", &[("email", ANA)]).await;
    assert_eq!(first.status(), StatusCode::SEE_OTHER);
    assert!(session_cookie(&first).is_none());
    // What is gone back to is asked for, not sent again.
    let address = "/sign-in?step=password";
    assert_eq!(first.headers()["location"], address);
    let page = browser.text(address).await;
    assert!(page.contains(r#"name="password""#), "{page}");
    assert!(page.contains(ANA), "{page}");

    let second = browser.sign_in_as(ANA, PASSWORD).await;
    assert_eq!(second.status(), StatusCode::SEE_OTHER);
    assert_eq!(second.headers()["location"], "/");
    let cookie = session_cookie(&second).unwrap();
    assert!(cookie.contains("; HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(browser.text("/").await.contains("Ana Torres"));

    // It asks for nobody's any more.
    let page = browser.text(address).await;
    assert!(page.contains(r#"name="email""#), "{page}");
    assert!(!page.contains(r#"name="password""#), "{page}");
    assert!(!page.contains(ANA), "{page}");
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
        let first = browser.submit("/sign-in", &[("email", email)]).await;
        let address = first.headers()["location"].to_str().unwrap().to_owned();
        let wrong = [("email", email), ("password", "not-the-bell")];
        for response in [
            first,
            browser.get(&address).await,
            browser.submit("/sign-in", &wrong).await,
        ] {
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

fn nonce(response: &Response) -> String {
    let policy = response.headers()["content-security-policy"]
        .to_str()
        .unwrap();
    // An answer without a page has none.
    let (_, rest) = policy.split_once("'nonce-").unwrap_or_default();
    rest.split('\'').next().unwrap().to_owned()
}

/// A browser sends the domain of an address as name servers know it, whatever was typed.
#[tokio::test]
async fn an_address_is_the_same_in_every_form() {
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
