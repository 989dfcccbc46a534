//! What a message says, and what a click on it does.

use domain::time::Span;
use serde_json::json;

use super::{ana_can_be_pushed, ringing_offers, service::PushService};
use crate::app::{ANA, TestApp};

#[tokio::test]
async fn the_text_is_in_the_language_of_the_device() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    browser
        .submit("/profile/language", &[("language", "es")])
        .await;
    let described = json!({ "permission": "granted", "utc_offset": 120 });
    browser.ask("device", described).await;
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    assert_eq!(said["notification"]["title"], "Solicitud nueva");
    assert_eq!(said["notification"]["lang"], "es");
}

/// As the page's own popup would: the device has said how far its clock is ahead.
#[tokio::test]
async fn a_planned_call_says_its_time_where_the_agent_is_and_where_the_customer_is() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let described = json!({ "permission": "granted", "utc_offset": 120 });
    browser.ask("device", described).await;
    app.post(&json!({
        "kind": "scheduled_by_agent",
        "customer": {
            "name": "Maria Silva",
            "phone": "+14155550123",
            "time_zone": "America/New_York",
        },
        "owner": ANA,
        "scheduled_at": "2027-01-15T08:00:30Z",
    }))
    .await;
    app.wait(Span::seconds(30));
    while ringing_offers(&browser).await.is_empty() {
        tokio::task::yield_now().await;
    }
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    assert_eq!(said["notification"]["title"], "Scheduled call, now");
    assert_eq!(
        said["notification"]["body"],
        "You planned a call with Maria Silva for 10:00 (03:00 in New York)"
    );
}

/// The page was there in summer, and the call is in winter.
#[tokio::test]
async fn a_time_in_another_season_is_that_of_the_zone() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let described = json!({
        "permission": "granted", "utc_offset": 120, "time_zone": "Europe/Madrid",
    });
    browser.ask("device", described).await;
    // Signing in again says nothing of the zone, and forgets nothing of it.
    browser.sign_in_as(ANA, crate::app::PASSWORD).await;
    app.post(&json!({
        "kind": "scheduled_by_customer",
        "customer": { "name": "Maria Silva", "phone": "+14155550123" },
        "scheduled_at": "2027-01-15T08:00:30Z",
    }))
    .await;
    app.wait(Span::seconds(30));
    while ringing_offers(&browser).await.is_empty() {
        tokio::task::yield_now().await;
    }
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = &said["notification"]["body"];
    assert_eq!(body, "Maria Silva asked to be called at 09:00");
}

#[tokio::test]
async fn a_click_on_what_was_pushed_connects_for_who_wants_it() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let preferences = json!({
        "desktop_notifications": "on", "while_looking": "off", "muted_kinds": [], "click_connects": "on",
    });
    browser
        .ask("preferences", json!({ "preferences": preferences }))
        .await;
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    assert_eq!(said["notification"]["data"]["click"], "connect");
}
