//! Settings as they are typed: each is a flag and an environment variable with the prefix `DESKBELL_`.

use std::{net::SocketAddr, path::PathBuf};

use clap::Args;
use domain::time::Span;
use push::Reach;

use super::{
    Config, data_dir,
    database::sqlite_file,
    error::ConfigError,
    filled::filled,
    limits::LimitSettings,
    listen::listen_address,
    log_filter::log_filter,
    secret::{self, Secret},
    streams::Streams,
};
use crate::{api::rate::Rate, auth::lifetime::Lifetime, client::proxies::TrustedProxies};

/// What a person may set. Each is a flag and an environment variable.
#[derive(Args, Clone, Debug)]
pub struct Settings {
    /// Address and port to listen on.
    #[arg(
        long,
        env = "DESKBELL_ADDR",
        default_value = "127.0.0.1:3000",
        value_parser = listen_address,
        global = true
    )]
    pub addr: SocketAddr,
    /// The database, such as sqlite:/var/lib/deskbell/deskbell.sqlite [default: a file in DATA_DIR]
    #[arg(
        long,
        env = "DESKBELL_DATABASE_URL",
        hide_env_values = true,
        global = true
    )]
    database_url: Option<String>,
    /// A file that holds the database URL.
    #[arg(long, env = "DESKBELL_DATABASE_URL_FILE", global = true)]
    database_url_file: Option<PathBuf>,
    /// Where data is kept [default: $XDG_DATA_HOME/deskbell or ~/.local/share/deskbell]
    #[arg(long, env = "DESKBELL_DATA_DIR", global = true)]
    data_dir: Option<PathBuf>,
    /// The address under which browsers reach this server, such as https://desk.example.org
    #[arg(long, env = "DESKBELL_PUBLIC_URL", global = true)]
    public_url: Option<String>,
    /// Proxies whose Forwarded or X-Forwarded-For headers count, such as 10.0.0.0/8,192.0.2.7; one on this
    /// machine counts once PUBLIC_URL is set.
    #[arg(
        long,
        env = "DESKBELL_TRUSTED_PROXIES",
        default_value_t,
        hide_default_value = true,
        global = true
    )]
    trusted_proxies: TrustedProxies,
    /// Reserved for installations on more than one machine; not in this release.
    #[arg(long, env = "DESKBELL_NATS_URL", hide = true, global = true)]
    nats_url: Option<String>,
    /// Address and port for Prometheus metrics [default: none]
    #[arg(
        long,
        env = "DESKBELL_METRICS_ADDR",
        value_parser = listen_address,
        global = true
    )]
    pub metrics_addr: Option<SocketAddr>,
    /// What to log: error, warn, info, debug, or a filter such as info,server=debug
    #[arg(
        long,
        env = "DESKBELL_LOG",
        default_value = "info",
        value_parser = log_filter,
        global = true
    )]
    pub log: String,
    /// REST calls a second and burst of an API key that has no rate of its own.
    #[arg(
        long,
        env = "DESKBELL_API_RATE",
        default_value = "50/100",
        global = true
    )]
    pub api_rate: Rate,
    /// How long a sign-in lasts, such as 7d, 12h or 30m.
    #[arg(
        long,
        env = "DESKBELL_SESSION_LIFETIME",
        default_value = "7d",
        global = true
    )]
    session_lifetime: Lifetime,
    /// Days for which the notification trace is kept, 1 to 400.
    #[arg(
        long,
        env = "DESKBELL_TRACE_DAYS",
        default_value_t = 30,
        value_parser = clap::value_parser!(u16).range(1..=400),
        global = true
    )]
    trace_days: u16,
    #[command(flatten)]
    limits: LimitSettings,
    /// Who writes event streams: a thread of its own for all of them, or the HTTP library as with other answers.
    #[arg(
        long,
        env = "DESKBELL_STREAMS",
        value_enum,
        default_value = "reactor",
        global = true
    )]
    streams: Streams,
    /// For tests with a push service of their own on this machine; never in production.
    #[arg(
        long,
        env = "DESKBELL_TEST_PUSH_TO_LOOPBACK",
        hide = true,
        global = true
    )]
    test_push_to_loopback: bool,
    /// The API key that --demo creates [default: a random one, which is printed]
    #[arg(
        long,
        env = "DESKBELL_DEMO_API_KEY",
        hide_env_values = true,
        global = true
    )]
    demo_api_key: Option<Secret>,
    /// A file that holds the demo's API key.
    #[arg(long, env = "DESKBELL_DEMO_API_KEY_FILE", global = true)]
    demo_api_key_file: Option<PathBuf>,
}

impl Settings {
    /// Checks everything, fills in defaults and creates the data folder.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        if filled(self.nats_url).is_some() {
            return Err(ConfigError::NatsNotYet);
        }
        let data_dir = match self.data_dir.filter(|path| !path.as_os_str().is_empty()) {
            Some(path) => path,
            None => data_dir::usual()?,
        };
        let database_url = secret::read(
            "DESKBELL_DATABASE_URL",
            filled(self.database_url),
            self.database_url_file,
        )?;
        let database = match database_url {
            Some(url) => sqlite_file(&url)?,
            None => data_dir.join("deskbell.sqlite"),
        };
        let demo_api_key = secret::read(
            "DESKBELL_DEMO_API_KEY",
            self.demo_api_key.map(|key| key.reveal().to_owned()),
            self.demo_api_key_file,
        )?;
        let public_url = filled(self.public_url).map(|url| url.parse()).transpose()?;
        data_dir::create_private(&data_dir)?;
        Ok(Config {
            addr: self.addr,
            database,
            data_dir,
            public_url,
            trusted_proxies: self.trusted_proxies,
            metrics_addr: self.metrics_addr,
            api_rate: self.api_rate,
            session_lifetime: self.session_lifetime,
            trace_kept: Span::days(self.trace_days.into()),
            limits: self.limits.into(),
            streams: self.streams,
            push_reach: if self.test_push_to_loopback {
                Reach::InternetAndLoopback
            } else {
                Reach::Internet
            },
            demo_api_key: demo_api_key.as_deref().map(Secret::from),
        })
    }
}
