//! Web Push. Here is what its tests begin with: an agent whom it can reach.

mod answers;
mod reach;
mod recovery;
mod service;
mod slow;
mod taking_back;
mod words;

use serde_json::{Value, json};

use self::service::{PushService, UserAgent};
use crate::{
    app::{ANA, TestApp},
    browser::Browser,
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

/// The first of the agent's devices, as the page of devices tells of it.
pub async fn device_of(browser: &Browser) -> Value {
    let devices = browser.ask("devices", json!({})).await;
    devices[0].clone()
}

pub async fn ringing_offers(browser: &Browser) -> Vec<String> {
    let view = browser.view().await;
    let rings = view["rings"].as_object().unwrap();
    rings
        .values()
        .map(|ring| ring["offer"].as_str().unwrap().to_owned())
        .collect()
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
