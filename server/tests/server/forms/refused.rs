//! What is not understood is said, and put right by nobody but the agent.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::{borrowed, call, planned, token};
use crate::app::{ANA, TestApp};

#[tokio::test]
async fn quiet_hours_of_equal_ends_are_round_the_clock() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let fields = [
        ("action", "save"),
        ("desktop_notifications", "on"),
        ("quiet", "on"),
        ("quiet_from", "00:00"),
        ("quiet_until", "00:00"),
        ("quiet_zone", "Europe/Madrid"),
    ];
    let saved = ana.submit("/profile/notifications", &fields).await;
    assert_eq!(saved.status(), StatusCode::OK);
    let page = saved.text().await.unwrap();
    assert!(
        page.contains("The same time twice means round the clock"),
        "{page}"
    );
    let quiet = &ana.view().await["me"]["preferences"]["quiet_hours"];
    assert_eq!(
        (&quiet["from"], &quiet["until"]),
        (&json!(0), &json!(0)),
        "in minutes"
    );
}

#[tokio::test]
async fn settings_that_were_refused_are_shown_as_they_were_chosen() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let fields = [
        ("action", "save"),
        ("while_looking", "on"),
        ("quiet", "on"),
        ("quiet_from", "late"),
        ("quiet_until", "07:45"),
        ("quiet_zone", "Europe/Nowhere"),
        ("through_inbound_call", "on"),
    ];
    let refused = ana.submit("/profile/notifications", &fields).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    let tag = |id: &str| {
        let (_, rest) = page.split_once(&format!(r#"id="{id}""#)).expect(id);
        rest.split_once('>').unwrap().0.to_owned()
    };
    for ticked in ["while_looking", "quiet", "through_inbound_call"] {
        assert!(tag(ticked).contains("checked"), "{ticked}");
    }
    for unticked in ["missed", "ring_inbound_chat"] {
        assert!(!tag(unticked).contains("checked"), "{unticked}");
    }
    assert!(
        page.contains(r#"value="07:45""#) && page.contains("Europe/Nowhere"),
        "{page}"
    );
}

/// Neither is put right in silence: the one would ring at another time than was typed, the other for
/// somebody else than was meant.
#[tokio::test]
async fn a_time_that_no_clock_shows_and_an_owner_that_nobody_is_are_refused() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let with = |changes: &[(&'static str, &'static str)], press: &str| {
        let mut fields = call(press, "Maria Silva")
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect::<Vec<_>>();
        for (name, value) in changes {
            fields.retain(|(known, _)| known != name);
            fields.push(((*name).to_owned(), (*value).to_owned()));
        }
        fields
    };
    for (changes, says) in [
        (
            &[("date", "2027-03-28"), ("time", "02:30")][..],
            "the clock is put forward past that time",
        ),
        (&[("owner", "everybody")], "owner"),
    ] {
        let fields = with(changes, &token(&ana, "/schedule").await);
        let answer = ana.submit("/schedule", &borrowed(&fields)).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{says}");
        let page = answer.text().await.unwrap();
        assert!(page.contains(says), "{page}");
        assert!(page.contains("Maria Silva"), "{page}");
    }
    assert_eq!(planned(&ana).await, Vec::<Value>::new());
}
