//! A database that waits, fails or is full, as browsers and integrators meet it.

use std::{process::Command, time::Duration};

use domain::time::Span;
use engine::{
    Options,
    failpoint::{Failpoints, Step},
};
use reqwest::{Client, Response, StatusCode};
use sqlx::{ConnectOptions, Connection, SqliteConnection, sqlite::SqliteConnectOptions};
use tokio::signal::unix::{SignalKind, signal};

use crate::{
    app::{ANA, API_KEY, BEN, TestApp},
    caller::request,
};

/// Reading goes on, and nothing that only says that somebody was here is waited for.
#[tokio::test]
async fn pages_and_heartbeats_are_served_while_the_writer_waits() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let mut stream = ana.open_stream().await;
    stream.expect("snapshot").await;
    let mut lock = connect(&app).await;
    sqlx::query("BEGIN IMMEDIATE")
        .execute(&mut lock)
        .await
        .unwrap();
    // Long enough for its use to be worth noting.
    app.wait(Span::minutes(2));

    let visits = async {
        assert!(ana.is_signed_in().await);
        assert_eq!(ana.get("/").await.status(), StatusCode::OK);
        let mut another = ana.open_stream().await;
        another.expect("snapshot").await;
    };
    // Less than anybody waits for the lock.
    tokio::time::timeout(Duration::from_secs(4), visits)
        .await
        .expect("pages wait for the lock");
    lock.close().await.unwrap();
}

/// What is kept in memory is not lost for the one decision that hangs on it.
#[tokio::test]
async fn a_session_in_use_does_not_expire_over_a_restart() {
    let app = TestApp::start().await;
    let used = app.browser_of(ANA).await;
    let unused = app.browser_of(BEN).await;
    app.wait(Span::minutes(11 * 60));
    assert!(used.is_signed_in().await);
    app.wait(Span::minutes(2 * 60));
    app.server.state().auth.sweep().await.unwrap();
    assert!(used.is_signed_in().await);
    assert!(!unused.is_signed_in().await, "thirteen hours");

    app.wait(Span::minutes(11 * 60));
    assert!(used.is_signed_in().await);
    let app = app.restart().await;
    app.wait(Span::minutes(2 * 60));
    let used = app.same(used);
    assert!(used.is_signed_in().await, "its use was written at the end");
}

#[tokio::test]
async fn a_journal_that_can_not_be_written_is_not_ready_and_no_yes() {
    let app = TestApp::start().await;
    assert_eq!(readiness(&app).await.status(), StatusCode::OK);
    let mut connection = connect(&app).await;
    for statement in [
        "ALTER TABLE journal RENAME TO elsewhere",
        "ALTER TABLE elsewhere RENAME TO journal",
    ] {
        sqlx::query(statement)
            .execute(&mut connection)
            .await
            .unwrap();
        if statement.contains("RENAME TO elsewhere") {
            let refused = post(&app, "Carol").await;
            assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
            assert!(refused.headers().contains_key("retry-after"));
            let not_ready = readiness(&app).await;
            assert_eq!(not_ready.status(), StatusCode::SERVICE_UNAVAILABLE);
            let why = not_ready.text().await.unwrap();
            assert_eq!(why, "the database can't be written");
        }
    }
    works_again(&app).await;
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_server_whose_writer_has_died_says_so_and_ends() {
    let faulty = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(false));
    let app = TestApp::start_with_options(Options {
        failpoints: Failpoints::new({
            let faulty = std::sync::Arc::clone(&faulty);
            move |step| {
                let dies = faulty.load(std::sync::atomic::Ordering::Relaxed);
                assert!(step != Step::Committed || !dies);
            }
        }),
        ..Options::default()
    })
    .await;
    let ana = app.browser_of(ANA).await;
    let mut stream = ana.open_stream().await;
    stream.expect("snapshot").await;
    faulty.store(true, std::sync::atomic::Ordering::Relaxed);
    let refused = post(&app, "Carol").await;
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);

    let died = tokio::time::timeout(Duration::from_secs(5), app.server.death());
    assert_eq!(died.await.expect("it is noticed"), "the writer of a desk");
    let not_ready = readiness(&app).await;
    assert_eq!(not_ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    app.server.stop().await;
    stream.ends_within_a_second().await;
}

/// A disk that takes no more bytes, freed after a while. In a process of its own, because the limit
/// holds for all that a process writes.
#[test]
fn after_a_full_disk_work_goes_on_without_a_restart() {
    let done = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "database::full_disk", "--ignored", "--nocapture"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(done.status.success(), "{said}");
    assert!(said.contains("1 passed"), "{said}");
}

#[tokio::test]
#[ignore = "the process with the full disk: the test above starts it"]
async fn full_disk() {
    // Without a handler the system would end the process at the limit.
    let mut at_the_limit = signal(SignalKind::from_raw(SIGXFSZ)).unwrap();
    let app = TestApp::start().await;
    let log = app.config.database.with_extension("sqlite-wal");
    let mut taken = vec![app.post_request("Carol").await];
    assert_eq!(readiness(&app).await.status(), StatusCode::OK);

    let (_, hard) = rlimit::getrlimit(rlimit::Resource::FSIZE).unwrap();
    let full = std::fs::metadata(&log).unwrap().len() + 32 * 1024;
    rlimit::setrlimit(rlimit::Resource::FSIZE, full, hard).unwrap();
    let refused = loop {
        let answer = post(&app, "Dave").await;
        if answer.status() != StatusCode::CREATED {
            break answer;
        }
        taken.push(id(answer).await);
        assert!(taken.len() < 1_000, "the disk never fills up");
    };
    assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
    at_the_limit.recv().await.expect("it was the disk");
    for _ in 0..3 {
        let refused = post(&app, "Erin").await;
        assert_eq!(refused.status(), StatusCode::SERVICE_UNAVAILABLE);
        let not_ready = readiness(&app).await;
        assert_eq!(not_ready.status(), StatusCode::SERVICE_UNAVAILABLE);
    }

    rlimit::setrlimit(rlimit::Resource::FSIZE, hard, hard).unwrap();
    taken.push(works_again(&app).await);
    app.browser_of(ANA).await;
    let app = app.restart().await;
    for request in taken {
        let found = Client::new()
            .get(format!(
                "http://{}/api/v1/requests/{request}",
                app.server.addr()
            ))
            .bearer_auth(API_KEY)
            .send()
            .await
            .unwrap();
        assert_eq!(found.status(), StatusCode::OK, "{request} is lost");
    }
}

const SIGXFSZ: i32 = 25;

/// Soon: the id of what was taken, and the server says that it is ready.
async fn works_again(app: &TestApp) -> String {
    let works = async {
        let taken = loop {
            let answer = post(app, "Frank").await;
            if answer.status() == StatusCode::CREATED {
                break id(answer).await;
            }
        };
        while readiness(app).await.status() != StatusCode::OK {
            tokio::task::yield_now().await;
        }
        taken
    };
    tokio::time::timeout(Duration::from_secs(10), works)
        .await
        .expect("it works again")
}

async fn id(answer: Response) -> String {
    let body: serde_json::Value = answer.json().await.unwrap();
    body["id"].as_str().unwrap().to_owned()
}

async fn readiness(app: &TestApp) -> Response {
    let address = format!("http://{}/readyz", app.server.addr());
    Client::new().get(address).send().await.unwrap()
}

async fn post(app: &TestApp, customer: &str) -> Response {
    app.hand_in(&request("new_request", customer)).await
}

async fn connect(app: &TestApp) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(&app.config.database);
    options.connect().await.unwrap()
}
