//! What pages say all the time is answered by routes of its own. A page can't tell: they answer as Leptos would.

use app::{
    api::{Heartbeat, ReportDeliveries, Touch},
    server::signed_in::SignedIn,
};
use axum::{
    body::{Body, to_bytes},
    extract::Request,
};
use domain::{id::OfferId, notification::Report};
use leptos::{prelude::provide_context, server_fn::ServerFn};
use reqwest::StatusCode;
use uuid::Uuid;

use crate::app::{ANA, BEN, TestApp};

const ANSWER: [&str; 2] = ["content-type", "serverfnerror"];

#[derive(Debug, PartialEq, Eq)]
struct Answer {
    status: StatusCode,
    headers: [Option<String>; 2],
    body: String,
}

async fn by_leptos(who: SignedIn, path: &'static str, body: String) -> Answer {
    let request = Request::post(path)
        .header("content-type", "application/json")
        .body(Body::from(body))
        .unwrap();
    let context = move || provide_context(who.clone());
    let response = leptos_axum::handle_server_fns_with_context(context, request).await;
    let response = axum::response::IntoResponse::into_response(response);
    let headers = ANSWER.map(|name| Some(response.headers().get(name)?.to_str().ok()?.to_owned()));
    Answer {
        status: response.status(),
        headers,
        body: text(response.into_body()).await,
    }
}

async fn text(body: Body) -> String {
    let bytes = to_bytes(body, usize::MAX).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

fn written(arguments: &impl serde::Serialize) -> String {
    serde_json::to_string(arguments).unwrap()
}

#[tokio::test]
async fn they_answer_as_leptos_would() {
    let app = TestApp::start().await;
    let browser = app.browser_of(ANA).await;
    let desk = app.server.state().engine.desks().pop().unwrap();
    let agent = |email: &str| desk.read(|desk| desk.agent_by_email(email).unwrap().id);
    let who = SignedIn {
        agent: agent(ANA),
        device: desk.devices(agent(ANA))[0].device.id,
        push: app.server.state().push.clone(),
        press: None,
        desk: desk.clone(),
    };
    let reports = vec![(OfferId(Uuid::from_u128(1)), Report::Received)];
    let report = written(&ReportDeliveries { reports });
    for (path, body) in [
        (Heartbeat::PATH, written(&Heartbeat {})),
        (Heartbeat::PATH, "[]".to_owned()),
        (Heartbeat::PATH, "null".to_owned()),
        (Touch::PATH, written(&Touch {})),
        (Touch::PATH, "7".to_owned()),
        (ReportDeliveries::PATH, report),
        (ReportDeliveries::PATH, "{\"reports\":[]}".to_owned()),
        (ReportDeliveries::PATH, "{}".to_owned()),
        (ReportDeliveries::PATH, "{\"reports\":[[1]]}".to_owned()),
    ] {
        let sent = browser
            .client
            .post(format!("{}{path}", browser.site))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .body(body.clone());
        let response = sent.send().await.unwrap();
        let plain = Answer {
            status: response.status(),
            headers: ANSWER
                .map(|name| Some(response.headers().get(name)?.to_str().ok()?.to_owned())),
            body: response.text().await.unwrap(),
        };
        let usual = by_leptos(who.clone(), path, body.clone()).await;
        // Without the context of the server Leptos can't set the status of an error.
        let is_error = usual.headers[1].is_some();
        let usual = Answer {
            status: if is_error { plain.status } else { usual.status },
            ..usual
        };
        assert_eq!(plain, usual, "{path} {body}");
        assert_eq!(is_error, !plain.status.is_success(), "{path} {body}");
    }
}

#[tokio::test]
async fn a_heartbeat_waits_for_no_database() {
    let app = TestApp::start().await;
    let browser = app.browser_of(BEN).await;
    let beat = async || {
        let sent = browser
            .client
            .post(format!("{}{}", browser.site, Heartbeat::PATH))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/json")
            .body("{}");
        sent.send().await.unwrap().status()
    };
    // The first one after a pause may be news.
    assert_eq!(beat().await, StatusCode::OK);
    app.server.state().engine.store().close().await;
    assert_eq!(beat().await, StatusCode::OK);
}
