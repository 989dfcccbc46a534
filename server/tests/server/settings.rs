//! Notification settings saved from two pages of different ages.

use domain::{preferences::Preferences, switch::Switch};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    app::{ANA, TestApp},
    browser::Browser,
    html::hidden,
};

const PAGE: &str = "/profile/notifications";

async fn preferences(browser: &Browser) -> Value {
    browser.view().await["me"]["preferences"].clone()
}

/// The hidden fields that say what the form was made with.
async fn rendered(browser: &Browser) -> Vec<(String, String)> {
    let page = browser.text(PAGE).await;
    ["rendered", "web_push_rendered"]
        .into_iter()
        .map(|name| {
            let value = hidden(&page, name).unwrap_or_else(|| panic!("no field {name}"));
            (name.to_owned(), value)
        })
        .collect()
}

async fn post(
    browser: &Browser,
    rendered: &[(String, String)],
    more: &[(&str, &str)],
) -> StatusCode {
    let known = rendered.iter().map(|(name, value)| (&**name, &**value));
    let fields: Vec<_> = known.chain(more.iter().copied()).collect();
    browser.submit(PAGE, &fields).await.status()
}

/// Every kind rings, nothing is missed: what the form of a new agent posts, untouched.
const UNTOUCHED: [(&str, &str); 10] = [
    ("action", "save"),
    ("web_push", "on"),
    ("ring_new_request", "on"),
    ("ring_inbound_call", "on"),
    ("ring_inbound_chat", "on"),
    ("ring_scheduled", "on"),
    ("ring_call_me_back", "on"),
    ("sound", "system"),
    ("privacy", "full"),
    ("missed", "on"),
];

#[tokio::test]
async fn a_stale_form_changes_only_what_was_changed_in_it() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let stale = rendered(&browser).await;
    let fresh = rendered(&browser).await;
    let turned_on = [&UNTOUCHED[..], &[("desktop_notifications", "on")]].concat();
    let hidden: Vec<_> = UNTOUCHED
        .into_iter()
        .map(|(name, value)| (name, if name == "privacy" { "hidden" } else { value }))
        .collect();

    assert_eq!(post(&browser, &fresh, &turned_on).await, StatusCode::OK);
    assert_eq!(post(&browser, &stale, &hidden).await, StatusCode::OK);

    let saved = preferences(&browser).await;
    assert_eq!(saved["desktop_notifications"], "on");
    assert_eq!(saved["privacy"], "hidden");
    // And a form that nobody touched changes nothing at all.
    assert_eq!(post(&browser, &stale, &UNTOUCHED).await, StatusCode::OK);
    assert_eq!(preferences(&browser).await, saved);
}

#[tokio::test]
async fn a_stale_form_leaves_the_wish_for_web_push_alone() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let stale = rendered(&browser).await;
    browser.ask("push_wish", json!({ "web_push": "off" })).await;

    assert_eq!(post(&browser, &stale, &UNTOUCHED).await, StatusCode::OK);

    let devices = browser.ask("devices", json!({})).await;
    assert_eq!(devices[0]["web_push"], "off");
}

#[tokio::test]
async fn a_page_with_scripts_says_what_it_was_made_with() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let from = Preferences::default();
    let on = Preferences {
        desktop_notifications: Switch::On,
        ..from.clone()
    };
    let connects = Preferences {
        click_connects: Switch::On,
        ..from.clone()
    };
    for to in [on, connects] {
        let arguments = json!({ "from": from, "preferences": to });
        browser.ask("preferences", arguments).await;
    }
    let saved = preferences(&browser).await;
    assert_eq!(saved["desktop_notifications"], "on");
    assert_eq!(saved["click_connects"], "on");
}

#[tokio::test]
async fn what_a_form_was_made_with_has_to_be_readable() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let fields = [("action", "save"), ("rendered", "{}}")];
    let refused = browser.submit(PAGE, &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text().await.unwrap().contains("rendered"));
}

#[tokio::test]
async fn browsers_are_asked_not_to_translate() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for address in ["/", PAGE, "/sign-in"] {
        let page = browser.text(address).await;
        let (head, _) = page.split_once("</head>").expect(address);
        assert!(head.contains(r#"translate="no""#), "{address}");
        assert!(
            head.contains(r#"<meta name="google" content="notranslate""#),
            "{address}"
        );
    }
}
