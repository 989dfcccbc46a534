//! The REST interface as other systems see it: over HTTP, on a real database.

use std::{sync::Arc, time::Duration};

use domain::{
    agent::Role,
    command::Command,
    event::Actor,
    id::{AgentId, TeamId},
    team::{DistributionRule, Sources},
    time::{Span, Timestamp},
};
use engine::{DeskHandle, Engine, Options, clock::TestClock, ids};
use reqwest::{Method, RequestBuilder, Response, StatusCode, header};
use serde_json::{Value, json};
use server::api::{description::openapi, key::ApiKey, rate::Rate, router, state::ApiState};
use storage::{ApiKeyRow, Store};

/// A running interface with one desk, the team *Sales* and the agent Ana.
struct Interface {
    engine: Engine,
    desk: DeskHandle,
    ana: AgentId,
    address: String,
    key: String,
    http: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl Interface {
    async fn start() -> Self {
        Self::start_with(Rate::default(), Options::default()).await
    }

    async fn start_with(rate: Rate, options: Options) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("deskbell.db"), "test")
            .await
            .unwrap();
        let engine = Engine::start(store, options).await.unwrap();
        let desk = engine
            .open_desk("demo".to_owned(), "ES".to_owned())
            .await
            .unwrap();
        let sales = add_team(&desk, "Sales", Some(Sources::CatchAll)).await;
        let ana: AgentId = desk.fresh_id();
        let add_ana = Command::AddAgent {
            agent: ana,
            name: "Ana Torres".to_owned(),
            email: "ana@demo.example".to_owned(),
            role: Role::Agent,
            teams: [sales].into(),
        };
        desk.execute(Actor::Operator, add_ana).await.unwrap();
        let key = add_key(&engine, &desk).await;

        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}/api/v1", listener.local_addr().unwrap());
        let state = ApiState::new(engine.clone(), rate);
        let app = axum::Router::new().nest("/api/v1", router(state));
        tokio::spawn(async { axum::serve(listener, app).await });
        Self {
            engine,
            desk,
            ana,
            address,
            key,
            http: reqwest::Client::new(),
            _folder: folder,
        }
    }

    fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.address))
            .bearer_auth(&self.key)
    }

    async fn queue(&self, body: &Value) -> Response {
        self.call(Method::POST, "/requests")
            .json(body)
            .send()
            .await
            .unwrap()
    }

    async fn queue_once(&self, key: &str, body: &Value) -> Response {
        self.call(Method::POST, "/requests")
            .header("Idempotency-Key", key)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// Queues a request that must be taken, and answers its id.
    async fn queued(&self, body: &Value) -> String {
        let answer = self.queue(body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        text(&json_of(answer).await, "id")
    }

    async fn read(&self, id: &str) -> Response {
        self.call(Method::GET, &format!("/requests/{id}"))
            .send()
            .await
            .unwrap()
    }

    async fn cancel(&self, id: &str) -> Response {
        self.call(Method::POST, &format!("/requests/{id}/cancel"))
            .send()
            .await
            .unwrap()
    }

    async fn reschedule(&self, id: &str, body: &Value) -> Response {
        self.call(Method::POST, &format!("/requests/{id}/reschedule"))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    async fn connect_ana(&self, id: &str) {
        let connect = Command::Connect {
            agent: self.ana,
            request: id.parse().unwrap(),
        };
        for command in [Command::SignIn { agent: self.ana }, connect] {
            self.desk
                .execute(Actor::Agent(self.ana), command)
                .await
                .unwrap();
        }
    }
}

async fn add_team(desk: &DeskHandle, name: &str, sources: Option<Sources>) -> TeamId {
    let team = desk.fresh_id();
    let add = Command::AddTeam {
        team,
        name: name.to_owned(),
        rule: sources.map(DistributionRule::broadcast),
    };
    desk.execute(Actor::Operator, add).await.unwrap();
    team
}

async fn add_key(engine: &Engine, desk: &DeskHandle) -> String {
    let key = ApiKey::from_entropy(ids::token());
    let row = ApiKeyRow {
        desk: desk.id(),
        id: desk.fresh_id(),
        name: "test".to_owned(),
        hash: key.hash(),
        rate: None,
        created_at: desk.now(),
        revoked_at: None,
    };
    engine.store().add_api_key(&row).await.unwrap();
    key.reveal().to_owned()
}

fn maria() -> Value {
    json!({"kind": "new_request", "customer": {"name": "Maria Silva", "phone": "600 123 456"}})
}

async fn json_of(answer: Response) -> Value {
    serde_json::from_str(&answer.text().await.unwrap()).unwrap()
}

fn text(body: &Value, field: &str) -> String {
    body[field].as_str().unwrap().to_owned()
}

/// Checks the form of a problem and answers its body.
async fn problem(answer: Response, status: u16, kind: &str) -> Value {
    assert_eq!(answer.status().as_u16(), status);
    assert_eq!(
        answer.headers()[header::CONTENT_TYPE],
        "application/problem+json"
    );
    let body = json_of(answer).await;
    assert_eq!(body["type"], format!("/problems/{kind}"), "{body}");
    assert_eq!(body["status"], status);
    assert!(body["title"].is_string() && body["detail"].is_string());
    body
}

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

/// A request of Maria's with other fields.
fn from_maria(fields: &Value) -> Value {
    let mut body = json!({"kind": "new_request", "customer": {"name": "Maria"}});
    for (name, value) in fields.as_object().unwrap() {
        body[name] = value.clone();
    }
    body
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
    let caller = Interface {
        key: add_key(&interface.engine, &other).await,
        ..interface
    };

    let body = problem(caller.queue(&maria()).await, 422, "invalid-field").await;

    assert_eq!(body["field"], "team");
}

#[tokio::test]
async fn p6_the_same_key_gives_the_same_answer() {
    let interface = Interface::start().await;
    let first = interface.queue_once("order-1", &maria()).await;
    assert_eq!(first.status(), StatusCode::CREATED);
    assert!(!first.headers().contains_key("Idempotency-Replayed"));
    let location = first.headers()[header::LOCATION].clone();
    let answered = first.text().await.unwrap();
    let id = text(&serde_json::from_str(&answered).unwrap(), "id");
    interface.connect_ana(&id).await;

    let again = interface.queue_once("order-1", &maria()).await;

    assert_eq!(again.status(), StatusCode::CREATED);
    assert_eq!(again.headers()["Idempotency-Replayed"], "true");
    assert_eq!(again.headers()[header::LOCATION], location);
    assert_eq!(again.text().await.unwrap(), answered);
}

#[tokio::test]
async fn p6_the_same_key_with_another_body_is_refused() {
    let interface = Interface::start().await;
    interface.queue_once("order-1", &maria()).await;

    let other = interface
        .queue_once("order-1", &from_maria(&json!({"kind": "inbound_call"})))
        .await;

    problem(other, 422, "idempotency-key-reused").await;
}

#[tokio::test]
async fn p6_a_refused_request_does_not_use_up_its_key() {
    let interface = Interface::start().await;
    let refused = interface
        .queue_once("order-1", &from_maria(&json!({"team": "Nobody"})))
        .await;
    problem(refused, 422, "invalid-field").await;

    let mended = interface.queue_once("order-1", &maria()).await;

    assert_eq!(mended.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn p6_twenty_at_once_under_one_key_make_one_request() {
    let interface = Interface::start().await;
    let body = maria();

    let answers = futures::future::join_all(
        (0..20).map(|_| async { interface.queue_once("order-1", &body).await.text().await }),
    )
    .await;

    let first = answers[0].as_ref().unwrap();
    assert!(
        answers
            .iter()
            .all(|answer| answer.as_ref().unwrap() == first)
    );
    assert_eq!(interface.desk.read(|desk| desk.live_requests().count()), 1);
}

#[tokio::test]
async fn a_malformed_idempotency_key_is_named() {
    let interface = Interface::start().await;
    for key in ["with space", &"k".repeat(256)] {
        let body = problem(
            interface.queue_once(key, &maria()).await,
            422,
            "invalid-field",
        )
        .await;
        assert_eq!(body["field"], "Idempotency-Key");
    }
}

#[tokio::test]
async fn a_request_is_cancelled_once_and_for_all() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;

    for _ in 0..2 {
        let answer = interface.cancel(&id).await;
        assert_eq!(answer.status(), StatusCode::OK);
        assert_eq!(json_of(answer).await["state"], "cancelled");
    }
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(interface.reschedule(&id, &time).await, 409, "conflict").await;
}

#[tokio::test]
async fn a_request_that_ended_long_ago_is_answered_from_the_database() {
    let clock = TestClock::at(Timestamp(1_796_000_000_000));
    let options = Options {
        clock: Arc::new(clock.clone()),
        ..Options::default()
    };
    let interface = Interface::start_with(Rate::default(), options).await;
    let id = interface.queued(&maria()).await;
    interface.cancel(&id).await;

    clock.advance(Span::minutes(2));
    interface.queued(&maria()).await;

    assert!(interface.desk.read(|desk| desk.requests().count()) < 2);
    assert_eq!(
        json_of(interface.read(&id).await).await["state"],
        "cancelled"
    );
    assert_eq!(interface.cancel(&id).await.status(), StatusCode::OK);
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(interface.reschedule(&id, &time).await, 409, "conflict").await;
}

#[tokio::test]
async fn a_request_in_an_agents_hands_is_not_cancelled() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    interface.connect_ana(&id).await;

    let body = problem(interface.cancel(&id).await, 409, "conflict").await;

    assert_eq!(body["detail"], "Ana Torres has already taken this customer");
}

#[tokio::test]
async fn a_scheduled_call_is_moved() {
    let interface = Interface::start().await;
    let id = interface
        .queued(&from_maria(&json!({
            "kind": "scheduled_by_customer", "scheduled_at": "2998-01-01T00:00:00Z",
        })))
        .await;

    let moved = interface
        .reschedule(&id, &json!({"scheduled_at": "2999-01-01T01:00:00+01:00"}))
        .await;

    assert_eq!(moved.status(), StatusCode::OK);
    let body = json_of(moved).await;
    assert_eq!(body["state"], "scheduled");
    assert_eq!(body["scheduled_at"], "2999-01-01T00:00:00.000Z");
    for wrong in [json!({}), json!({"scheduled_at": "2020-01-01T00:00:00Z"})] {
        let body = problem(
            interface.reschedule(&id, &wrong).await,
            422,
            "invalid-field",
        )
        .await;
        assert_eq!(body["field"], "scheduled_at");
    }
}

#[tokio::test]
async fn a_call_back_says_which_attempt_it_is() {
    let api = Interface::start().await;
    let body = json!({"kind": "call_me_back", "customer": maria()["customer"]});
    let answer = json_of(api.queue(&body).await).await;
    assert_eq!(answer["call_back"]["attempt"], 1);
    assert_eq!(answer["call_back"]["of"], 3);
    assert_eq!(answer["call_back"]["first_asked_at"], answer["created_at"]);
    assert_eq!(answer["scheduled_at"], Value::Null, "now is a free moment");
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

#[tokio::test]
async fn numbers_on_the_do_not_call_list_are_called_only_when_the_customer_chose_the_time() {
    let api = Interface::start().await;
    let list = async || {
        let answer = api.call(Method::GET, "/do-not-call").send().await.unwrap();
        json_of(answer).await["phones"].clone()
    };
    let call_back = json!({"kind": "call_me_back", "customer": {"phone": "600 123 456"}});

    let added = api
        .call(Method::POST, "/do-not-call")
        .json(&json!({"phone": "600 123 456"}))
        .send()
        .await
        .unwrap();
    assert_eq!(added.status(), StatusCode::OK);
    assert_eq!(list().await, json!(["+34600123456"]));
    let refused = problem(api.queue(&call_back).await, 422, "invalid-field").await;
    assert_eq!(refused["field"], "customer.phone");
    let chosen = json!({
        "kind": "scheduled_by_customer",
        "customer": {"phone": "+34600123456"},
        "scheduled_at": "2999-01-01T09:00:00Z",
    });
    api.queued(&chosen).await;

    let removed = api
        .call(Method::DELETE, "/do-not-call/+34600123456")
        .send()
        .await
        .unwrap();
    assert_eq!(removed.status(), StatusCode::NO_CONTENT);
    assert_eq!(list().await, json!([]));
    api.queued(&call_back).await;

    let wrong = api
        .call(Method::POST, "/do-not-call")
        .json(&json!({"phone": "nobody"}))
        .send()
        .await
        .unwrap();
    assert_eq!(problem(wrong, 422, "invalid-field").await["field"], "phone");
}

#[tokio::test]
async fn p8_a_key_sees_its_own_desk_only() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    let other = interface
        .engine
        .open_desk("other".to_owned(), "ES".to_owned())
        .await
        .unwrap();
    let stranger = Interface {
        key: add_key(&interface.engine, &other).await,
        ..interface
    };

    problem(stranger.read(&id).await, 404, "not-found").await;
    problem(stranger.cancel(&id).await, 404, "not-found").await;
    let time = json!({"scheduled_at": "2999-01-01T00:00:00Z"});
    problem(stranger.reschedule(&id, &time).await, 404, "not-found").await;
}

#[tokio::test]
async fn without_a_valid_key_nothing_is_told() {
    let interface = Interface::start().await;
    let id = interface.queued(&maria()).await;
    let address = format!("{}/requests/{id}", interface.address);
    for authorization in [
        None,
        Some("Bearer dbk_wrong"),
        Some("Basic eDp5"),
        Some("Bearer "),
    ] {
        let mut call = interface.http.get(&address);
        if let Some(value) = authorization {
            call = call.header(header::AUTHORIZATION, value);
        }
        let answer = call.send().await.unwrap();
        assert!(answer.headers().contains_key(header::WWW_AUTHENTICATE));
        problem(answer, 401, "unauthorized").await;
    }
}

#[tokio::test]
async fn what_is_not_there_is_a_problem_too() {
    let interface = Interface::start().await;
    let unknown = "01890000-0000-7000-8000-000000000001";
    problem(interface.read(unknown).await, 404, "not-found").await;
    problem(interface.read("42").await, 404, "not-found").await;
    problem(interface.read("%ff").await, 404, "not-found").await;
    problem(interface.cancel(unknown).await, 404, "not-found").await;
    let nowhere = interface
        .call(Method::GET, "/nowhere")
        .send()
        .await
        .unwrap();
    problem(nowhere, 404, "not-found").await;
    let wrong_method = interface
        .call(Method::DELETE, "/requests")
        .send()
        .await
        .unwrap();
    assert_eq!(wrong_method.headers()[header::ALLOW], "POST");
    problem(wrong_method, 405, "method-not-allowed").await;
}

#[tokio::test]
async fn a_body_that_is_no_json_is_told_apart() {
    let interface = Interface::start().await;
    let send = |content_type: Option<&'static str>, body: Vec<u8>| {
        let mut call = interface.call(Method::POST, "/requests").body(body);
        if let Some(content_type) = content_type {
            call = call.header(header::CONTENT_TYPE, content_type);
        }
        async { call.send().await.unwrap() }
    };
    let json = Some("application/json");
    let deep = format!("{}{}", "[".repeat(500), "]".repeat(500));
    for body in [
        "",
        "{",
        "{\"kind\": \"new_request\"} x",
        "{\"kind\": \"\\ud800\"}",
        &deep,
    ] {
        problem(send(json, body.into()).await, 400, "malformed-json").await;
    }
    problem(
        send(json, vec![b'"', 0xff, b'"']).await,
        400,
        "malformed-json",
    )
    .await;
    for content_type in [
        None,
        Some("text/plain"),
        Some("application/x-www-form-urlencoded"),
    ] {
        let answer = send(content_type, b"{}".to_vec()).await;
        problem(answer, 415, "unsupported-media-type").await;
    }
    let with_charset = send(
        Some("application/json; charset=utf-8"),
        maria().to_string().into(),
    );
    assert_eq!(with_charset.await.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_parsed() {
    let interface = Interface::start().await;
    for size in [33 * 1024, 4 * 1024 * 1024] {
        let answer = interface
            .call(Method::POST, "/requests")
            .header(header::CONTENT_TYPE, "application/json")
            .body(vec![b'{'; size])
            .send()
            .await
            .unwrap();
        problem(answer, 413, "too-large").await;
    }
}

#[tokio::test]
async fn the_longest_message_is_taken_with_every_character_escaped() {
    let interface = Interface::start().await;
    let escaped = "\\ud83d\\ude00";
    let body = format!(
        r#"{{"kind": "new_request", "customer": {{"name": "{}"}}, "message": "{}"}}"#,
        escaped.repeat(200),
        escaped.repeat(2_000)
    );
    let answer = interface
        .call(Method::POST, "/requests")
        .header(header::CONTENT_TYPE, "application/json")
        .body(body)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::CREATED);
}

#[tokio::test]
async fn a_key_that_calls_too_often_is_told_to_wait() {
    let interface = Interface::start_with("1/3".parse().unwrap(), Options::default()).await;
    let unknown = "01890000-0000-7000-8000-000000000001";
    for _ in 0..3 {
        problem(interface.read(unknown).await, 404, "not-found").await;
    }

    let answer = interface.read(unknown).await;

    let wait = answer.headers()[header::RETRY_AFTER]
        .to_str()
        .unwrap()
        .parse();
    assert_eq!(wait.map(Duration::from_secs), Ok(Duration::from_secs(1)));
    problem(answer, 429, "rate-limited").await;
}

#[tokio::test]
async fn the_description_is_served_to_everybody() {
    let interface = Interface::start().await;
    let answer = interface
        .http
        .get(format!("{}/openapi.json", interface.address))
        .send()
        .await
        .unwrap();
    let description = json_of(answer).await;
    assert_eq!(description, serde_json::to_value(openapi()).unwrap());
}

#[test]
fn the_description_in_the_docs_is_the_one_of_the_code() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/openapi.json");
    let documented = std::fs::read_to_string(path).unwrap_or_default();
    let actual = openapi().to_pretty_json().unwrap();
    assert!(
        documented.trim_end() == actual,
        "the REST interface has changed: `cargo run -p server -- openapi > docs/openapi.json`, read the \
         difference, and write it into CHANGELOG.md"
    );
}
