//! What this server was told: settings that were checked, with every default filled in. How they are typed
//! is for [`settings`] to say.

mod data_dir;
mod database;
pub mod error;
mod filled;
mod limits;
mod listen;
mod log_filter;
pub mod public_url;
pub mod secret;
pub mod settings;
pub mod streams;
pub mod unknown;

use std::{net::SocketAddr, path::PathBuf};

use domain::time::Span;
use push::{Gateway, KeyError, Reach};
use storage::{OpenError, Store};

use self::{
    public_url::{PublicUrl, Scheme},
    secret::Secret,
    streams::Streams,
};
use crate::{
    api::rate::Rate, auth::lifetime::Lifetime, client::proxies::TrustedProxies,
    edge::limits::Limits,
};

/// In the data folder: the private key of Web Push.
pub(crate) const PUSH_KEY: &str = "web-push.key";

/// Settings that were checked, with every default filled in.
#[derive(Clone, Debug)]
pub struct Config {
    pub addr: SocketAddr,
    pub database: PathBuf,
    pub data_dir: PathBuf,
    pub public_url: Option<PublicUrl>,
    /// As they were given; [`Config::proxies`] has all.
    pub trusted_proxies: TrustedProxies,
    pub metrics_addr: Option<SocketAddr>,
    pub api_rate: Rate,
    pub session_lifetime: Lifetime,
    /// For how long the notification trace is kept.
    pub trace_kept: Span,
    /// How much clients may ask of the server, and how long they may take over it.
    pub limits: Limits,
    pub streams: Streams,
    /// How far messages by Web Push may go.
    pub push_reach: Reach,
    pub demo_api_key: Option<Secret>,
}

impl Config {
    /// The database, brought up to date.
    ///
    /// # Errors
    /// It can't be opened, or another server has it.
    pub async fn open_store(&self) -> Result<Store, OpenError> {
        let epoch = engine::ids::entropy().to_string();
        Store::open(&self.database, &epoch).await
    }

    /// The way out to push services, with the keys of the data folder.
    ///
    /// # Errors
    /// The keys can't be read, or made where there are none.
    pub fn push_gateway(&self) -> Result<Gateway, KeyError> {
        let contact = self
            .public_url
            .as_ref()
            .filter(|url| url.scheme == Scheme::Https)
            .map(PublicUrl::origin);
        Gateway::open(&self.data_dir.join(PUSH_KEY), self.push_reach, contact)
    }

    /// Every proxy that counts. With a public address there is one in front, as a rule on this machine.
    pub fn proxies(&self) -> TrustedProxies {
        let given = self.trusted_proxies.clone();
        match self.public_url {
            Some(_) => given.and_loopback(),
            None => given,
        }
    }

    /// Where browsers find the desktop of a server that listens at `addr`.
    pub fn site(&self, addr: SocketAddr) -> String {
        let known = self.public_url.as_ref().map(PublicUrl::origin);
        known.unwrap_or_else(|| format!("http://{addr}"))
    }
}
