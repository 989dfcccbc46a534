//! What an operator takes away: a password, an agent, a key. On a running server it holds at once.

use domain::{agent::Presence, command::Command, desk::Desk, event::Actor, time::Span};
use reqwest::{Client, StatusCode};
use server::{
    admin::{keys::KeyChoice, task::Task},
    auth::password::Password,
    control,
};

use crate::app::{ANA, API_KEY, BEN, PASSWORD, TestApp};

const ANOTHER: &str = "wring-the-towel";

fn disable(email: &str) -> Task {
    Task::DisableAgent {
        email: email.to_owned(),
    }
}

fn enable(email: &str) -> Task {
    Task::EnableAgent {
        email: email.to_owned(),
    }
}

fn password(email: &str, password: &str) -> Task {
    Task::SetPassword {
        email: email.to_owned(),
        password: Password::claimed(password.to_owned()),
    }
}

fn revoke(name: &str) -> Task {
    Task::RevokeKey {
        desk: None,
        key: KeyChoice::Name(name.to_owned()),
    }
}

async fn does(app: &TestApp, task: Task) -> String {
    control::perform(&app.config, task).await.unwrap()
}

async fn refuses(app: &TestApp, task: Task) -> String {
    let refused = control::perform(&app.config, task).await;
    refused.unwrap_err().to_string()
}

fn look<T>(app: &TestApp, look: impl FnOnce(&Desk) -> T) -> T {
    let desk = app.server.state().engine.desks().pop().unwrap();
    desk.read(look)
}

async fn calls(app: &TestApp, key: &str) -> StatusCode {
    let address = format!("http://{}/api/v1/do-not-call", app.server.addr());
    let call = Client::new().get(address).bearer_auth(key).send();
    call.await.unwrap().status()
}

#[tokio::test]
async fn a_new_password_ends_whatever_began_with_the_old_one() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let ben = app.browser_of(BEN).await;
    let mut stream = ana.open_stream().await;
    stream.expect("snapshot").await;

    does(&app, password("Ana@Demo.example", ANOTHER)).await;

    stream.ends_within_a_second().await;
    assert!(!ana.is_signed_in().await);
    assert!(ben.is_signed_in().await, "it was not theirs");
    let presence = look(&app, |desk| desk.agent_by_email(ANA).unwrap().presence);
    assert_eq!(presence, Presence::SignedOut);
    let old = ana.sign_in_as(ANA, PASSWORD).await;
    assert_eq!(old.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let new = ana.sign_in_as(ANA, ANOTHER).await;
    assert_eq!(new.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_new_password_cuts_no_conversation() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let request = app.post_request("Maria Silva").await;
    let connect = [("action", "connect"), ("request", request.as_str())];
    ana.submit("/", &connect).await;

    does(&app, password(ANA, ANOTHER)).await;

    assert!(!ana.is_signed_in().await);
    ana.sign_in_as(ANA, ANOTHER).await;
    assert!(ana.text("/").await.contains("Maria Silva"));
    let serving = look(&app, |desk| {
        desk.agent_by_email(ANA).unwrap().serving.requests().len()
    });
    assert_eq!(serving, 1);
}

/// The sign-in has the right password by then, but not yet its session.
#[tokio::test]
async fn a_sign_in_that_is_on_its_way_does_not_outlive_the_old_password() {
    let app = TestApp::start().await;
    for round in 0..4 {
        let (old, new) = if round % 2 == 0 {
            (PASSWORD, ANOTHER)
        } else {
            (ANOTHER, PASSWORD)
        };
        let browser = app.browser();
        let (_, changed) = tokio::join!(
            browser.sign_in_as(ANA, old),
            control::perform(&app.config, password(ANA, new)),
        );
        changed.unwrap();
        assert!(!browser.is_signed_in().await, "round {round}");
    }
}

#[tokio::test]
async fn who_is_disabled_is_out_at_once_and_told_no_more_than_a_stranger() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let mut stream = ana.open_stream().await;
    stream.expect("snapshot").await;

    does(&app, disable(ANA)).await;

    stream.ends_within_a_second().await;
    assert!(!ana.is_signed_in().await);
    let right = app.browser().sign_in_as(ANA, PASSWORD).await;
    let wrong = app.browser().sign_in_as(BEN, "not-the-bell").await;
    assert_eq!(right.status(), wrong.status());
    assert!(right.headers().get("set-cookie").is_none());
    let alert = |page: &str| {
        let (_, rest) = page.split_once(r#"role="alert""#).unwrap();
        rest.split("</").next().unwrap().to_owned()
    };
    let (right, wrong) = (right.text().await.unwrap(), wrong.text().await.unwrap());
    assert_eq!(alert(&right), alert(&wrong));

    does(&app, enable(ANA)).await;
    app.browser_of(ANA).await;
}

#[tokio::test]
async fn customers_of_a_leaver_wait_for_somebody_else() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let ben = app.browser_of(BEN).await;
    let request = app.post_request("Maria Silva").await;
    let connect = [("action", "connect"), ("request", request.as_str())];
    ana.submit("/", &connect).await;

    does(&app, disable(ANA)).await;

    let taken = ben.submit("/", &connect).await;
    assert_eq!(taken.status(), StatusCode::SEE_OTHER);
    let by = look(&app, |desk| {
        let agent = desk.request(request.parse().unwrap()).unwrap().agent();
        desk.agent(agent.unwrap()).unwrap().email.clone()
    });
    assert_eq!(by, BEN);
}

#[tokio::test]
async fn who_was_disabled_stays_out_after_a_restart() {
    let app = TestApp::start().await;
    does(&app, disable(ANA)).await;
    let app = app.restart().await;
    let tried = app.browser().sign_in_as(ANA, PASSWORD).await;
    assert_eq!(tried.status(), StatusCode::UNPROCESSABLE_ENTITY);
    let list = does(&app, Task::ListAgents { desk: None }).await;
    let line = |email: &str| list.lines().find(|line| line.contains(email)).unwrap();
    assert!(line(ANA).ends_with("disabled"), "{list}");
    assert!(line(BEN).contains("Sales") && line(BEN).ends_with("signed out"));
}

/// The journal has it, and then the server dies before it has ended the sessions.
#[tokio::test]
async fn a_session_that_outlived_a_crash_lets_nobody_in_who_is_disabled() {
    let app = TestApp::start().await;
    let ana = app.browser_of(ANA).await;
    let state = app.server.state();
    let desk = state.engine.desks().pop().unwrap();
    let agent = look(&app, |desk| desk.agent_by_email(ANA).unwrap().id);
    let only_the_journal = Command::DisableAgent { agent };
    desk.execute(Actor::Operator, only_the_journal)
        .await
        .unwrap();

    assert!(!ana.is_signed_in().await);
    state.auth.sweep().await.unwrap();
    does(&app, enable(ANA)).await;
    assert!(!ana.is_signed_in().await, "the session is gone for good");
}

#[tokio::test]
async fn a_supervisor_does_not_see_the_devices_of_a_leaver() {
    let app = TestApp::start().await;
    let sam = app.browser_of("sam@demo.example").await;
    app.browser_of(ANA).await;
    assert!(sam.text("/supervisor/devices").await.contains("Ana Torres"));
    does(&app, disable(ANA)).await;
    assert!(!sam.text("/supervisor/devices").await.contains("Ana Torres"));
}

#[tokio::test]
async fn an_agent_who_does_not_exist_is_named() {
    let app = TestApp::start().await;
    for task in [
        disable("eva@demo.example"),
        enable("eva@demo.example"),
        password("eva@demo.example", ANOTHER),
    ] {
        let refused = refuses(&app, task).await;
        assert!(refused.contains("eva@demo.example"), "{refused}");
    }
}

#[tokio::test]
async fn passwords_that_are_guessed_first_are_refused() {
    let app = TestApp::start().await;
    for weak in [
        "short",
        "password",
        "12345678",
        "deskbell1",
        "ana-torres-9",
        "demo-ana-demo",
    ] {
        let refused = refuses(&app, password(ANA, weak)).await;
        assert!(refused.contains("the password"), "{weak}: {refused}");
    }
    app.browser_of(ANA).await;
    let added = Task::AddAgent {
        desk: None,
        name: "Eva Lind".to_owned(),
        email: "eva@demo.example".to_owned(),
        role: domain::agent::Role::Agent,
        teams: vec![],
        password: Password::claimed("Eva-Lind-1".to_owned()),
    };
    refuses(&app, added).await;
    let eva = look(&app, |desk| {
        desk.agent_by_email("eva@demo.example").is_some()
    });
    assert!(!eva, "nothing was done");
}

#[tokio::test]
async fn a_revoked_key_is_refused_from_the_next_call_on() {
    let app = TestApp::start().await;
    assert_eq!(calls(&app, API_KEY).await, StatusCode::OK);
    let list = does(&app, Task::ListKeys { desk: None }).await;
    assert!(list.contains("Demo") && list.contains("in use"), "{list}");
    assert!(!list.contains(API_KEY), "{list}");

    does(&app, revoke("Demo")).await;

    assert_eq!(calls(&app, API_KEY).await, StatusCode::UNAUTHORIZED);
    let list = does(&app, Task::ListKeys { desk: None }).await;
    assert!(list.contains("revoked 2027-01-15"), "{list}");
    let again = refuses(&app, revoke("Demo")).await;
    assert!(again.contains("no key Demo in use"), "{again}");
    // The demo begins without it, and does not give it back.
    let app = app.restart().await;
    assert_eq!(calls(&app, API_KEY).await, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn of_several_keys_of_one_name_the_id_says_which() {
    let app = TestApp::start().await;
    let add = || Task::AddKey {
        desk: None,
        name: "CRM".to_owned(),
        rate: None,
    };
    let first = does(&app, add()).await;
    app.wait(Span::seconds(1));
    let second = does(&app, add()).await;
    let unclear = refuses(&app, revoke("CRM")).await;
    assert!(unclear.contains("--id"), "{unclear}");

    let list = does(&app, Task::ListKeys { desk: None }).await;
    let of_crm = list.lines().find(|line| line.contains("CRM")).unwrap();
    let id = of_crm.split_whitespace().next().unwrap().to_owned();
    let by_id = Task::RevokeKey {
        desk: None,
        key: KeyChoice::Id(id),
    };
    does(&app, by_id).await;
    assert_eq!(calls(&app, &first).await, StatusCode::UNAUTHORIZED);
    assert_eq!(calls(&app, &second).await, StatusCode::OK);
}

#[tokio::test]
async fn without_a_server_it_is_done_all_the_same() {
    let app = TestApp::start().await;
    let config = app.config.clone();
    app.server.stop().await;
    for task in [
        password(ANA, ANOTHER),
        disable(BEN),
        revoke("Demo"),
        Task::ListAgents { desk: None },
        Task::ListKeys { desk: None },
    ] {
        control::perform(&config, task).await.unwrap();
    }
    let store = storage::Store::open(&config.database, "unused").await;
    let store = store.unwrap();
    let id = store.desks().await.unwrap()[0];
    let desk = store.load(id).await.unwrap();
    assert!(desk.agent_by_email(BEN).unwrap().is_disabled());
    let journal = store.journal(id, 0, 1_000).await.unwrap();
    let kinds: Vec<_> = journal.iter().map(|entry| entry.event.kind()).collect();
    for kind in ["password_changed", "agent_disabled", "key_revoked"] {
        assert!(kinds.contains(&kind), "{kinds:?}");
    }
    let written = serde_json::to_string(&journal).unwrap();
    for secret in [ANOTHER, "argon2", API_KEY] {
        assert!(!written.contains(secret), "{secret}");
    }
    store.close().await;
}
