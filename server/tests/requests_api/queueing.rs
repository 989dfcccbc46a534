//! A request is queued as it was sent, and wrong fields are named.

use domain::{agent::Role, command::Command, event::Actor, team::Sources};
use reqwest::{Method, StatusCode, header};
use serde_json::{Value, json};

use crate::{
    bodies::{from_maria, json_of, maria, problem, text},
    interface::{Interface, add_team},
};

#[tokio::test]
async fn a_request_is_queued_and_can_be_read() {
    let interface = Interface::start().await;

    let answer = interface
        .queue(&json!({
            "kind": "inbound_chat",
            "customer": {"name": "<b>Maria</b>", "phone": "600 123 456", "locale": "es-ES"},
            "team": "sales",
            "message": "Hola\n\t¿qué tal?",
            "owner": "ANA@demo.example",
            "priority": 2,
        }))
        .await;

    assert_eq!(answer.status(), StatusCode::CREATED);
    let location = answer.headers()[header::LOCATION]
        .to_str()
        .unwrap()
        .to_owned();
    let body = json_of(answer).await;
    let id = text(&body, "id");
    assert_eq!(location, format!("/api/v1/requests/{id}"));
    assert_eq!(body["kind"], "inbound_chat");
    assert_eq!(body["channel"], "chat");
    assert_eq!(body["state"], "waiting");
    assert_eq!(body["team"]["name"], "Sales");
    assert_eq!(body["customer"]["name"], "<b>Maria</b>");
    assert_eq!(body["customer"]["phone"], "+34600123456");
    assert_eq!(body["customer"]["email"], Value::Null);
    assert_eq!(body["message"], "Hola\n\t¿qué tal?");
    assert_eq!(body["owner"]["email"], "ana@demo.example");
    assert_eq!(body["agent"], Value::Null);
    assert_eq!(body["outcome"], Value::Null);
    assert!(text(&body, "created_at").ends_with('Z'));
    assert_eq!(json_of(interface.read(&id).await).await, body);
}

#[tokio::test]
async fn the_agent_who_took_it_is_named() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;

    interface.connect_ana(&id).await;

    let body = json_of(interface.read(&id).await).await;
    assert_eq!(body["state"], "connecting");
    assert_eq!(body["agent"]["name"], "Ana Torres");
    assert_eq!(body["agent"]["email"], "ana@demo.example");
}

#[tokio::test]
async fn a_wrong_field_is_named() {
    let interface = Interface::start().await;
    for (body, field) in [
        (json!({}), "kind"),
        (
            json!({"kind": "new_request", "customer": {"phone": 7}}),
            "customer.phone",
        ),
        (json!({"kind": "new_request", "colour": "red"}), "colour"),
        (json!({"kind": "new_request", "customer": {}}), "customer"),
        (
            json!({"kind": "call_me_back", "customer": {"name": "\u{200b}\u{3164}"}}),
            "customer",
        ),
        (from_maria(&json!({"team": "Nobody"})), "team"),
        (from_maria(&json!({"owner": "x@y.example"})), "owner"),
        (
            from_maria(&json!({"kind": "scheduled_by_agent"})),
            "scheduled_at",
        ),
        (
            from_maria(
                &json!({"kind": "scheduled_by_customer", "scheduled_at": "2020-01-01T00:00:00Z"}),
            ),
            "scheduled_at",
        ),
        (
            from_maria(&json!({"kind": "inbound_call", "scheduled_at": "2999-01-01T00:00:00Z"})),
            "scheduled_at",
        ),
    ] {
        let body = problem(interface.queue(&body).await, 422, "invalid-field").await;
        assert_eq!(body["field"], field, "{body}");
        assert_eq!(body["errors"][0]["field"], field);
        assert!(body["errors"][0]["expected"].is_string());
    }
}

#[tokio::test]
async fn what_is_expected_of_a_time_is_said() {
    let interface = Interface::start().await;
    let past = from_maria(&json!({"kind": "call_me_back", "scheduled_at": "2020-01-01T00:00:00Z"}));
    let body = problem(interface.queue(&past).await, 422, "invalid-field").await;
    let expected = text(&body["errors"][0], "expected");
    assert!(expected.starts_with("a time in the future"), "{expected}");
}

#[tokio::test]
async fn a_byte_order_mark_and_an_owner_in_letters_are_understood() {
    let interface = Interface::start().await;
    let add = Command::AddAgent {
        agent: interface.desk.fresh_id(),
        name: "Uta".to_owned(),
        email: "uta@xn--bcher-kva.example".to_owned(),
        role: Role::Agent,
        teams: interface
            .desk
            .read(|desk| desk.teams().map(|team| team.id).collect()),
    };
    interface.desk.execute(Actor::Operator, add).await.unwrap();
    for owner in [
        "uta@bücher.example",
        "UTA@bu\u{308}cher.example",
        "uta@xn--bcher-kva.example",
    ] {
        let body = from_maria(&json!({
            "kind": "scheduled_by_agent", "owner": owner, "scheduled_at": "2999-01-01T00:00:00Z",
        }));
        let answer = interface
            .call(Method::POST, "/requests")
            .header(header::CONTENT_TYPE, "application/json")
            .body(format!("\u{FEFF}{body}"))
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::CREATED, "{owner}");
        let body = json_of(answer).await;
        assert_eq!(body["owner"]["email"], "uta@bücher.example");
    }
}

#[tokio::test]
async fn a_team_is_named_as_people_read_it() {
    let interface = Interface::start().await;
    add_team(&interface.desk, "Atencio\u{301}n", Some(Sources::Named)).await;
    let twin = Command::AddTeam {
        team: interface.desk.fresh_id(),
        name: "ATENCIÓN".to_owned(),
        rule: None,
    };
    assert!(interface.desk.execute(Actor::Operator, twin).await.is_err());
    let answer = interface
        .queue(&from_maria(&json!({"team": "atención"})))
        .await;
    assert_eq!(answer.status(), StatusCode::CREATED);
    assert_eq!(json_of(answer).await["team"]["name"], "Atención");
}

#[tokio::test]
async fn a_request_needs_a_team_when_the_desk_has_several() {
    let interface = Interface::start().await;
    let other = interface
        .engine
        .open_desk("other".to_owned(), "DE".to_owned())
        .await
        .unwrap();
    for name in ["North", "South"] {
        add_team(&other, name, Some(Sources::Named)).await;
    }
    let caller = interface.of(&other).await;

    let body = problem(caller.queue(&maria()).await, 422, "invalid-field").await;

    assert_eq!(body["field"], "team");
}

#[tokio::test]
async fn an_owner_must_be_able_to_take_the_call() {
    let api = Interface::start().await;
    let support = add_team(&api.desk, "Support", Some(Sources::Named)).await;
    let body = json!({
        "kind": "scheduled_by_agent",
        "customer": maria()["customer"],
        "owner": "ana@demo.example",
        "team": support.to_string(),
        "scheduled_at": "2999-01-01T09:00:00Z",
    });
    let refused = problem(api.queue(&body).await, 422, "invalid-field").await;
    assert_eq!(refused["field"], "owner");
}
