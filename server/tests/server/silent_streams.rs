//! Event streams that have said what they had to say when they began, whoever writes them from then on.

use std::time::Duration;

use engine::Options;
use reqwest::StatusCode;
use rstest::rstest;
use serde_json::json;
use server::config::streams::Streams;
use tokio::time::{interval, timeout};

use crate::{
    app::{ANA, BEN, Setup, TestApp},
    stream::Stream,
    wire::{SOON, Wire},
};

fn streams(app: &TestApp) -> usize {
    app.server.state().engine.desks()[0].stream_count()
}

async fn there_are(app: &TestApp, count: usize) {
    let mut ticks = interval(Duration::from_millis(5));
    let counted = async {
        while streams(app) != count {
            ticks.tick().await;
        }
    };
    timeout(SOON, counted).await.expect("there are others");
}

/// One that has heard something since it began.
async fn silent_stream(app: &TestApp, browser: &crate::browser::Browser) -> Stream {
    let mut stream = browser.open_stream().await;
    stream.expect("hb").await;
    app.post_request("Carol").await;
    stream.expect("request").await;
    stream
}

#[rstest]
#[tokio::test]
async fn p7_a_sign_out_ends_the_streams_of_its_session_and_no_others(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let (ana, ben) = (app.browser_of(ANA).await, app.browser_of(BEN).await);
    let mut of_ben = silent_stream(&app, &ben).await;
    let mut of_ana = silent_stream(&app, &ana).await;
    assert_eq!(ana.sign_out().await.status(), StatusCode::SEE_OTHER);
    of_ana.ends_within_a_second().await;
    there_are(&app, 1).await;
    app.post_request("Dave").await;
    of_ben.expect("request").await;
}

#[rstest]
#[tokio::test]
async fn an_end_is_told_as_one(#[values(Streams::Reactor, Streams::Hyper)] streams: Streams) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let mut wire = Wire::to(&app).await;
    wire.ask_for_events("HTTP/1.1", &cookie).await;
    let head = wire.hear("event: hb").await;
    assert!(head.contains("transfer-encoding: chunked"), "{head}");
    app.post_request("Carol").await;
    wire.hear("event: request").await;
    app.server.stop().await;
    let last = wire.hung_up().await;
    assert!(last.ends_with("0\r\n\r\n"), "{last:?}");
}

#[rstest]
#[tokio::test]
async fn who_leaves_makes_room(#[values(Streams::Reactor, Streams::Hyper)] streams: Streams) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser_of(ANA).await;
    for _ in 0..3 {
        let mut held = Vec::new();
        for _ in 0..8 {
            held.push(silent_stream(&app, &browser).await);
        }
        there_are(&app, 8).await;
        drop(held);
        there_are(&app, 0).await;
    }
}

/// While ever more happens, streams begin where the last one ended.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p5_streams_that_begin_while_much_happens_tell_everything_once(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with(Setup {
        api_rate: "1000/1000".parse().unwrap(),
        streams,
        ..Setup::default()
    })
    .await;
    let browser = app.browser_of(ANA).await;
    let mut since = browser.view().await["position"].clone();
    let mut posted = Vec::new();
    let mut heard = Vec::new();
    for round in 0..10 {
        let post = async {
            for number in 0..8 {
                posted.push(app.post_request(&format!("Maria {round} {number}")).await);
            }
        };
        let read = async {
            let epoch = since["epoch"].as_str().unwrap();
            let path = format!("/events?since={epoch}.{}", since["seq"]);
            let mut stream = Stream {
                response: browser.get(&path).await,
            };
            let upto = 8 * (round + 1);
            let mut seq = since["seq"].clone();
            while heard.len() < upto {
                for (id, event, data) in stream.frames().await {
                    if event == "request" {
                        heard.push(data["request"].as_str().unwrap().to_owned());
                    }
                    if let Some((_, number)) = id.rsplit_once('.') {
                        seq = json!(number.parse::<u64>().unwrap());
                    }
                }
            }
            seq
        };
        let ((), seq) = timeout(SOON, async { tokio::join!(post, read) })
            .await
            .expect("something is missing");
        since["seq"] = seq;
    }
    assert_eq!(heard, posted);
}

/// More readers than are written to at once, each with heartbeats that come to few: what says that a reader is
/// up to date never overtakes what they have to know.
#[rstest]
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn p5_every_one_of_many_readers_hears_all_in_order(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    const REQUESTS: usize = 60;
    let app = TestApp::start_with(Setup {
        api_rate: "1000/1000".parse().unwrap(),
        streams,
        options: Options {
            heartbeat: Duration::from_millis(50),
            ..Options::default()
        },
        ..Setup::default()
    })
    .await;
    let mut readers = Vec::new();
    for _ in 0..3 {
        let browser = app.browser_of(ANA).await;
        for _ in 0..5 {
            let mut stream = browser.open_stream().await;
            stream.expect("hb").await;
            readers.push(tokio::spawn(async move {
                let (mut last, mut heard) = (0, Vec::new());
                while heard.len() < REQUESTS {
                    for (id, event, data) in stream.frames().await {
                        if event == "hb" {
                            let up_to = data["seq"].as_u64().unwrap();
                            assert!(up_to >= last, "{up_to} after {last}");
                            last = up_to;
                        }
                        if let Some((_, seq)) = id.rsplit_once('.') {
                            let seq = seq.parse().unwrap();
                            assert!(seq > last, "{seq} after {last}");
                            last = seq;
                        }
                        if event == "request" {
                            heard.push(data["request"].as_str().unwrap().to_owned());
                        }
                    }
                }
                heard
            }));
        }
    }
    let mut posted = Vec::new();
    for number in 0..REQUESTS {
        posted.push(app.post_request(&format!("Maria {number}")).await);
    }
    for reader in readers {
        let heard = timeout(SOON, reader).await.expect("something is missing");
        assert_eq!(heard.unwrap(), posted);
    }
}

#[rstest]
#[tokio::test]
async fn who_stops_reading_is_cut_and_misses_nothing_for_others(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_impatient(streams).await;
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let mut slow = Wire::with_a_small_window(&app).await;
    slow.ask_for_events("HTTP/1.1", &cookie).await;
    slow.hear("event: hb").await;
    let mut quick = browser.open_stream().await;
    quick.expect("hb").await;
    there_are(&app, 2).await;
    let mut posted = 0;
    while self::streams(&app) > 1 {
        app.post_long_request().await;
        quick.expect("request").await;
        posted += 1;
        assert!(posted < 900, "the slow one is kept");
    }
    app.post_request("Carol").await;
    quick.expect("request").await;
    assert!(!slow.hung_up().await.ends_with("0\r\n\r\n"), "it was cut");
}

#[rstest]
#[tokio::test]
async fn a_request_on_the_heels_of_a_stream_keeps_nobody_from_hearing(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let mut wire = Wire::to(&app).await;
    let health = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
    let events = format!("GET /events HTTP/1.1\r\nHost: localhost\r\nCookie: {cookie}\r\n\r\n");
    wire.send(&format!("{events}{health}")).await;
    wire.hear("event: hb").await;
    wire.send(health).await;
    app.post_request("Carol").await;
    wire.hear("event: request").await;
}

/// Nobody needs to say anything while they listen.
#[tokio::test]
async fn who_talks_all_the_time_is_cut() {
    let app = TestApp::start().await;
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let mut wire = Wire::to(&app).await;
    wire.ask_for_events("HTTP/1.1", &cookie).await;
    wire.hear("event: hb").await;
    wire.hung_up_unread(&"x".repeat(1_000)).await;
    there_are(&app, 0).await;
}

#[rstest]
#[tokio::test]
async fn who_knows_no_chunks_hears_as_well(
    #[values(Streams::Reactor, Streams::Hyper)] streams: Streams,
) {
    let app = TestApp::start_with_streams(streams).await;
    let browser = app.browser();
    let cookie = browser.cookie().await;
    let mut wire = Wire::to(&app).await;
    wire.ask_for_events("HTTP/1.0", &cookie).await;
    let head = wire.hear("event: hb").await;
    assert!(!head.contains("chunked"), "{head}");
    for customer in ["Carol", "Dave"] {
        app.post_request(customer).await;
        let said = wire.hear("event: request").await;
        assert!(!said.contains("\r\n"), "{said:?}");
    }
    assert_eq!(browser.sign_out().await.status(), StatusCode::SEE_OTHER);
    wire.hung_up().await;
}
