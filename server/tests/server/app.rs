//! A server of one's own, with the demo desk and a clock that stands still.

use std::{sync::Arc, time::Duration};

use domain::time::{Span, Timestamp};
use engine::{DeskHandle, Engine, Options, clock::TestClock};
use push::Reach;
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use serde_json::{Value, json};
use server::{
    api::rate::Rate,
    client::proxies::TrustedProxies,
    config::{Config, public_url::PublicUrl, streams::Streams},
    edge::limits::Limits,
    serve::{Filling, Server, StartError},
};
use storage::Store;
use tempfile::TempDir;

use crate::{browser::Browser, caller};

pub const API_KEY: &str = "a-key-for-tests";
pub const PASSWORD: &str = "ring-the-bell";
pub const ANA: &str = "ana@demo.example";
pub const BEN: &str = "ben@demo.example";

/// What a test wants to be different.
pub struct Setup {
    pub public_url: Option<PublicUrl>,
    pub push_reach: Reach,
    pub limits: Limits,
    pub streams: Streams,
    pub api_rate: Rate,
    pub options: Options,
}

impl Default for Setup {
    fn default() -> Self {
        Self {
            public_url: None,
            push_reach: Reach::Internet,
            limits: Limits::default(),
            streams: Streams::default(),
            api_rate: Rate::default(),
            options: Options::default(),
        }
    }
}

/// A server with the demo desk, on a port and in a folder of its own. Its clock stands still.
pub struct TestApp {
    pub server: Server,
    pub clock: TestClock,
    pub config: Config,
    folder: TempDir,
}

impl TestApp {
    pub async fn start() -> Self {
        Self::start_with(Setup::default()).await
    }

    /// As browsers behind a TLS proxy would see it.
    pub async fn start_at(public_url: Option<PublicUrl>) -> Self {
        let setup = Setup {
            public_url,
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    /// Push services may be on this machine.
    pub async fn start_near_a_push_service() -> Self {
        let setup = Setup {
            push_reach: Reach::InternetAndLoopback,
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    /// One that waits for nobody who doesn't read, and takes requests as fast as they come.
    pub async fn start_impatient(streams: Streams) -> Self {
        Self::start_with(Setup {
            limits: Limits {
                write_time: Duration::from_millis(300),
                ..Limits::default()
            },
            api_rate: "1000/1000".parse().unwrap(),
            streams,
            ..Setup::default()
        })
        .await
    }

    /// Whoever writes its event streams.
    pub async fn start_with_streams(streams: Streams) -> Self {
        let setup = Setup {
            streams,
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    pub async fn start_with_limits(limits: Limits) -> Self {
        let setup = Setup {
            limits,
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    /// Whoever listens to what happens misses all but the last of what happens at once.
    pub async fn start_near_a_push_service_and_lag() -> Self {
        let setup = Setup {
            push_reach: Reach::InternetAndLoopback,
            options: Options {
                happenings: 1,
                ..Options::default()
            },
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    /// With an engine of which a test has chosen something. The clock is its own all the same.
    pub async fn start_with_options(options: Options) -> Self {
        let setup = Setup {
            options,
            ..Setup::default()
        };
        Self::start_with(setup).await
    }

    pub async fn start_with(setup: Setup) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            addr: "127.0.0.1:0".parse().unwrap(),
            database: folder.path().join("deskbell.sqlite"),
            data_dir: folder.path().to_owned(),
            public_url: setup.public_url,
            trusted_proxies: TrustedProxies::default(),
            metrics_addr: None,
            api_rate: setup.api_rate,
            session_lifetime: "7d".parse().unwrap(),
            trace_kept: Span::days(30),
            limits: setup.limits,
            streams: setup.streams,
            push_reach: setup.push_reach,
            demo_api_key: Some(API_KEY.into()),
        };
        let clock = TestClock::at(Timestamp(1_800_000_000_000));
        let server = start(&config, &clock, setup.options).await;
        Self {
            server: server.unwrap(),
            clock,
            config,
            folder,
        }
    }

    /// A browser that was there before a restart: the address is new, its cookies are not.
    pub fn same(&self, browser: Browser) -> Browser {
        Browser {
            site: format!("http://{}", self.server.addr()),
            ..browser
        }
    }

    /// A second server on the same folder.
    pub async fn start_another(&self) -> Result<Server, StartError> {
        start(&self.config, &self.clock, Options::default()).await
    }

    /// Stops the server and starts it again on the same data.
    pub async fn restart(self) -> Self {
        self.restart_after(async |_| {}).await
    }

    /// The same, with something that happens on the desk while no server is there to see it.
    pub async fn restart_after(self, meanwhile: impl AsyncFnOnce(&DeskHandle)) -> Self {
        self.server.stop().await;
        let store = Store::open(&self.config.database, "first").await.unwrap();
        let options = Options {
            clock: Arc::new(self.clock.clone()),
            ..Options::default()
        };
        let engine = Engine::start(store.clone(), options).await.unwrap();
        meanwhile(&engine.desks()[0]).await;
        store.close().await;
        drop(engine);
        let server = start(&self.config, &self.clock, Options::default())
            .await
            .unwrap();
        Self {
            server,
            clock: self.clock,
            config: self.config,
            folder: self.folder,
        }
    }

    pub fn browser(&self) -> Browser {
        Browser {
            client: Client::builder()
                .cookie_store(true)
                .redirect(Policy::none())
                .build()
                .unwrap(),
            site: format!("http://{}", self.server.addr()),
        }
    }

    pub async fn browser_of(&self, email: &str) -> Browser {
        let browser = self.browser();
        let response = browser.sign_in_as(email, PASSWORD).await;
        assert_eq!(response.status(), StatusCode::SEE_OTHER);
        browser
    }

    /// Several kilobytes for whoever listens.
    pub async fn post_long_request(&self) {
        self.post(&json!({
            "kind": "new_request",
            "customer": { "name": "Maria Silva", "phone": "+14155550123" },
            "message": "\u{20ac}".repeat(2_000),
        }))
        .await;
    }

    /// A customer's request, as another system would hand it in. Returns its id.
    pub async fn post_request(&self, customer: &str) -> String {
        self.post_from("new_request", customer).await
    }

    pub async fn post_chat(&self, customer: &str) -> String {
        self.post_from("inbound_chat", customer).await
    }

    async fn post_from(&self, kind: &str, customer: &str) -> String {
        self.post(&caller::request(kind, customer)).await
    }

    /// The same for a request of any kind.
    pub async fn post(&self, request: &Value) -> String {
        let response = self.hand_in(request).await;
        assert_eq!(response.status(), StatusCode::CREATED);
        let body: Value = response.json().await.unwrap();
        body["id"].as_str().unwrap().to_owned()
    }

    pub async fn hand_in(&self, request: &Value) -> Response {
        caller::hand_in(&self.server.addr().to_string(), request).await
    }

    pub fn wait(&self, span: Span) {
        self.clock.advance(span);
    }
}

async fn start(config: &Config, clock: &TestClock, options: Options) -> Result<Server, StartError> {
    let options = Options {
        clock: Arc::new(clock.clone()),
        housekeeping_begins: Duration::ZERO,
        ..options
    };
    Server::start(config, Filling::Demo, options).await
}
