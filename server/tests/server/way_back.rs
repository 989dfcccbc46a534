//! Signing in leads back to the whole address that was wanted, and to no other site.

use reqwest::{Response, StatusCode};

use crate::{
    app::{ANA, PASSWORD, TestApp},
    browser::Browser,
};

const SAM: &str = "sam@demo.example";
const SEARCH: &str = "/supervisor/notifications?customer=Silva%20%26%20Sons&kind=inbound_call";

fn location(response: &Response) -> &str {
    response.headers()["location"].to_str().unwrap()
}

/// What the hidden field of the sign-in page says.
fn next_of(page: &str) -> Option<String> {
    let (_, rest) = page.split_once(r#"name="next" value=""#)?;
    let (value, _) = rest.split_once('"')?;
    Some(value.replace("&amp;", "&"))
}

/// Signs in as a browser without scripts does, in two steps from this address, mistyping once.
async fn sign_in_from(browser: &Browser, address: &str, email: &str) -> Response {
    let next = next_of(&browser.text(address).await).expect("the first step");
    let first = [("email", email), ("next", &next)];
    let second = browser.submit("/sign-in", &first).await;
    let page = browser.text(location(&second)).await;
    let next = next_of(&page).expect("the second step");
    let wrong = [
        ("email", email),
        ("password", "not-the-bell"),
        ("next", &next),
    ];
    let refused = browser.submit("/sign-in", &wrong).await;
    assert_eq!(refused.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let page = refused.text().await.unwrap();
    // Somebody else's address begins anew, and leads to the same page.
    let afresh = page
        .split_once(r#"href="/sign-in?next="#)
        .map(|(_, rest)| rest.split('"').next().unwrap().to_owned());
    assert!(afresh.is_some_and(|afresh| address.ends_with(&afresh)));
    let next = next_of(&page).expect("after a wrong password");
    let right = [("email", email), ("password", PASSWORD), ("next", &next)];
    browser.submit("/sign-in", &right).await
}

#[tokio::test]
async fn a_shared_link_leads_to_its_page_with_its_query() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let asked = browser.get(SEARCH).await;
    assert_eq!(asked.status(), StatusCode::SEE_OTHER);

    let signed_in = sign_in_from(&browser, location(&asked), SAM).await;

    assert_eq!(signed_in.status(), StatusCode::SEE_OTHER);
    assert_eq!(location(&signed_in), SEARCH);
    assert!(browser.text(SEARCH).await.contains("Silva &amp; Sons"));
}

#[tokio::test]
async fn a_request_that_a_popup_leads_to_is_kept_through_the_front_page() {
    let app = TestApp::start().await;
    let request = app.post_request("Maria Silva").await;
    let wanted = format!("/?request={request}");
    let browser = app.browser();
    let front = browser.text(&wanted).await;
    let link = front
        .split_once(r#"href="/sign-in?"#)
        .and_then(|(_, rest)| rest.split('"').next())
        .expect("a link that leads back");

    let signed_in = sign_in_from(&browser, &format!("/sign-in?{link}"), ANA).await;

    assert_eq!(location(&signed_in), wanted);
    // Who wants nothing but the desktop signs in as ever.
    let nobody = app.browser();
    assert!(nobody.text("/").await.contains(r#"href="/sign-in""#));
}

#[tokio::test]
async fn an_expired_sign_in_comes_back_to_the_page_of_the_form() {
    let app = TestApp::start().await;
    let request = app.post_request("Maria Silva").await;
    let browser = app.browser();
    let connect = [("action", "connect"), ("request", request.as_str())];
    for (address, fields) in [
        ("/", &connect[..]),
        ("/?session=1", &connect[..]),
        ("/profile/notifications", &[][..]),
        ("/schedule", &[][..]),
    ] {
        let answer = browser.submit(address, fields).await;
        assert_eq!(answer.status(), StatusCode::UNAUTHORIZED, "{address}");
        let page = answer.text().await.unwrap();
        assert_eq!(next_of(&page).as_deref(), Some(address));
    }
    let file = browser
        .get("/supervisor/notifications.csv?customer=Silva")
        .await;
    assert_eq!(
        location(&file),
        "/sign-in?next=/supervisor/notifications%3Fcustomer%3DSilva"
    );
}

#[tokio::test]
async fn no_address_leads_to_another_site() {
    let app = TestApp::start().await;
    let browser = app.browser();
    for next in [
        "//evil.example",
        "/\\evil.example",
        "/.//evil.example",
        "https://evil.example/",
        "/a?b\r\nset-cookie: x=y",
        "/sign-in",
    ] {
        let fields = [("email", ANA), ("password", PASSWORD), ("next", next)];
        let answer = browser.submit("/sign-in", &fields).await;
        assert_eq!(location(&answer), "/", "{next:?}");
    }
}
