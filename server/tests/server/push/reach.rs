//! Who is reached by Web Push, and who is left alone.

use domain::time::Span;
use serde_json::json;

use super::{
    ana_can_be_pushed, ana_is_unreachable, device_of, ringing_offers, service::PushService, until,
};
use crate::app::{ANA, BEN, TestApp};

#[tokio::test]
async fn an_offer_that_no_page_acknowledges_is_sent_after_three_seconds() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let request = app.post_request("Maria Silva").await;
    let offer = ringing_offers(&browser).await.remove(0);
    app.wait(Span(2_999));
    assert!(service.is_idle(), "not before");
    app.wait(Span(1));

    let message = service.message().await;

    assert_eq!(message.path, "ana");
    assert_eq!(message.header("ttl"), "17", "of the 20 s that it rings");
    assert_eq!(message.header("urgency"), "high");
    assert_eq!(message.header("content-encoding"), "aes128gcm");
    let topic = message.header("topic");
    assert_eq!(topic.len(), 22);
    assert!(!topic.contains(['=', '+', '/']));
    let key = browser
        .ask(
            "device",
            json!({ "permission": "granted", "utc_offset": 0 }),
        )
        .await["key"]
        .as_str()
        .unwrap()
        .to_owned();
    let claims = message.claims(&key);
    assert_eq!(claims["aud"], service.origin.as_str());
    let now = 1_800_000_000 + 3;
    assert!(claims["exp"].as_u64().unwrap() > now);
    assert!(claims["exp"].as_u64().unwrap() <= now + 24 * 60 * 60);

    let said = agent.read(&message);
    assert_eq!(said["web_push"], 8030);
    let popup = &said["notification"];
    assert_eq!(popup["title"], "New request");
    assert_eq!(popup["body"], "Maria Silva · Sales · waiting 0:03");
    assert_eq!(popup["tag"], offer.as_str());
    assert_eq!(
        popup["navigate"],
        format!("{}/?request={request}", browser.site)
    );
    assert_eq!(
        popup["data"],
        json!({ "request": request, "offer": offer, "click": "open" })
    );
    let buttons: Vec<_> = popup["actions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|button| (button["action"].clone(), button["title"].clone()))
        .collect();
    assert_eq!(
        buttons,
        [
            (json!("connect"), json!("Connect")),
            (json!("later"), json!("Later")),
        ]
    );

    // The device acknowledges, as its service worker does.
    let shown = json!({ "reports": [[offer, { "stage": "shown" }]] });
    browser.ask("report", shown).await;
    assert!(!device_of(&browser).await["shown_at"].is_null());
    until(&browser, "Web Push: handed to the push service").await;
}

/// A page may be closed between hearing of an offer and showing its popup.
#[tokio::test]
async fn a_device_that_heard_of_it_and_says_no_more_is_sent_it() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.post_request("Maria Silva").await;
    let offer = ringing_offers(&browser).await.remove(0);
    let received = json!({ "reports": [[offer, { "stage": "received" }]] });
    browser.ask("report", received).await;
    app.wait(Span::seconds(4));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Maria Silva"), "{body}");
}

#[tokio::test]
async fn a_device_that_has_shown_it_is_not_sent_anything() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.post_request("Maria Silva").await;
    let offer = ringing_offers(&browser).await.remove(0);
    let shown = json!({ "reports": [[offer, { "stage": "shown" }]] });
    browser.ask("report", shown).await;
    app.wait(Span::seconds(4));
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
}

#[tokio::test]
async fn nothing_is_sent_to_who_became_busy_or_went_away_meanwhile() {
    for intent in ["busy", "break"] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, agent) = ana_can_be_pushed(&app, &service).await;
        app.post_request("Maria Silva").await;
        let before = ringing_offers(&browser).await;
        browser.ask("status", json!({ "intent": intent })).await;
        app.wait(Span::seconds(4));
        browser
            .ask("status", json!({ "intent": "available" }))
            .await;
        let again = ringing_offers(&browser).await;
        assert_ne!(before, again);
        app.wait(Span::seconds(3));

        let said = agent.read(&service.message().await);

        assert_eq!(said["notification"]["tag"], again[0].as_str());
    }
}

#[tokio::test]
async fn nothing_is_sent_to_who_is_busy_when_it_arrives() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    // Ben is free, so the request rings: for him.
    let ben = app.browser_of(BEN).await;
    ben.ask("heartbeat", json!({})).await;
    browser.ask("status", json!({ "intent": "busy" })).await;
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(4));
    ben.ask("status", json!({ "intent": "busy" })).await;
    browser
        .ask("status", json!({ "intent": "available" }))
        .await;
    let again = ringing_offers(&browser).await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    assert_eq!(said["notification"]["tag"], again[0].as_str());
}

#[tokio::test]
async fn an_agent_whose_pages_are_all_closed_is_told_of_what_waits() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.wait(Span::seconds(46));
    ana_is_unreachable(&app).await;
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));

    let message = service.message().await;

    assert_eq!(message.header("ttl"), "17");
    let said = agent.read(&message);
    assert_eq!(said["notification"]["tag"], request.as_str());
    until(&browser, "Web Push: handed to the push service").await;
}

#[tokio::test]
async fn a_switch_that_is_off_and_a_sign_out_end_it() {
    let app = TestApp::start_near_a_push_service().await;
    let service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    browser.ask("push_wish", json!({ "web_push": "off" })).await;
    assert_eq!(device_of(&browser).await["push_service"], "none");
    browser.ask("push_wish", json!({ "web_push": "on" })).await;
    agent.subscribe(&browser, &service).await;
    assert_eq!(device_of(&browser).await["push_service"], "known");

    browser.sign_out().await;
    browser.sign_in_as(ANA, crate::app::PASSWORD).await;

    let device = device_of(&browser).await;
    assert_eq!(device["push_service"], "none");
    assert_eq!(device["place"], "here");
}

#[tokio::test]
async fn a_browser_that_changed_hands_is_not_reached_for_the_one_before() {
    let app = TestApp::start_near_a_push_service().await;
    let service = PushService::start().await;
    let (anas, agent) = ana_can_be_pushed(&app, &service).await;
    let bens = app.browser_of(BEN).await;
    agent.subscribe(&bens, &service).await;
    assert_eq!(device_of(&anas).await["push_service"], "none");
    assert_eq!(device_of(&bens).await["push_service"], "known");
}
