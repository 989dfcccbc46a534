//! What keeps other sites and slow clients out.

use reqwest::StatusCode;

use crate::{
    app::{ANA, TestApp},
    wire::Wire,
};

#[tokio::test]
async fn what_another_site_sends_is_refused() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for path in [
        "/",
        "/sign-in",
        "/sign-out",
        "/api/ui/status",
        "/api/ui/snapshot",
    ] {
        for (name, value) in [
            ("sec-fetch-site", "cross-site"),
            ("sec-fetch-site", "same-site"),
            ("origin", "https://evil.example"),
            ("origin", "null"),
            // Neither header, but a cookie.
            ("x-nothing", "said"),
        ] {
            let response = browser
                .client
                .post(format!("{}{path}", browser.site))
                .header(name, value)
                .form(&[("action", "status"), ("intent", "break")])
                .send()
                .await
                .unwrap();
            assert_eq!(
                response.status(),
                StatusCode::FORBIDDEN,
                "{path} {name}: {value}"
            );
        }
    }
    assert!(browser.is_signed_in().await);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    for path in [
        "/",
        "/sign-in",
        "/profile/notifications",
        "/profile/notifications/history",
        "/profile/language",
        "/nowhere",
        "/pkg/nothing.js",
        "/healthz",
        "/events",
        "/api/v1/openapi.json",
        "/api/v1/requests/x",
    ] {
        let response = browser.get(path).await;
        let headers = response.headers();
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
            ("x-frame-options", "DENY"),
        ] {
            assert_eq!(headers[name], value, "{path}");
        }
        assert!(headers.contains_key("permissions-policy"), "{path}");
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("frame-ancestors 'none'"), "{path}");
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert!(!headers.contains_key("strict-transport-security"), "{path}");
        assert!(
            headers["cache-control"]
                .to_str()
                .unwrap()
                .contains("no-store"),
            "{path}"
        );
    }
}

#[tokio::test]
async fn each_page_has_a_nonce_of_its_own() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let mut nonces = Vec::new();
    for _ in 0..2 {
        let response = browser.get("/").await;
        let policy = response.headers()["content-security-policy"]
            .to_str()
            .unwrap()
            .to_owned();
        let (_, rest) = policy.split_once("script-src 'self' 'nonce-").unwrap();
        let nonce = rest.split('\'').next().unwrap().to_owned();
        let page = response.text().await.unwrap();
        for tag in page.split("<script").skip(1) {
            let tag = tag.split('>').next().unwrap();
            assert!(tag.contains(&format!(r#"nonce="{nonce}""#)), "{tag}");
        }
        assert!(
            !page.contains(" style="),
            "the policy refuses inline styles"
        );
        nonces.push(nonce);
    }
    assert_ne!(nonces[0], nonces[1]);
}

#[tokio::test]
async fn a_large_body_is_refused_before_it_is_read() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let email = "x".repeat(70 * 1024);
    let response = browser
        .submit("/sign-in", &[("email", email.as_str())])
        .await;
    assert_eq!(response.status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test]
async fn a_request_names_one_host() {
    let app = TestApp::start().await;
    for (head, status) in [
        ("GET /healthz HTTP/1.1\r\nHost: localhost\r\n", 200),
        ("GET /healthz HTTP/1.0\r\n", 200),
        ("GET /healthz HTTP/1.1\r\n", 400),
        (
            "GET / HTTP/1.1\r\nHost: localhost\r\nHost: localhost\r\n",
            400,
        ),
        (
            "GET / HTTP/1.1\r\nHost: a.example\r\nhost: b.example\r\n",
            400,
        ),
        ("GET / HTTP/1.1\r\nHost: a.example, b.example\r\n", 400),
        (
            "POST /api/v1/requests HTTP/1.1\r\nContent-Length: 0\r\n",
            400,
        ),
    ] {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!("{head}Connection: close\r\n\r\n")).await;
        assert_eq!(wire.answer().await.status, status, "{head}");
    }
}

#[tokio::test]
async fn what_no_browser_sends_is_refused_and_breaks_nothing() {
    let app = TestApp::start().await;
    let long = "M".repeat(8_000);
    for line in [
        "CONNECT localhost:1 HTTP/1.1",
        "OPTIONS * HTTP/1.1",
        "TRACE / HTTP/1.1",
        "BREW / HTTP/1.1",
        "BREW /api/v1/requests HTTP/1.1",
        &format!("{long} / HTTP/1.1"),
        &format!("GET /{} HTTP/1.1", "x".repeat(20_000)),
        "GET / HTTP/3.0",
        "GET",
        "\u{16}\u{3}\u{1}",
    ] {
        let mut wire = Wire::to(&app).await;
        wire.send(&format!(
            "{line}\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        ))
        .await;
        let status = wire.answer().await.status;
        let shown: String = line.chars().take(40).collect();
        assert!((400..500).contains(&status), "{shown}: {status}");
    }
    assert_eq!(app.browser().get("/healthz").await.status(), StatusCode::OK);
}
