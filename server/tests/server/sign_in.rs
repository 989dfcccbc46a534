//! Signing in and out. Here is how its tests see who is signed in.

mod door;
mod ends;
mod installations;
mod tries;

use domain::agent::Presence;
use reqwest::{Response, StatusCode};

use crate::{
    app::{ANA, BEN, TestApp},
    browser::Browser,
};

pub fn session_cookie(response: &Response) -> Option<String> {
    response
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .find(|cookie| {
            let name = cookie.trim_start_matches("__Host-");
            let others = ["deskbell-device-", "deskbell-signing-in"];
            name.starts_with("deskbell-") && !others.iter().any(|other| name.starts_with(other))
        })
        .map(str::to_owned)
}

/// Name and value of every cookie that was set.
pub fn cookies(response: &Response) -> Vec<String> {
    response
        .headers()
        .get_all("set-cookie")
        .iter()
        .filter_map(|value| value.to_str().ok()?.split(';').next())
        .map(str::to_owned)
        .collect()
}

pub async fn is_signed_in_with(browser: &Browser, cookie: &str) -> bool {
    let page = browser
        .client
        .get(format!("{}/profile/notifications", browser.site))
        .header("cookie", cookie)
        .send();
    page.await.unwrap().status() == StatusCode::OK
}

pub fn presence_of_ana(app: &TestApp) -> Presence {
    let desk = app.server.state().engine.desks().pop().unwrap();
    desk.read(|desk| desk.agent_by_email(ANA).unwrap().presence)
}

/// Whoever goes back to it is still signed in elsewhere.
#[tokio::test]
async fn where_one_signs_in_is_nobodys_page() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    browser.submit("/sign-in", &[("email", BEN)]).await;
    for response in [
        browser.get("/sign-in").await,
        browser.get("/sign-in?step=password").await,
    ] {
        assert_eq!(response.status(), StatusCode::OK);
        let page = response.text().await.unwrap();
        assert!(page.contains("name=\"email\""), "{page}");
        for of_somebody in ["top-bar", "type=\"module\"", "signed-out.js"] {
            assert!(!page.contains(of_somebody), "{of_somebody}: {page}");
        }
    }
    assert!(browser.is_signed_in().await);
}
