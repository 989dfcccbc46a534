//! A push service that is slow, or asks for rest, is nobody else's.

use std::time::Duration;

use domain::{
    device::{Page, PushSubscription},
    id::{AgentId, DeviceId},
    time::Span,
};
use engine::DeskHandle;
use serde_json::{Value, json};
use tokio::time::timeout;

use super::{
    ana_can_be_pushed, ringing_offers,
    service::{PushService, UserAgent},
    turn_on, until,
};
use crate::app::{ANA, BEN, TestApp};

/// Less than a push service has to answer.
const SOON: Duration = Duration::from_secs(3);

/// More devices than there are turns for all, at a service that never answers.
#[tokio::test]
async fn a_push_service_that_does_not_answer_delays_no_other() {
    let app = TestApp::start_near_a_push_service().await;
    let (mut slow, mut quick) = (PushService::start().await, PushService::start().await);
    let (browser, agent) = ana_can_be_pushed(&app, &quick).await;
    let ben = app.browser_of(BEN).await;
    ben.ask("heartbeat", json!({})).await;
    turn_on(&ben).await;
    slow.hangs();
    let desk = app.server.state().engine.desks()[0].clone();
    for email in [ANA, BEN] {
        for _ in 0..18 {
            subscribe(&desk, email, &agent, &slow).await;
        }
    }
    for customer in ["Maria Silva", "Kenji Watanabe", "Rosa Gil"] {
        app.post_request(customer).await;
    }
    app.wait(Span::seconds(3));

    let mut told = vec![];
    for _ in 0..3 {
        let message = timeout(SOON, quick.message()).await;
        let message = message.expect("the quick one waits for the slow one");
        told.push(body(&agent.read(&message)));
    }

    told.sort();
    assert!(told[0].starts_with("Kenji Watanabe"), "{told:?}");
    assert!(told[1].starts_with("Maria Silva"), "{told:?}");
    assert!(told[2].starts_with("Rosa Gil"), "{told:?}");
    slow.message().await;
    drop(browser);
}

/// What was true when they began to wait for their turn may not be any more when it comes.
#[tokio::test]
async fn who_became_busy_while_a_message_waited_for_its_turn_is_not_told() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let desk = app.server.state().engine.desks()[0].clone();
    for _ in 0..5 {
        subscribe(&desk, ANA, &agent, &service).await;
    }
    service.hangs();
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    // A service that has not answered yet is asked four things at once.
    for _ in 0..4 {
        service.message().await;
    }
    browser.ask("status", json!({ "intent": "busy" })).await;
    service.goes_on();

    for number in 0..4 {
        let said = agent.read(&service.message().await);
        assert_eq!(said["notification"]["silent"], true, "{number}: {said}");
    }
    browser
        .ask("status", json!({ "intent": "available" }))
        .await;
    let again = ringing_offers(&browser).await.remove(0);
    app.wait(Span::seconds(3));
    let said = agent.read(&service.message().await);
    assert_eq!(said["notification"]["tag"], again.as_str());
}

/// What was left to ring has become less while it waited.
#[tokio::test]
async fn a_message_that_waited_for_its_turn_says_how_long_it_rings_then() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (_browser, agent) = ana_can_be_pushed(&app, &service).await;
    let desk = app.server.state().engine.desks()[0].clone();
    for _ in 0..4 {
        subscribe(&desk, ANA, &agent, &service).await;
    }
    service.hangs();
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    for _ in 0..4 {
        assert_eq!(service.message().await.header("ttl"), "17");
    }
    app.wait(Span::seconds(6));
    service.goes_on();
    assert_eq!(service.message().await.header("ttl"), "11");
}

/// It said so about one address; what else is sent there would only make it worse.
#[tokio::test]
async fn while_a_push_service_asked_for_rest_nothing_else_is_sent_there() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    service.will_answer(&[(429, Some("10"))]);
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));
    // Whoever has something to do when the time moves on does it before this is answered.
    browser.ask("heartbeat", json!({})).await;
    app.wait(Span(6_999));
    browser.ask("heartbeat", json!({})).await;
    assert!(service.is_idle(), "not before");
    app.wait(Span(1));

    let mut told = vec![];
    for _ in 0..2 {
        told.push(body(&agent.read(&service.message().await)));
    }

    told.sort();
    assert!(told[0].starts_with("Kenji Watanabe"), "{told:?}");
    assert!(told[1].starts_with("Maria Silva"), "{told:?}");
    until(&browser, "Web Push: handed to the push service").await;
}

/// A popup is taken back although the push service has no time for it just then.
#[tokio::test]
async fn a_push_service_that_is_busy_is_asked_again_to_take_a_popup_back() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&browser, "Web Push: handed to the push service").await;
    service.will_answer(&[(503, Some("4"))]);
    browser.ask("status", json!({ "intent": "busy" })).await;
    let refused = agent.read(&service.message().await);
    assert_eq!(refused["notification"]["silent"], true);

    let again = taken_back(&app, &mut service).await;

    assert_eq!(agent.read(&again), refused);
}

/// Until the answer has been taken in, there is nobody to wake.
async fn taken_back(app: &TestApp, service: &mut PushService) -> super::service::Sealed {
    loop {
        app.wait(Span::seconds(4));
        if let Ok(message) = timeout(Duration::from_millis(100), service.message()).await {
            return message;
        }
    }
}

fn body(said: &Value) -> String {
    said["notification"]["body"].as_str().unwrap().to_owned()
}

/// One more device of an agent, which that push service reaches.
async fn subscribe(desk: &DeskHandle, email: &str, at: &UserAgent, service: &PushService) {
    let device: DeviceId = desk.fresh_id();
    let agent: AgentId = desk.read(|desk| desk.agent_by_email(email).unwrap().id);
    desk.note_sign_in(agent, device, Page::default())
        .await
        .unwrap();
    let endpoint = format!("{}/push/{device}", service.origin);
    let push: PushSubscription = serde_json::from_value(at.subscription(&endpoint)).unwrap();
    desk.subscribe_push(agent, device, push).await.unwrap();
}
