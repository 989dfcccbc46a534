//! Nothing typed is lost because a sign-in had ended, and nothing typed leaves its field.

use reqwest::StatusCode;
use serde_json::json;

use super::{NOTE, borrowed, call, planned, token};
use crate::{
    app::{ANA, BEN, PASSWORD, TestApp},
    html::hidden,
};

#[tokio::test]
async fn what_was_typed_survives_a_sign_in_that_had_ended() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let press = token(&ana, "/schedule").await;
    ana.sign_out().await;

    let answer = ana
        .submit("/schedule", &call(&press, "Maria \"Mia\" Silva"))
        .await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    let page = answer.text().await.unwrap();
    assert!(page.contains("What you typed is kept"), "{page}");
    let mut fields = vec![("email".to_owned(), ANA.to_owned())];
    for name in ["kept", "next"] {
        fields.push((name.to_owned(), hidden(&page, name).expect(name)));
    }
    let second = ana.submit("/sign-in", &borrowed(&fields)).await;
    let second = second.text().await.unwrap();
    assert_eq!(hidden(&second, "kept"), hidden(&page, "kept"));
    fields.push(("password".to_owned(), "wrong".to_owned()));
    let refused = ana.submit("/sign-in", &borrowed(&fields)).await;
    let refused = refused.text().await.unwrap();
    assert_eq!(hidden(&refused, "kept"), hidden(&page, "kept"));

    fields.pop();
    fields.push(("password".to_owned(), PASSWORD.to_owned()));
    let signed_in = ana.submit("/sign-in", &borrowed(&fields)).await;
    assert_eq!(signed_in.headers()["location"], "/schedule");

    let page = ana.text("/schedule").await;
    assert!(page.contains("Nothing of it has been sent yet"), "{page}");
    assert!(page.contains("Maria &quot;Mia&quot; Silva"), "{page}");
    assert!(page.contains("2099-06-01"), "{page}");
    assert!(
        page.contains("&lt;/textarea&gt;&lt;b&gt;call twice"),
        "{page}"
    );
    assert!(!page.contains(NOTE), "{page}");
    assert_eq!(planned(&ana).await.len(), 0);
    assert!(!ana.text("/schedule").await.contains("Mia"));
}

/// Two agents share a browser, and the second one signs in on the page that kept what the first had typed.
#[tokio::test]
async fn what_one_agent_typed_is_not_shown_to_another() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let press = token(&ana, "/schedule").await;
    ana.sign_out().await;
    let answer = ana.submit("/schedule", &call(&press, "Maria Silva")).await;
    let page = answer.text().await.unwrap();
    let fields = [
        ("email", BEN),
        ("password", PASSWORD),
        ("kept", &hidden(&page, "kept").unwrap()),
        ("next", "/schedule"),
    ];
    let signed_in = ana.submit("/sign-in", &fields).await;
    assert_eq!(signed_in.headers()["location"], "/schedule");
    let page = ana.text("/schedule").await;
    assert!(!page.contains("Maria Silva"), "{page}");
}

/// The page was Ana's, and Ben has signed in beside it since: what it says is neither done nor shown as his.
#[tokio::test]
async fn a_page_of_one_agent_does_nothing_as_another() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let press = token(&ana, "/schedule").await;
    let ben = app.browser_of(BEN).await;
    let answer = ben.submit("/schedule", &call(&press, "Maria Silva")).await;
    assert_eq!(answer.status(), StatusCode::UNAUTHORIZED);
    assert!(planned(&ben).await.is_empty());
}

#[tokio::test]
async fn every_form_of_an_agent_waits_for_the_sign_in() {
    let app = TestApp::start().await;
    let nobody = app.browser();
    for (path, page) in [
        ("/", "/"),
        ("/schedule", "/schedule"),
        ("/profile/notifications", "/profile/notifications"),
        ("/profile/notifications/devices", "/profile/notifications"),
        ("/supervisor/devices", "/supervisor/devices"),
    ] {
        let answer = nobody.submit(path, &[("note", "typed & kept")]).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{path}");
        let html = answer.text().await.unwrap();
        assert_eq!(hidden(&html, "next").as_deref(), Some(page), "{path}");
        let kept = hidden(&html, "kept").expect(path);
        assert_eq!(kept, r#"{"note":"typed & kept"}"#, "{path}");
    }
}

#[tokio::test]
async fn a_note_that_looks_like_the_end_of_its_field_stays_in_it() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let refused = ana
        .submit("/schedule", &[("action", "plan"), ("note", NOTE)])
        .await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    assert!(
        page.contains("&lt;/textarea&gt;&lt;b&gt;call twice"),
        "{page}"
    );
    assert!(!page.contains(NOTE), "{page}");
}

#[tokio::test]
async fn a_customer_whose_name_looks_like_the_end_of_the_title_stays_in_it() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    ana.ask("heartbeat", json!({})).await;
    app.post_request("</title><i>Maria").await;
    let page = ana.text("/").await;
    let (_, title) = page.split_once("<title>").unwrap();
    let (title, _) = title.split_once("</title>").unwrap();
    assert_eq!(
        title,
        "(1) New request: &lt;/title&gt;&lt;i&gt;Maria · Deskbell"
    );
}
