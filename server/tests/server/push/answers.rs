//! What a push service answers, which one is called at all, and with which keys.

use std::os::unix::fs::PermissionsExt;

use domain::time::Span;
use reqwest::StatusCode;
use serde_json::{Value, json};
use server::{admin::task::Task, control};

use super::{
    ana_can_be_pushed, device_of,
    service::{PushService, UserAgent},
    until,
};
use crate::app::{ANA, TestApp};

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
