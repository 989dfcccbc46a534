//! `GET /events` as a browser holds it.

use std::time::Duration;

use app::server::signed_in::SignedIn;
use axum::{
    Extension,
    extract::{Query, State},
    response::IntoResponse,
};
use http::{HeaderMap, Uri};
use reqwest::StatusCode;
use rstest::rstest;
use server::{
    auth::{layer::Current, token::Token},
    config::streams::Streams,
    events,
};

use crate::app::{ANA, TestApp};

#[rstest]
#[tokio::test]
async fn a_stream_begins_with_a_snapshot_and_goes_on(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser_of(ANA).await;
    let mut stream = browser.open_stream().await;
    let headers = stream.response.headers();
    assert_eq!(headers["content-type"], "text/event-stream");
    assert_eq!(headers["cache-control"], "no-store");
    assert_eq!(headers["x-accel-buffering"], "no");
    assert!(!headers.contains_key("content-encoding"));
    stream.expect("snapshot").await;
    app.post_request("Maria Silva").await;
    stream.expect("request").await;
}

#[rstest]
#[tokio::test]
async fn a_stream_is_for_who_is_signed_in_and_knows_where_they_are(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let nobody = app.browser().get("/events").await;
    assert_eq!(nobody.status(), StatusCode::UNAUTHORIZED);
    let ana = app.browser_of(ANA).await;
    for wrong in ["/events?since=", "/events?since=17", "/events?since=x.y"] {
        assert_eq!(
            ana.get(wrong).await.status(),
            StatusCode::BAD_REQUEST,
            "{wrong}"
        );
    }
}

#[rstest]
#[tokio::test]
async fn the_ninth_stream_of_a_session_is_one_too_many(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser_of(ANA).await;
    let mut streams = Vec::new();
    for _ in 0..8 {
        streams.push(browser.open_stream().await);
    }
    let ninth = browser.get("/events").await;
    assert_eq!(ninth.status(), StatusCode::TOO_MANY_REQUESTS);
    assert!(ninth.headers().contains_key("retry-after"));
}

#[rstest]
#[tokio::test]
async fn the_server_stops_within_a_second_with_streams_open(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser_of(ANA).await;
    let mut stream = browser.open_stream().await;
    stream.expect("snapshot").await;
    tokio::time::timeout(Duration::from_secs(1), app.server.stop())
        .await
        .expect("the server goes on");
    stream.ends_within_a_second().await;
}

#[tokio::test]
async fn p7_a_stream_whose_session_ended_while_it_was_opened_is_none() {
    let app = TestApp::start().await;
    let state = app.server.state();
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let token = Token::parse(cookie.split_once('=').unwrap().1).unwrap();
    // The request for the stream was let in ...
    let session = state.auth.session(&token).await.unwrap().unwrap();
    let who = SignedIn {
        desk: state.engine.desk(session.desk).unwrap(),
        agent: session.agent,
        device: session.device,
        push: state.push.clone(),
        press: None,
    };
    let open = || {
        events::stream(
            State(state.clone()),
            Some(Extension(who.clone())),
            Some(Extension(Current(session.clone()))),
            None,
            Query::try_from_uri(&Uri::from_static("/events")).unwrap(),
            HeaderMap::new(),
        )
    };
    assert_eq!(open().await.into_response().status(), StatusCode::OK);
    // ... and the agent signs out before it is there.
    assert_eq!(browser.sign_out().await.status(), StatusCode::SEE_OTHER);
    assert_eq!(
        open().await.into_response().status(),
        StatusCode::UNAUTHORIZED
    );
}

#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p7_no_stream_outlives_a_sign_out_that_races_it(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    for _ in 0..20 {
        let browser = app.browser_of(ANA).await;
        let opening = futures::future::join_all((0..6).map(|_| browser.get("/events")));
        let (opened, left) = tokio::join!(opening, browser.sign_out());
        assert_eq!(left.status(), StatusCode::SEE_OTHER);
        for response in opened {
            if response.status() == StatusCode::OK {
                crate::stream::Stream { response }
                    .ends_within_a_second()
                    .await;
            }
        }
    }
}
