//! Web Push: who is reached by it, when, and with what.

use std::os::unix::fs::PermissionsExt;

use domain::time::Span;
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::{admin::task::Task, control};

use crate::{
    app::{ANA, BEN, Browser, TestApp},
    push_service::{PushService, UserAgent},
};

/// Ana has notifications on, allowed popups in this browser, and a push service knows it.
pub async fn ana_can_be_pushed(app: &TestApp, service: &PushService) -> (Browser, UserAgent) {
    let browser = app.browser_of(ANA).await;
    browser.ask("heartbeat", json!({})).await;
    turn_on(&browser).await;
    let agent = UserAgent::new();
    agent.subscribe(&browser, service).await;
    (browser, agent)
}

pub async fn turn_on(browser: &Browser) {
    let preferences = json!({
        "desktop_notifications": "on", "while_looking": "off", "muted_kinds": [],
    });
    let arguments = json!({ "preferences": preferences });
    browser.ask("preferences", arguments).await;
}

pub async fn ringing_offers(browser: &Browser) -> Vec<String> {
    let view = browser.ask("snapshot", json!({})).await;
    let rings = view["rings"].as_object().unwrap();
    rings
        .values()
        .map(|ring| ring["offer"].as_str().unwrap().to_owned())
        .collect()
}

async fn device_of(browser: &Browser) -> Value {
    let devices = browser.ask("devices", json!({})).await;
    devices[0].clone()
}

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

/// What became of a message is written a moment later.
pub async fn until(browser: &Browser, said: &str) {
    for _ in 0..100 {
        let page = browser.text("/profile/notifications/history").await;
        if page.contains(said) {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
    panic!("the history never says: {said}");
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

/// The desk looks once a second who has fallen silent.
pub async fn ana_is_unreachable(app: &TestApp) {
    let unreachable = || {
        app.server.state().engine.desks()[0].read(|desk| {
            desk.agents()
                .find(|agent| agent.email == ANA)
                .is_some_and(|ana| ana.reachability == domain::agent::Reachability::Unreachable)
        })
    };
    while !unreachable() {
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
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

#[tokio::test]
async fn a_subscription_that_is_gone_is_forgotten() {
    for status in [404, 410] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, _) = ana_can_be_pushed(&app, &service).await;
        assert_eq!(device_of(&browser).await["push_service"], "known");
        service.will_answer(&[(status, None)]);
        app.post_request("Maria Silva").await;
        app.wait(Span::seconds(3));
        service.message().await;
        until(&browser, "no longer knew the device").await;
        assert_eq!(device_of(&browser).await["push_service"], "none");
        // It is not asked again either.
        app.wait(Span::seconds(5));
        assert!(service.is_idle());
    }
}

#[tokio::test]
async fn a_busy_push_service_is_asked_again_when_it_said() {
    for status in [429, 503] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, agent) = ana_can_be_pushed(&app, &service).await;
        service.will_answer(&[(status, Some("4"))]);
        app.post_request("Maria Silva").await;
        app.wait(Span::seconds(3));
        let first = service.message().await;
        assert_eq!(first.header("ttl"), "17");
        // Until the answer has been taken in, there is nobody to wake.
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        app.wait(Span(3_999));
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        assert!(service.is_idle(), "not before");
        app.wait(Span(1));

        let second = service.message().await;

        assert_eq!(second.header("ttl"), "13");
        assert_eq!(second.header("topic"), first.header("topic"));
        assert_eq!(agent.read(&second)["notification"]["title"], "New request");
        until(&browser, "Web Push: handed to the push service").await;
    }
}

#[tokio::test]
async fn what_would_come_after_the_ring_time_is_given_up() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, _) = ana_can_be_pushed(&app, &service).await;
    service.will_answer(&[(429, Some("60"))]);
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&browser, "Web Push: the push service was too busy").await;
}

#[tokio::test]
async fn what_was_told_is_taken_back_when_it_is_over() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    let first = service.message().await;
    until(&ana, "Web Push: handed to the push service").await;
    let ben = app.browser_of(BEN).await;
    ben.ask("connect", json!({ "request": request })).await;

    let second = service.message().await;

    assert_eq!(second.header("ttl"), "0", "only to who is there");
    assert_eq!(second.header("topic"), first.header("topic"));
    let (first, second) = (agent.read(&first), agent.read(&second));
    assert_eq!(second["notification"]["tag"], first["notification"]["tag"]);
    assert_eq!(second["notification"]["silent"], true);
    assert_eq!(
        second["notification"]["body"],
        "Ben Okafor took Maria Silva"
    );
}

#[tokio::test]
async fn what_was_told_is_taken_back_once() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    let ben = app.browser_of(BEN).await;
    ben.ask("heartbeat", json!({})).await;
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&ana, "Web Push: handed to the push service").await;
    ana.ask("status", json!({ "intent": "busy" })).await;
    let taken_back = agent.read(&service.message().await);
    assert_eq!(taken_back["notification"]["silent"], true);
    ben.ask("connect", json!({ "request": request })).await;
    ana.ask("status", json!({ "intent": "available" })).await;
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
}

#[tokio::test]
async fn what_never_arrived_is_not_taken_back() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (ana, agent) = ana_can_be_pushed(&app, &service).await;
    service.will_answer(&[(429, Some("60"))]);
    let request = app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&ana, "Web Push: the push service was too busy").await;
    let ben = app.browser_of(BEN).await;
    ben.ask("connect", json!({ "request": request })).await;
    // Until then the push service asked to be left alone.
    app.wait(Span::seconds(60));
    ana.ask("heartbeat", json!({})).await;
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
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

#[tokio::test]
async fn nothing_inside_the_network_is_called() {
    let app = TestApp::start().await;
    let service = PushService::start().await;
    let browser = app.browser_of(ANA).await;
    let agent = UserAgent::new();
    for endpoint in [
        format!("{}/push/ana", service.origin),
        "https://localhost/push".to_owned(),
        "https://127.0.0.1/push".to_owned(),
        "https://10.0.0.1/push".to_owned(),
        "https://169.254.169.254/latest/meta-data".to_owned(),
        "https://[::1]/push".to_owned(),
        "https://[fd00::1]/push".to_owned(),
        "file:///etc/passwd".to_owned(),
    ] {
        let arguments = json!({ "subscription": agent.subscription(&endpoint) });
        let answer = browser.call("push_subscription", arguments).await;
        assert_eq!(
            answer.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{endpoint}"
        );
        let error: Value = answer.json().await.unwrap();
        assert_eq!(error["field"], "endpoint");
    }
    assert_eq!(device_of(&browser).await["push_service"], "none");
}

#[tokio::test]
async fn keys_are_made_at_the_first_start_and_rotated_on_demand() {
    let app = TestApp::start_near_a_push_service().await;
    let file = app.config.data_dir.join("web-push.key");
    let mode = || std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode() & 0o777, 0o600);
    let service = PushService::start().await;
    let (browser, _) = ana_can_be_pushed(&app, &service).await;
    let terms = async || {
        let described = json!({ "permission": "granted", "utc_offset": 0 });
        browser.ask("device", described).await
    };
    let before = terms().await;
    assert!(!before["endpoint"].is_null());

    control::perform(&app.config, Task::RotatePushKeys)
        .await
        .unwrap();

    let after = terms().await;
    assert_ne!(after["key"], before["key"]);
    assert!(after["endpoint"].is_null(), "it was made with the old key");
    assert_eq!(mode() & 0o777, 0o600);
}
