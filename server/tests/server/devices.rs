//! An agent's own devices, and what a supervisor sees of everybody's.

use domain::{agent::Presence, time::Span};
use reqwest::StatusCode;
use serde_json::{Value, json};

use crate::{
    app::{ANA, TestApp},
    browser::Browser,
};

const SAM: &str = "sam@demo.example";
const ADA: &str = "ada@demo.example";
const NOTIFICATIONS: &str = "/profile/notifications";

async fn devices(browser: &Browser) -> Vec<Value> {
    let devices = browser.ask("devices", json!({})).await;
    devices.as_array().unwrap().clone()
}

fn id(device: &Value) -> String {
    device["id"].as_str().unwrap().to_owned()
}

#[tokio::test]
async fn each_browser_in_which_an_agent_signs_in_is_a_device_of_theirs() {
    let app = TestApp::start().await;
    let laptop = app.browser_of(ANA).await;
    app.wait(Span::minutes(1));
    let phone = app.browser_of(ANA).await;
    let seen = devices(&laptop).await;
    assert_eq!(seen.len(), 2);
    assert_eq!(
        seen[0]["place"], "elsewhere",
        "the one used last comes first"
    );
    assert_eq!(seen[1]["place"], "here");

    let described = json!({ "permission": "denied", "utc_offset": 0 });
    phone.ask("device", described).await;
    let seen = devices(&laptop).await;
    assert_eq!(seen[0]["health"], json!({ "not_allowed": "denied" }));
    // The same browser, the same device.
    phone.sign_in_as(ANA, crate::app::PASSWORD).await;
    assert_eq!(devices(&laptop).await.len(), 2);
}

#[tokio::test]
async fn a_device_is_renamed_and_removed_by_plain_forms() {
    let app = TestApp::start().await;
    let laptop = app.browser_of(ANA).await;
    let old = app.browser_of(ANA).await;
    let (here, there) = ("here", "elsewhere");
    let find = async |place: &str| {
        let all = devices(&laptop).await;
        all.into_iter()
            .find(|device| device["place"] == place)
            .unwrap()
    };
    let change = async |action: &str, device: &str, name: &str| {
        let fields = [("action", action), ("device", device), ("name", name)];
        let path = "/profile/notifications/devices";
        laptop.submit(path, &fields).await
    };
    let (mine, other) = (id(&find(here).await), id(&find(there).await));

    let answer = change("rename", &mine, "  Office <b> ").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(answer.headers()["location"], NOTIFICATIONS);
    assert_eq!(find(here).await["name"], "Office <b>");
    let page = laptop.text(NOTIFICATIONS).await;
    assert!(page.contains("Office &lt;b"), "{page}");
    let answer = change("rename", &mine, &"x".repeat(61)).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    change("rename", &mine, " \u{200B}\u{2800}").await;
    assert_eq!(find(here).await["name"], Value::Null);

    let mut stream = old.open_stream().await;
    stream.expect("snapshot").await;
    change("remove", &other, "").await;
    stream.ends_within_a_second().await;
    assert!(!old.is_signed_in().await, "its sign-in went with it");
    assert!(laptop.is_signed_in().await);
    assert_eq!(devices(&laptop).await.len(), 1);
    // Whatever it still says does not bring it back; signing in there does.
    let answer = old.call("heartbeat", json!({})).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert_eq!(devices(&laptop).await.len(), 1);
    old.sign_in_as(ANA, crate::app::PASSWORD).await;
    assert_eq!(devices(&laptop).await.len(), 2);
}

#[tokio::test]
async fn who_removes_their_last_device_leaves_the_desk() {
    let app = TestApp::start().await;
    let laptop = app.browser_of(ANA).await;
    let phone = app.browser_of(ANA).await;
    let there = || {
        let desk = app.server.state().engine.desks().pop().unwrap();
        desk.read(|desk| desk.agent_by_email(ANA).unwrap().presence != Presence::SignedOut)
    };
    for (browser, still_there) in [(&laptop, true), (&phone, false)] {
        let all = devices(browser).await;
        let here = all.iter().find(|device| device["place"] == "here").unwrap();
        let change = json!({ "change": "remove" });
        let removed = json!({ "device": id(here), "change": change });
        browser.ask("change_device", removed).await;
        assert!(!browser.is_signed_in().await);
        assert_eq!(there(), still_there);
    }
}

#[tokio::test]
async fn nobody_changes_the_devices_of_somebody_else() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let ben = app.browser_of(crate::app::BEN).await;
    let device = id(&devices(&ana).await[0]);
    for change in [
        json!({ "change": "remove" }),
        json!({ "change": "rename", "name": "mine" }),
    ] {
        ben.ask(
            "change_device",
            json!({ "device": device, "change": change }),
        )
        .await;
    }
    assert_eq!(devices(&ana).await[0]["name"], Value::Null);
}

#[tokio::test]
async fn devices_outlive_a_restart() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let device = id(&devices(&browser).await[0]);
    let change = json!({ "change": "rename", "name": "Office" });
    browser
        .ask(
            "change_device",
            json!({ "device": device, "change": change }),
        )
        .await;
    app.wait(Span::minutes(61));
    browser.ask("heartbeat", json!({})).await;
    let seen = devices(&browser).await[0]["seen_at"].clone();
    let app = app.restart().await;
    let again = app.browser_of(ANA).await;
    let kept = devices(&again).await;
    let kept = kept.iter().find(|known| id(known) == device).unwrap();
    assert_eq!(kept["name"], "Office");
    assert_eq!(kept["seen_at"], seen);
}

#[tokio::test]
async fn only_supervisors_and_admins_see_the_devices_of_all() {
    let app = TestApp::start().await;
    let nobody = app.browser();
    let answer = nobody.get("/supervisor/devices").await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        answer.headers()["location"],
        "/sign-in?next=/supervisor/devices"
    );
    let ana = app.browser_of(ANA).await;
    let sam = app.browser_of(SAM).await;
    let anas = sam.ask("agents_devices", json!({})).await[1]["agent"]["id"].clone();
    for (function, arguments) in [
        ("agents_devices", json!({})),
        ("send_test", json!({ "agent": anas })),
        ("test_outcome", json!({ "agent": anas })),
    ] {
        let refused = ana.call(function, arguments.clone()).await;
        assert_eq!(refused.status(), StatusCode::FORBIDDEN, "{function}");
        let refused = nobody.call(function, arguments).await;
        assert_eq!(refused.status(), StatusCode::UNAUTHORIZED, "{function}");
    }
    let answer = ana.get("/supervisor/devices").await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    let page = answer.text().await.unwrap();
    assert!(!page.contains("Ben Okafor"), "{page}");
    let fields = [("agent", anas.as_str().unwrap())];
    let answer = ana.submit("/supervisor/devices", &fields).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    for email in [SAM, ADA] {
        let page = app
            .browser_of(email)
            .await
            .text("/supervisor/devices")
            .await;
        assert!(page.contains("Ben Okafor"), "{page}");
        assert!(page.contains("No working device"), "{page}");
    }
}

#[tokio::test]
async fn a_supervisor_sees_who_can_not_be_reached_now() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let sam = app.browser_of(SAM).await;
    let reachability = async |name: &str| {
        let all = sam.ask("agents_devices", json!({})).await;
        let line = all
            .as_array()
            .unwrap()
            .iter()
            .find(|line| line["agent"]["name"] == name)
            .unwrap();
        line["reachability"].clone()
    };
    assert_eq!(reachability("Ana Torres").await, "unreachable");
    let page = sam.text("/supervisor/devices").await;
    assert!(page.contains("Unreachable: no device answers"), "{page}");

    ana.ask("heartbeat", json!({})).await;

    assert_eq!(reachability("Ana Torres").await, "reachable");
    assert_eq!(
        reachability("Ben Okafor").await,
        json!(null),
        "he has not signed in"
    );
}

#[tokio::test]
async fn a_supervisor_sends_a_test_and_hears_what_came_of_it() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let away = app.browser_of(ANA).await;
    let sam = app.browser_of(SAM).await;
    let mut stream = ana.open_stream().await;
    stream.expect("hb").await;
    let all = sam.ask("agents_devices", json!({})).await;
    let line = all
        .as_array()
        .unwrap()
        .iter()
        .find(|line| line["agent"]["name"] == "Ana Torres")
        .unwrap();
    assert_eq!(line["connected"], 1);
    let agent = line["agent"]["id"].as_str().unwrap().to_owned();

    let answer = sam
        .submit("/supervisor/devices", &[("agent", &agent)])
        .await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let frame = stream.frame("test").await;
    assert_eq!(frame["by"], "Sam Rivera");
    let outcome =
        async || sam.ask("test_outcome", json!({ "agent": agent })).await["results"].clone();
    assert_eq!(
        outcome().await,
        json!([{ "stage": "sent" }]),
        "to who is connected"
    );

    let shown = json!({ "test": frame["test"], "result": { "stage": "shown" } });
    // The other device was not asked.
    away.ask("report_test", shown.clone()).await;
    assert_eq!(outcome().await, json!([{ "stage": "sent" }]));
    ana.ask("report_test", shown).await;
    assert_eq!(outcome().await, json!([{ "stage": "shown" }]));
    let page = sam.text("/supervisor/devices").await;
    assert!(page.contains("Shown on the connected device."), "{page}");
    let here = devices(&ana).await;
    let here = here
        .iter()
        .find(|device| device["place"] == "here")
        .unwrap();
    assert!(!here["shown_at"].is_null());
}
