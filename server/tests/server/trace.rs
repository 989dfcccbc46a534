//! The notification trace: who may read it, as a page and as a file, and for how long it is kept.

use domain::time::Span;
use reqwest::StatusCode;
use serde_json::json;

use crate::{
    app::{ANA, TestApp},
    browser::Browser,
};

const SAM: &str = "sam@demo.example";
const PAGE: &str = "/supervisor/notifications";
const FILE: &str = "/supervisor/notifications.csv";

async fn rows(browser: &Browser, query: &str) -> Vec<String> {
    let answer = browser.get(&format!("{FILE}{query}")).await;
    assert_eq!(answer.status(), StatusCode::OK);
    let text = answer.text().await.unwrap();
    let rows = text.strip_suffix("\r\n").expect("lines end with CR LF");
    rows.split("\r\n").skip(1).map(ToOwned::to_owned).collect()
}

#[tokio::test]
async fn only_supervisors_read_the_trace() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    for path in [PAGE, FILE] {
        let answer = ana.get(path).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
        let text = answer.text().await.unwrap();
        assert!(text.contains("Only supervisors and admins"), "{text}");
        let answer = app.browser().get(path).await;
        assert_eq!(answer.status(), StatusCode::SEE_OTHER, "{path}");
        let sign_in = format!("/sign-in?next={PAGE}");
        assert_eq!(answer.headers()["location"], sign_in.as_str());
    }
    let asked = ana.call("trace", json!({ "search": {} })).await;
    assert_eq!(asked.status(), StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_search_that_is_not_understood_names_the_field_and_keeps_what_was_typed() {
    let app = TestApp::start().await;
    let sam = app.browser_of(SAM).await;
    for (query, says) in [
        ("from=yesterday", "From: enter a day and a time"),
        ("until=2026-02-30T10:00", "Until: enter a day and a time"),
        ("zone=Mars", "Time zone: enter one such as"),
        ("request=42", "Request: enter the whole id"),
        ("decision=maybe", "Decision: choose one of the list."),
        ("after=x", "no such page"),
        (
            "from=2026-01-02T00:00&until=2026-01-01T00:00",
            "Until: choose a time",
        ),
    ] {
        for path in [PAGE, FILE] {
            let answer = sam.get(&format!("{path}?{query}&customer=Zo%C3%AB")).await;
            let status = answer.status();
            assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{path}?{query}");
            let text = answer.text().await.unwrap();
            assert!(text.contains(says), "{query}: {text}");
            assert!(path == FILE || text.contains("value=\"Zoë\""), "{query}");
        }
    }
}

#[tokio::test]
async fn a_file_has_a_row_for_each_agent_and_no_formula() {
    let app = TestApp::start().await;
    app.post_request("=cmd|' /C calc'!A0, \"x\"").await;
    let sam = app.browser_of(SAM).await;

    let all = rows(&sam, "").await;
    let of_ben: Vec<_> = all
        .iter()
        .filter(|row| row.contains("Ben Okafor"))
        .collect();
    assert_eq!(of_ben.len(), 1, "{all:?}");
    assert!(
        of_ben[0].starts_with("2027-01-15T08:00:00.000Z,"),
        "{of_ben:?}"
    );
    assert!(
        of_ben[0].contains(",new_request,\"'=cmd|' /C calc'!A0, \"\"x\"\"\",\"Ben Okafor\","),
        "{of_ben:?}"
    );
    assert!(of_ben[0].contains(",suppress,not_signed_in,"), "{of_ben:?}");

    let filtered = rows(&sam, "?decision=not_signed_in&customer=CALC").await;
    assert_eq!(filtered, all, "everybody of the team");
    assert_eq!(rows(&sam, "?customer=nobody").await, [""; 0]);
    let page = sam.text(&format!("{PAGE}?decision=not_signed_in")).await;
    assert!(
        page.contains("Ben Okafor") && page.contains("Not signed in."),
        "{page}"
    );
}

#[tokio::test]
async fn a_file_opens_in_any_spreadsheet_and_every_name_comes_back() {
    let app = TestApp::start().await;
    app.post_request("'t Hart").await;
    app.post_request("Maria;=1+1").await;
    let sam = app.browser_of(SAM).await;
    let bytes = sam.get(FILE).await.bytes().await.unwrap();
    assert!(bytes.starts_with("\u{FEFF}decided_at,".as_bytes()));
    let rows = rows(&sam, "").await;
    for written in ["\"''t Hart\"", "\"Maria;'=1+1\""] {
        assert!(
            rows.iter().any(|row| row.contains(written)),
            "{written}: {rows:?}"
        );
    }
}

#[tokio::test]
async fn a_search_finds_what_people_type() {
    let app = TestApp::start().await;
    app.post_request("Jose\u{301} Peña").await;
    app.post(&json!({
        "kind": "new_request",
        "customer": {"name": "Mary", "phone": "+44 20 7946 0018", "email": "mary@xn--bcher-kva.example"},
    }))
    .await;
    let sam = app.browser_of(SAM).await;
    for (typed, found) in [
        ("jose pena", "José Peña"),
        ("PEÑA", "José Peña"),
        ("(415) 555-01", "José Peña"),
        ("1 415 555 0123", "José Peña"),
        ("011 44 20 7946 0018", "Mary"),
        ("+44 (0)20 7946", "Mary"),
        ("mary@bücher.example", "Mary"),
    ] {
        let query = reqwest::Url::parse_with_params("http://desk/", [("customer", typed)]).unwrap();
        let rows = rows(&sam, &format!("?{}", query.query().unwrap())).await;
        assert!(!rows.is_empty(), "{typed}");
        assert!(
            rows.iter().all(|row| row.contains(found)),
            "{typed}: {rows:?}"
        );
    }
}

#[tokio::test]
async fn each_kind_is_chosen_by_its_own_words() {
    let app = TestApp::start().await;
    let sam = app.browser_of(SAM).await;
    let page = sam.text(PAGE).await;
    for words in [
        ">New request<",
        ">Inbound call<",
        ">Chat<",
        ">Scheduled call, planned by an agent<",
        ">Scheduled call, at the customer's choice<",
        ">Call back<",
    ] {
        assert!(page.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_is_older_than_is_kept_is_forgotten_when_the_server_starts() {
    let app = TestApp::start().await;
    app.post_request("Maria Silva").await;
    app.wait(Span::days(31));
    app.post_request("Kenji Watanabe").await;
    let app = app.restart().await;
    let sam = app.browser_of(SAM).await;
    // Housekeeping begins with the server and does a little at a time.
    let mut left = rows(&sam, "").await;
    while left.iter().any(|row| row.contains("Maria Silva")) {
        tokio::task::yield_now().await;
        left = rows(&sam, "").await;
    }
    assert!(
        left.iter().any(|row| row.contains("Kenji Watanabe")),
        "{left:?}"
    );
}
