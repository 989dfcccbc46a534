//! Promise P9: overload answers 429 or 503 with `Retry-After`, never silence, and what was accepted is done.

use std::sync::{Mutex, mpsc};

use engine::{
    Options,
    failpoint::{Failpoints, Step},
};
use futures::future::join_all;
use reqwest::{Client, Response, StatusCode};
use server::api::rate::Rate;

use crate::{
    app::{ANA, BEN, PASSWORD, Setup, TestApp},
    caller::{hand_in, request},
    wire::Wire,
};

const MAILBOX: usize = 8;

async fn post(address: &str, number: usize) -> Response {
    let request = request("new_request", &format!("Customer {number}"));
    hand_in(address, &request).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn p9_a_full_mailbox_is_said_and_what_is_in_it_is_done() {
    // The writer waits at the gate once it is shut.
    let (is_shut, shut) = mpsc::channel::<()>();
    let (at_gate, arrived) = tokio::sync::mpsc::unbounded_channel();
    let (open, opened) = mpsc::channel::<()>();
    let gate = Mutex::new((shut, opened));
    let failpoints = Failpoints::new(move |step| {
        let gate = gate.lock().unwrap();
        if step == Step::Received && gate.0.try_recv().is_ok() {
            at_gate.send(()).unwrap();
            gate.1.recv().unwrap();
        }
    });
    let mut arrived = arrived;
    let app = TestApp::start_with(Setup {
        api_rate: "1000/1000".parse::<Rate>().unwrap(),
        options: Options {
            mailbox: MAILBOX,
            failpoints,
            ..Options::default()
        },
        ..Setup::default()
    })
    .await;
    let address = app.server.addr().to_string();

    is_shut.send(()).unwrap();
    let first = tokio::spawn({
        let address = address.clone();
        async move { post(&address, 0).await.status() }
    });
    arrived.recv().await.unwrap();
    let mut waiting: Vec<_> = (1..=MAILBOX + 20)
        .map(|number| {
            let address = address.clone();
            tokio::spawn(async move { post(&address, number).await })
        })
        .collect();
    // Twenty are one too many each, and hear so while nothing moves.
    let mut refused = Vec::new();
    while refused.len() < 20 {
        let (done, _, rest) = futures::future::select_all(waiting).await;
        refused.push(done.unwrap());
        waiting = rest;
    }
    for response in &refused {
        assert_eq!(response.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(response.headers().contains_key("retry-after"));
    }
    // Reading goes on.
    let health = Client::new().get(format!("http://{address}/healthz"));
    assert_eq!(health.send().await.unwrap().status(), StatusCode::OK);

    open.send(()).unwrap();
    assert_eq!(first.await.unwrap(), StatusCode::CREATED);
    for accepted in join_all(waiting).await {
        assert_eq!(accepted.unwrap().status(), StatusCode::CREATED);
    }
}

#[tokio::test]
async fn p9_a_key_that_has_used_up_its_calls_hears_when_to_come_back() {
    let app = TestApp::start_with(Setup {
        api_rate: "1/1".parse().unwrap(),
        ..Setup::default()
    })
    .await;
    let address = app.server.addr().to_string();
    // So many at once that a second more or less makes no difference.
    let answers = join_all((0..40).map(|number| post(&address, number))).await;
    let (refused, taken): (Vec<_>, Vec<_>) = answers
        .iter()
        .partition(|answer| answer.status() == StatusCode::TOO_MANY_REQUESTS);
    assert!(!refused.is_empty() && !taken.is_empty());
    for answer in refused {
        assert!(answer.headers().contains_key("retry-after"));
    }
    for answer in taken {
        assert_eq!(answer.status(), StatusCode::CREATED);
    }
}

#[tokio::test]
async fn sixty_agents_of_one_office_sign_in_at_once() {
    let app = TestApp::start().await;
    let agents = [ANA, BEN, "sam@demo.example", "ada@demo.example"];
    let sign_ins = (0..60).map(|number| {
        let browser = app.browser();
        let email = agents[number % agents.len()];
        async move { browser.sign_in_as(email, PASSWORD).await.status() }
    });
    for status in join_all(sign_ins).await {
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn forty_sign_ins_at_once_for_one_account_all_get_in() {
    let app = TestApp::start().await;
    let sign_ins = (0..40).map(|_| {
        let browser = app.browser();
        async move { browser.sign_in_as(ANA, PASSWORD).await.status() }
    });
    for status in join_all(sign_ins).await {
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test]
async fn a_sign_in_that_was_given_up_counts_for_nothing() {
    let app = TestApp::start().await;
    let body = format!("email={ANA}&password={PASSWORD}");
    let request = format!(
        "POST /sign-in HTTP/1.1\r\nHost: localhost\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for _ in 0..40 {
        Wire::to(&app).await.send(&request).await;
    }
    let browser = app.browser();
    let wrong = browser.sign_in_as(ANA, "not-the-bell").await;
    assert_eq!(wrong.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let right = browser.sign_in_as(ANA, PASSWORD).await;
    assert_eq!(right.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn who_waits_too_long_for_their_turn_hears_when_to_come_back() {
    let app = TestApp::start_with_limits(server::edge::limits::Limits {
        sign_in_time: std::time::Duration::ZERO,
        ..server::edge::limits::Limits::default()
    })
    .await;
    let sign_ins = (0..40).map(|_| {
        let browser = app.browser();
        async move { browser.sign_in_as(ANA, PASSWORD).await }
    });
    let answers = join_all(sign_ins).await;
    let refused: Vec<_> = answers
        .iter()
        .filter(|answer| answer.status() != StatusCode::SEE_OTHER)
        .collect();
    assert!(!refused.is_empty() && refused.len() < answers.len());
    for answer in refused {
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key("retry-after"));
    }
}
