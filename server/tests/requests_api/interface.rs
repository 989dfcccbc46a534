//! A running interface, and the calls that other systems make.

use domain::{
    agent::Role,
    command::Command,
    event::Actor,
    id::{AgentId, TeamId},
    team::{DistributionRule, Sources},
};
use engine::{DeskHandle, Engine, Options, ids};
use reqwest::{Method, RequestBuilder, Response, StatusCode};
use serde_json::Value;
use server::api::{key::ApiKey, rate::Rate, router, state::ApiState};
use storage::{ApiKeyRow, Store};

use crate::bodies::{json_of, text};

/// A running interface with one desk, the team *Sales* and the agent Ana.
pub struct Interface {
    pub engine: Engine,
    pub desk: DeskHandle,
    pub ana: AgentId,
    pub address: String,
    pub key: String,
    pub http: reqwest::Client,
    _folder: tempfile::TempDir,
}

impl Interface {
    pub async fn start() -> Self {
        Self::start_with(Rate::default(), Options::default()).await
    }

    pub async fn start_with(rate: Rate, options: Options) -> Self {
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

    /// The same for a caller with a key of another desk.
    pub async fn of(self, desk: &DeskHandle) -> Self {
        Self {
            key: add_key(&self.engine, desk).await,
            ..self
        }
    }

    pub fn call(&self, method: Method, path: &str) -> RequestBuilder {
        self.http
            .request(method, format!("{}{path}", self.address))
            .bearer_auth(&self.key)
    }

    pub async fn queue(&self, body: &Value) -> Response {
        self.call(Method::POST, "/requests")
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub async fn queue_once(&self, key: &str, body: &Value) -> Response {
        self.call(Method::POST, "/requests")
            .header("Idempotency-Key", key)
            .json(body)
            .send()
            .await
            .unwrap()
    }

    /// Queues a request that must be taken, and answers its id.
    pub async fn queued(&self, body: &Value) -> String {
        let answer = self.queue(body).await;
        assert_eq!(answer.status(), StatusCode::CREATED);
        text(&json_of(answer).await, "id")
    }

    pub async fn read(&self, id: &str) -> Response {
        self.call(Method::GET, &format!("/requests/{id}"))
            .send()
            .await
            .unwrap()
    }

    pub async fn cancel(&self, id: &str) -> Response {
        self.call(Method::POST, &format!("/requests/{id}/cancel"))
            .send()
            .await
            .unwrap()
    }

    pub async fn reschedule(&self, id: &str, body: &Value) -> Response {
        self.call(Method::POST, &format!("/requests/{id}/reschedule"))
            .json(body)
            .send()
            .await
            .unwrap()
    }

    pub async fn connect_ana(&self, id: &str) {
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

pub async fn add_team(desk: &DeskHandle, name: &str, sources: Option<Sources>) -> TeamId {
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
