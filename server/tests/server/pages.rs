//! Pages and forms without scripts.

use reqwest::StatusCode;

use crate::{
    app::{ANA, BEN, PASSWORD, TestApp},
    browser::Browser,
};

#[tokio::test]
async fn a_page_that_needs_a_sign_in_comes_after_it() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let response = browser.get("/profile/notifications").await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        response.headers()["location"],
        "/sign-in?next=/profile/notifications"
    );
    let page = browser.text("/sign-in?next=/profile/notifications").await;
    assert!(page.contains(r#"value="/profile/notifications""#), "{page}");
    for (next, location) in [
        ("/profile/notifications", "/profile/notifications"),
        ("//evil.example", "/"),
    ] {
        let fields = [("email", ANA), ("password", PASSWORD), ("next", next)];
        let response = browser.submit("/sign-in", &fields).await;
        assert_eq!(response.headers()["location"], location);
    }
}

#[tokio::test]
async fn an_unknown_address_is_answered_with_404() {
    let app = TestApp::start().await;
    let browser = app.browser();
    assert_eq!(
        browser.get("/nowhere").await.status(),
        StatusCode::NOT_FOUND
    );
    let missing = browser.get("/pkg/nothing.js").await;
    assert_eq!(missing.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn one_agent_connects_and_the_other_hears_who_did() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let ben = app.browser_of(BEN).await;
    let request = app.post_request("Maria Silva").await;
    let connect = [("action", "connect"), ("request", request.as_str())];

    let won = ana.submit("/", &connect).await;
    let lost = ben.submit("/", &connect).await;

    assert_eq!(won.status(), StatusCode::SEE_OTHER);
    assert_eq!(lost.status(), StatusCode::CONFLICT);
    assert!(lost.text().await.unwrap().contains("Ana Torres"));
}

#[tokio::test]
async fn settings_are_saved_and_it_is_said() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let fields = [("action", "save"), ("desktop_notifications", "on")];
    let response = browser.submit("/profile/notifications", &fields).await;
    assert_eq!(response.status(), StatusCode::OK);
    assert!(response.text().await.unwrap().contains("Saved"));
}

/// The head of a page is written after its body, when what the body was made of may be gone.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_are_whole_however_many_are_asked_for_at_once() {
    let app = TestApp::start().await;
    let browser = std::sync::Arc::new(app.browser_of(ANA).await);
    let ask = |number: usize| {
        let browser = browser.clone();
        tokio::spawn(async move {
            for _ in 0..10 {
                let response = if number.is_multiple_of(2) {
                    let nobody = [("action", "plan"), ("name", "Maria Silva")];
                    browser.submit("/schedule", &nobody).await
                } else {
                    browser.get("/schedule").await
                };
                let page = response.text().await.unwrap();
                assert!(page.contains("<title>"), "no title: {page}");
            }
        })
    };
    let asking: Vec<_> = (0..20).map(ask).collect();
    for asked in asking {
        asked.await.unwrap();
    }
}

#[tokio::test]
async fn sound_privacy_and_click_are_chosen_without_scripts() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let chime = [
        ("action", "save"),
        ("sound", "chime"),
        ("tune", "telephone"),
        ("volume", "40"),
        ("repeat", "on"),
        ("privacy", "hidden"),
        ("click_connects", "on"),
        ("upcoming", "on"),
    ];
    let saved = browser.submit("/profile/notifications", &chime).await;
    assert_eq!(saved.status(), StatusCode::OK);
    let view: serde_json::Value = snapshot(&browser).await.json().await.unwrap();
    assert_eq!(
        view["me"]["preferences"]["sound"],
        serde_json::json!({"source": "chime", "tune": "telephone", "volume": 40, "repeat": "on"})
    );
    let page = browser.text("/profile/notifications").await;
    for id in [
        "sound-chime",
        "privacy-hidden",
        "click_connects",
        "upcoming",
    ] {
        let input = page.split_once(&format!(r#"id="{id}""#));
        let input = input.and_then(|(_, rest)| rest.split_once('>'));
        assert!(
            input.is_some_and(|(input, _)| input.contains("checked")),
            "{id}"
        );
    }

    // A form that doesn't ask keeps what was chosen.
    browser.submit("/profile/notifications", &chime[..1]).await;
    let view: serde_json::Value = snapshot(&browser).await.json().await.unwrap();
    assert_eq!(view["me"]["preferences"]["sound"]["tune"], "telephone");
    assert_eq!(view["me"]["preferences"]["privacy"], "hidden");

    for wrong in [
        ("sound", "loud"),
        ("tune", "march"),
        ("volume", "0"),
        ("volume", "many"),
        ("privacy", "some"),
    ] {
        let fields = [wrong, ("sound", "chime")];
        let refused = browser.submit("/profile/notifications", &fields).await;
        assert_eq!(
            refused.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{wrong:?}"
        );
        assert!(refused.text().await.unwrap().contains(wrong.0), "{wrong:?}");
    }
}

#[tokio::test]
async fn the_language_is_the_agents_choice() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let response = browser
        .submit("/profile/language", &[("language", "es")])
        .await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(browser.text("/").await.contains(r#"<html lang="es""#));
}

#[tokio::test]
async fn the_theme_is_the_browsers_choice_and_drawn_by_the_server() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    assert!(browser.text("/").await.contains(r#"data-theme="system""#));
    let response = browser.submit("/profile/theme", &[("theme", "dark")]).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    let page = browser.text("/").await;
    for drawn in [
        r#"data-theme="dark""#,
        r#"<meta name="color-scheme" content="dark""#,
        r##"content="#f6f5f2" media="not all""##,
        r##"content="#14161a" media="all""##,
    ] {
        assert!(page.contains(drawn), "{drawn}");
    }

    browser
        .submit("/profile/theme", &[("theme", "sepia")])
        .await;
    assert!(browser.text("/").await.contains(r#"data-theme="dark""#));
}

#[tokio::test]
async fn the_language_is_chosen_before_signing_in() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let wanted = [("language", "es"), ("next", "/?request=1")];
    let response = browser.submit("/language", &wanted).await;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert_eq!(response.headers()["location"], "/?request=1");
    assert!(browser.text("/").await.contains(r#"<html lang="es""#));
    let elsewhere = [("language", "en"), ("next", "//evil.example")];
    let response = browser.submit("/language", &elsewhere).await;
    assert_eq!(response.headers()["location"], "/");

    let typed = [
        ("language", "es"),
        ("email", ANA),
        ("next", "/schedule"),
        ("kept", "{}"),
    ];
    let page = browser.submit("/sign-in", &typed).await.text().await;
    let page = page.unwrap();
    assert!(page.contains(r#"<html lang="es""#));
    assert!(!page.contains(r#"name="password""#), "the first step");
    for kept in [ANA, "/schedule", "{}"] {
        assert!(page.contains(&format!("value=\"{kept}\"")), "{kept}");
    }

    let secret = [("language", "en"), ("email", ANA), ("password", "secret")];
    let page = browser.submit("/sign-in", &secret).await.text().await;
    let page = page.unwrap();
    assert!(page.contains(r#"name="password""#), "the second step");
    assert!(!page.contains("secret"));
}

#[tokio::test]
async fn a_server_function_knows_who_is_signed_in() {
    let app = TestApp::start().await;
    let nobody = app.browser();
    assert_eq!(snapshot(&nobody).await.status(), StatusCode::UNAUTHORIZED);
    let ana = app.browser_of(ANA).await;
    let answer = snapshot(&ana).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let view: serde_json::Value = answer.json().await.unwrap();
    assert_eq!(view["me"]["email"], ANA);
}

#[tokio::test]
async fn the_server_says_how_it_is() {
    let app = TestApp::start().await;
    let browser = app.browser();
    assert_eq!(browser.text("/healthz").await, "ok");
    assert_eq!(browser.get("/readyz").await.status(), StatusCode::OK);
}

/// The desk of the demo stands at 2027-01-15 08:00 UTC.
#[tokio::test]
async fn an_agent_plans_moves_and_cancels_a_call() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let call = |time| {
        [
            ("action", "plan"),
            ("name", "Maria Silva"),
            ("phone", "+34 600 123 456"),
            ("date", "2027-01-15"),
            ("time", time),
            ("zone", "America/New_York"),
            ("owner", "me"),
        ]
    };

    let past = browser.submit("/schedule", &call("02:59")).await;
    assert_eq!(past.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = past.text().await.unwrap();
    assert!(page.contains("That time is over"), "{page}");
    assert!(
        page.contains(r#"value="+34 600 123 456""#),
        "what was typed"
    );

    let planned = browser.submit("/schedule", &call("04:15")).await;
    assert_eq!(planned.status(), StatusCode::SEE_OTHER);
    let page = browser.text("/schedule").await;
    assert!(page.contains("2027-01-15T09:15:00Z"), "{page}");
    let request = page
        .split_once(r#"data-request=""#)
        .and_then(|(_, rest)| rest.split_once('"'))
        .map(|(id, _)| id.to_owned())
        .expect("the call is listed");

    let moved = [
        ("action", "move"),
        ("request", request.as_str()),
        ("date", "2027-01-16"),
        ("time", "10:00"),
        ("zone", "Europe/Madrid"),
    ];
    browser.submit("/schedule", &moved).await;
    let page = browser.text("/schedule").await;
    assert!(page.contains("2027-01-16T09:00:00Z"), "{page}");

    browser
        .submit("/schedule", &[("action", "cancel"), ("request", &request)])
        .await;
    let page = browser.text("/schedule").await;
    assert!(!page.contains(&request), "{page}");
}

#[tokio::test]
async fn what_is_wrong_with_a_planned_call_is_said_by_field() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let right = [
        ("action", "plan"),
        ("phone", "+34600123456"),
        ("date", "2027-01-20"),
        ("time", "09:00"),
        ("zone", "Europe/Madrid"),
    ];
    for (field, value, said) in [
        ("phone", "", "Enter the number"),
        ("phone", "nobody", "no phone number"),
        ("date", "2027-02-30", "Choose the day"),
        ("time", "noon", "Choose the time"),
        ("zone", "Atlantis", "Enter a time zone"),
        ("email", "maria", "no e-mail address"),
    ] {
        let mut fields: Vec<_> = right
            .into_iter()
            .filter(|(name, _)| *name != field)
            .collect();
        fields.push((field, value));
        let refused = browser.submit("/schedule", &fields).await;
        assert_eq!(
            refused.status(),
            StatusCode::UNPROCESSABLE_ENTITY,
            "{field}"
        );
        let page = refused.text().await.unwrap();
        assert!(page.contains(said), "{field}: {page}");
    }
}

async fn snapshot(browser: &Browser) -> reqwest::Response {
    browser
        .client
        .post(format!("{}/api/ui/snapshot", browser.site))
        .header("sec-fetch-site", "same-origin")
        .json(&serde_json::json!({}))
        .send()
        .await
        .unwrap()
}

/// Whether what an address says stands in the page as well, nobody on the wire can tell from its length.
#[tokio::test]
async fn a_page_is_compressed_unless_it_may_repeat_its_address() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for (path, encoding) in [
        ("/", Some("br")),
        ("/schedule", Some("br")),
        ("/nowhere", Some("br")),
        ("/?request=01a21899-6538-78d2-8d0c-b85668ba364f", None),
        ("/schedule?for=01a21899-6538-78d2-8d0c-b85668ba364f", None),
        ("/events", None),
    ] {
        let response = browser
            .client
            .get(format!("{}{path}", browser.site))
            .header("accept-encoding", "gzip, br")
            .send()
            .await
            .unwrap();
        let answered = response.headers().get("content-encoding");
        assert_eq!(
            answered.map(|name| name.to_str().unwrap()),
            encoding,
            "{path}"
        );
    }
}
