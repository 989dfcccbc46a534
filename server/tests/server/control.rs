//! Commands of the operator, and two servers on one folder.

use std::os::unix::fs::PermissionsExt;

use domain::{agent::Role, time::Span};
use reqwest::StatusCode;
use serde_json::json;
use server::{
    admin::{
        hours,
        rule::{RuleChoice, Scope, Timing},
        task::Task,
    },
    auth::password::Password,
    control,
    serve::{Filling, Server, StartError},
};

use crate::app::{PASSWORD, TestApp};

fn eva() -> Task {
    Task::AddAgent {
        desk: None,
        name: "Eva Lind".to_owned(),
        email: "Eva@demo.example".to_owned(),
        role: Role::Agent,
        teams: vec!["sales".to_owned()],
        password: Password::chosen(PASSWORD).unwrap(),
    }
}

#[tokio::test]
async fn an_agent_added_while_the_server_runs_can_sign_in() {
    let app = TestApp::start().await;
    control::perform(&app.config, eva()).await.unwrap();
    app.browser_of("eva@demo.example").await;
    let again = control::perform(&app.config, eva()).await.unwrap_err();
    assert!(again.to_string().contains("exists"), "{again}");
}

#[tokio::test]
async fn a_team_takes_what_names_none_until_it_is_told_otherwise() {
    let app = TestApp::start().await;
    let nameless = json!({"kind": "new_request", "customer": {"name": "Maria Silva"}});
    let other = Task::AddTeam {
        desk: None,
        name: "Support".to_owned(),
        rule: RuleChoice::Broadcast,
        scope: Scope::Named,
    };
    control::perform(&app.config, other).await.unwrap();
    let rule = |rule, scope, ring_time| Task::SetRule {
        desk: None,
        team: "Sales".to_owned(),
        rule,
        scope,
        timing: Timing {
            ring_time,
            ..Timing::default()
        },
    };

    let longer = rule(RuleChoice::Broadcast, None, Some(Span::seconds(30)));
    control::perform(&app.config, longer).await.unwrap();
    assert_eq!(app.hand_in(&nameless).await.status(), StatusCode::CREATED);

    let lost = rule(RuleChoice::None, None, Some(Span::seconds(30)));
    let refused = control::perform(&app.config, lost).await.unwrap_err();
    assert!(refused.to_string().starts_with("rule: "), "{refused}");

    let named = rule(RuleChoice::Broadcast, Some(Scope::Named), None);
    control::perform(&app.config, named).await.unwrap();
    let answer = app.hand_in(&nameless).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn hours_and_times_of_a_team_are_set_one_by_one() {
    let app = TestApp::start().await;
    let rule = |timing| Task::SetRule {
        desk: None,
        team: "Sales".to_owned(),
        rule: RuleChoice::Broadcast,
        scope: Some(Scope::CatchAll),
        timing,
    };
    let graceful = Timing {
        owner_grace: Some(Span::seconds(7)),
        ..Timing::default()
    };
    let patient = Timing {
        ring_time: Some(Span::seconds(40)),
        ..Timing::default()
    };
    let hours = hours::read("Europe/Madrid", &["mon-fri 09:00-18:00".to_owned()], &[]).unwrap();
    for task in [
        rule(graceful),
        rule(patient),
        Task::SetHours {
            desk: None,
            team: "sales".to_owned(),
            hours: Some(hours.clone()),
        },
    ] {
        control::perform(&app.config, task).await.unwrap();
    }
    let database = app.config.database.clone();
    app.server.stop().await;
    let store = storage::Store::open(&database, "unused").await.unwrap();
    let desk = store.load(store.desks().await.unwrap()[0]).await.unwrap();
    let team = desk.team_named("Sales").unwrap();
    assert_eq!(team.hours, Some(hours));
    let rule = team.rule.unwrap();
    assert_eq!(rule.ring_time, Span::seconds(40));
    assert_eq!(rule.owner_grace, Span::seconds(7), "what is not said stays");
}

#[tokio::test]
async fn without_a_server_a_command_does_it_itself() {
    let app = TestApp::start().await;
    let config = app.config.clone();
    let app = {
        app.server.stop().await;
        control::perform(&config, eva()).await.unwrap();
        Server::start(&config, Filling::Nothing, engine::Options::default())
            .await
            .unwrap()
    };
    let response = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .unwrap()
        .post(format!("http://{}/sign-in", app.addr()))
        .form(&[("email", "eva@demo.example"), ("password", PASSWORD)])
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_second_server_on_the_same_file_refuses_to_start() {
    let app = TestApp::start().await;
    let Err(error) = app.start_another().await else {
        panic!("it started");
    };
    assert!(matches!(error, StartError::Open(_)));
    assert!(error.to_string().contains("in use by another deskbell"));
    assert!(app.browser().get("/healthz").await.status().is_success());
}

#[tokio::test]
async fn the_demo_is_for_this_machine_only() {
    let app = TestApp::start().await;
    let mut config = app.config.clone();
    config.addr = "0.0.0.0:0".parse().unwrap();
    let started = Server::start(&config, Filling::Demo, engine::Options::default()).await;
    assert!(matches!(started, Err(StartError::DemoForEverybody(_))));
}

#[tokio::test]
async fn the_control_socket_is_the_owners_alone() {
    let app = TestApp::start().await;
    let socket = app.config.data_dir.join("control.sock");
    let mode = std::fs::metadata(socket).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn everything_in_the_data_folder_is_the_owners_alone() {
    let app = TestApp::start().await;
    let all_see_it = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(&app.config.data_dir, all_see_it).unwrap();
    let entries = std::fs::read_dir(&app.config.data_dir).unwrap();
    for entry in entries.map(Result::unwrap) {
        let mode = entry.metadata().unwrap().permissions().mode();
        assert_eq!(mode & 0o077, 0, "{entry:?} is {mode:o}");
    }
}

/// As after a copy was brought back.
#[tokio::test]
async fn keys_that_others_could_read_are_taken_from_them() {
    let app = TestApp::start().await;
    let key = app.config.data_dir.join("web-push.key");
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o644)).unwrap();
    let _app = app.restart().await;
    let mode = std::fs::metadata(key).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[tokio::test]
async fn a_second_server_on_the_same_file_by_another_name_refuses_to_start() {
    let app = TestApp::start().await;
    let elsewhere = tempfile::tempdir().unwrap();
    let link = elsewhere.path().join("desk.sqlite");
    let hard = app.config.data_dir.join("hard.sqlite");
    std::os::unix::fs::symlink(&app.config.database, &link).unwrap();
    std::fs::hard_link(&app.config.database, &hard).unwrap();
    for database in [link, hard] {
        let mut config = app.config.clone();
        config.database = database;
        config.data_dir = elsewhere.path().to_owned();
        let options = engine::Options::default();
        let Err(error) = Server::start(&config, Filling::Nothing, options).await else {
            panic!("it started");
        };
        assert!(
            error.to_string().contains("in use by another deskbell"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn with_two_desks_a_command_says_which() {
    let app = TestApp::start().await;
    let desk = Task::AddDesk {
        name: "Night".to_owned(),
        country: "pt".to_owned(),
    };
    control::perform(&app.config, desk).await.unwrap();
    let team = |desk: Option<&str>| Task::AddTeam {
        desk: desk.map(str::to_owned),
        name: "Support".to_owned(),
        rule: RuleChoice::Broadcast,
        scope: Scope::CatchAll,
    };
    let unclear = control::perform(&app.config, team(None)).await.unwrap_err();
    assert!(unclear.to_string().contains("--desk"), "{unclear}");
    control::perform(&app.config, team(Some("night")))
        .await
        .unwrap();
}

#[tokio::test]
async fn a_key_that_was_added_opens_the_rest_interface() {
    let app = TestApp::start().await;
    let task = Task::AddKey {
        desk: None,
        name: "CRM".to_owned(),
        rate: Some("5/10".to_owned()),
    };
    let key = control::perform(&app.config, task).await.unwrap();
    let response = reqwest::Client::new()
        .post(format!("http://{}/api/v1/requests", app.server.addr()))
        .bearer_auth(key)
        .json(&serde_json::json!({ "kind": "new_request", "customer": { "name": "Maria" } }))
        .send()
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::CREATED);
}
