//! How many connections there may be, and how long each may keep the server waiting.

use std::{iter, time::Duration};

use reqwest::StatusCode;
use rstest::rstest;
use server::{config::streams::Streams, edge::limits::Limits};

use crate::{
    app::{ANA, BEN, PASSWORD, Setup, TestApp},
    wire::{SOON, Wire},
};

const SHORT: Duration = Duration::from_millis(300);
const HEALTH: &str = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";

#[tokio::test]
async fn a_client_that_dribbles_its_headers_is_cut() {
    let app = TestApp::start_with_limits(Limits {
        header_time: SHORT,
        ..Limits::default()
    })
    .await;
    let mut wire = Wire::to(&app).await;
    wire.send("GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
        .await;
    let sent = wire.dribble(iter::repeat(b'x')).await;
    assert!(sent > 1, "it was cut before it dribbled");
    assert_eq!(wire.hung_up().await, "");
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_cut() {
    let app = TestApp::start_with_limits(Limits {
        header_time: SHORT,
        ..Limits::default()
    })
    .await;
    let mut wire = Wire::to(&app).await;
    assert_eq!(wire.hung_up().await, "");
}

#[tokio::test]
async fn an_idle_connection_outlives_the_time_for_a_head() {
    let app = TestApp::start_with_limits(Limits {
        header_time: SHORT,
        ..Limits::default()
    })
    .await;
    let mut idle = Wire::to(&app).await;
    idle.send(HEALTH).await;
    assert_eq!(idle.answer().await.status, 200);
    // Two that say nothing, one after the other, are cut meanwhile.
    for _ in 0..2 {
        Wire::to(&app).await.hung_up().await;
    }
    idle.send(HEALTH).await;
    assert_eq!(idle.answer().await.status, 200);
    // From the first byte of the second request on, its head has its time and no more.
    idle.send("GET /healthz HTTP/1.1\r\n").await;
    idle.dribble(iter::repeat(b'x')).await;
    assert_eq!(idle.hung_up().await, "");
}

#[tokio::test]
async fn an_idle_connection_ends_when_its_time_is_over() {
    let app = TestApp::start_with_limits(Limits {
        keep_alive: SHORT,
        ..Limits::default()
    })
    .await;
    let mut wire = Wire::to(&app).await;
    for _ in 0..2 {
        wire.send(HEALTH).await;
        assert_eq!(wire.answer().await.status, 200);
    }
    assert_eq!(wire.hung_up().await, "");
}

#[rstest]
#[tokio::test]
async fn a_stream_is_neither_idle_nor_slow(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with(Setup {
        limits: Limits {
            keep_alive: SHORT,
            header_time: SHORT,
            body_time: SHORT,
            write_time: SHORT,
            ..Limits::default()
        },
        streams,
        ..Setup::default()
    })
    .await;
    let browser = app.browser_of(ANA).await;
    let mut stream = browser.open_stream().await;
    stream.expect("snapshot").await;
    for _ in 0..3 {
        Wire::to(&app).await.hung_up().await;
    }
    app.post_request("Maria Silva").await;
    stream.expect("request").await;
}

#[tokio::test]
async fn who_asks_and_never_reads_is_cut() {
    let app = TestApp::start_with_limits(Limits {
        write_time: SHORT,
        ..Limits::default()
    })
    .await;
    let mut wire = Wire::with_a_small_window(&app).await;
    let page = "GET /sign-in HTTP/1.1\r\nHost: localhost\r\n\r\n";
    wire.hung_up_unread(&page.repeat(100)).await;
}

#[rstest]
#[tokio::test]
async fn a_stream_that_nobody_reads_is_cut(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_impatient(streams).await;
    let browser = app.browser_of(ANA).await;
    let cookie = browser.cookie().await;
    for _ in 0..120 {
        app.post_long_request().await;
    }
    let mut wire = Wire::with_a_small_window(&app).await;
    wire.ask_for_events("HTTP/1.1", &cookie).await;
    wire.hung_up_unread("x").await;
}

#[rstest]
#[tokio::test]
async fn silent_connections_keep_no_agent_out(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with(Setup {
        limits: Limits {
            connections: Some(24),
            ..Limits::default()
        },
        streams,
        ..Setup::default()
    })
    .await;
    let mut held = Vec::new();
    let mut streams = Vec::new();
    for _ in 0..3 {
        for _ in 0..40 {
            held.push(Wire::to(&app).await);
        }
        let browser = app.browser();
        let signed_in = async {
            // While the crowd comes in, an agent may be told to come back.
            loop {
                let form = [("email", ANA), ("password", PASSWORD)];
                let address = format!("{}/sign-in", browser.site);
                let answer = browser.client.post(address).form(&form).send().await;
                if answer.is_ok_and(|answer| answer.status() == StatusCode::SEE_OTHER) {
                    return;
                }
            }
        };
        tokio::time::timeout(SOON, signed_in)
            .await
            .expect("nobody gets in");
        let mut stream = browser.open_stream().await;
        stream.expect("snapshot").await;
        streams.push((browser, stream));
    }
    // Whoever is in stays.
    app.post_request("Maria Silva").await;
    for (browser, stream) in &mut streams {
        stream.expect("request").await;
        assert!(browser.is_signed_in().await);
    }
}

#[rstest]
#[tokio::test]
async fn who_finds_no_place_is_told_when_to_come_back(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with(Setup {
        limits: Limits {
            connections: Some(16),
            ..Limits::default()
        },
        streams,
        ..Setup::default()
    })
    .await;
    let mut streams = Vec::new();
    for email in [ANA, BEN] {
        let browser = app.browser_of(email).await;
        for _ in 0..8 {
            let mut stream = browser.open_stream().await;
            stream.expect("snapshot").await;
            streams.push(stream);
        }
    }
    let mut wire = Wire::to(&app).await;
    wire.send(HEALTH).await;
    let refused = wire.answer().await;
    assert_eq!(refused.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(refused.head.contains("retry-after: 5"), "{refused:?}");
    assert!(refused.body.contains("try again"), "{refused:?}");
    // Nobody was sent away for it, and who leaves makes room.
    streams.pop();
    let back = async {
        loop {
            let mut wire = Wire::to(&app).await;
            wire.send(HEALTH).await;
            if wire.answer().await.status == 200 {
                return;
            }
        }
    };
    tokio::time::timeout(SOON, back).await.expect("no room");
    app.post_request("Maria Silva").await;
    for stream in &mut streams {
        stream.expect("request").await;
    }
}

#[tokio::test]
async fn one_address_makes_room_for_itself() {
    let app = TestApp::start_with_limits(Limits {
        connections_per_address: 4,
        ..Limits::default()
    })
    .await;
    let mut first = Wire::to(&app).await;
    let mut held = Vec::new();
    let mut ticks = tokio::time::interval(Duration::from_millis(10));
    let crowd = async {
        while first.is_quiet() {
            ticks.tick().await;
            held.push(Wire::to(&app).await);
        }
    };
    tokio::time::timeout(Duration::from_secs(5), crowd)
        .await
        .expect("the first is held open");
    assert_eq!(first.hung_up().await, "");
    assert!(held.iter().any(Wire::is_quiet), "somebody else is let in");
}
