//! Settings: flags, environment variables with the prefix `DESKBELL_`, files with secrets.

use std::{
    env, fmt, fs, io,
    net::{Ipv4Addr, SocketAddr},
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    str::FromStr,
};

use axum::http::Uri;
use clap::Args;
use domain::time::Span;
use push::{Gateway, KeyError, Reach};
use thiserror::Error;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::EnvFilter;

use crate::{
    api::Rate,
    auth::Lifetime,
    client::TrustedProxies,
    edge::{LimitSettings, Limits},
};

const PREFIX: &str = "DESKBELL_";
/// In the data folder: the private key of Web Push.
pub(crate) const PUSH_KEY: &str = "web-push.key";

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
    /// How far messages by Web Push may go.
    pub push_reach: Reach,
    pub demo_api_key: Option<Secret>,
}

#[derive(Debug, Error)]
pub enum ConfigError {
    #[error("there is no setting {name}; the settings are {}", .known.join(", "))]
    Unknown { name: String, known: Vec<String> },
    #[error(
        "PostgreSQL is not in this release: leave DESKBELL_DATABASE_URL out, or give a SQLite file as sqlite:/path/to/file"
    )]
    PostgresNotYet,
    #[error("NATS is not in this release: leave DESKBELL_NATS_URL out")]
    NatsNotYet,
    #[error(
        "DESKBELL_DATABASE_URL names no database that is known: give a SQLite file as sqlite:/path/to/file"
    )]
    DatabaseUrl,
    #[error("DESKBELL_PUBLIC_URL must be like https://desk.example.org, with no path behind it")]
    PublicUrl,
    #[error("{name} and {name}_FILE are both set: set one of them")]
    Twice { name: &'static str },
    #[error("{name}_FILE: {path} can't be read: {source}")]
    SecretFile {
        name: &'static str,
        path: PathBuf,
        source: io::Error,
    },
    #[error("set DESKBELL_DATA_DIR: there is neither XDG_DATA_HOME nor HOME to find a folder by")]
    NoHome,
    #[error("the data folder {path} can't be created: {source}")]
    DataDir { path: PathBuf, source: io::Error },
}

impl Settings {
    /// Checks everything, fills in defaults and creates the data folder.
    pub fn resolve(self) -> Result<Config, ConfigError> {
        if filled(self.nats_url).is_some() {
            return Err(ConfigError::NatsNotYet);
        }
        let data_dir = match self.data_dir.filter(|path| !path.as_os_str().is_empty()) {
            Some(path) => path,
            None => default_data_dir()?,
        };
        let database_url = secret(
            "DESKBELL_DATABASE_URL",
            filled(self.database_url),
            self.database_url_file,
        )?;
        let database = match database_url {
            Some(url) => sqlite_file(&url)?,
            None => data_dir.join("deskbell.sqlite"),
        };
        let demo_api_key = secret(
            "DESKBELL_DEMO_API_KEY",
            self.demo_api_key.map(|key| key.0),
            self.demo_api_key_file,
        )?;
        let public_url = filled(self.public_url).map(|url| url.parse()).transpose()?;
        create_private(&data_dir)?;
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
            push_reach: if self.test_push_to_loopback {
                Reach::InternetAndLoopback
            } else {
                Reach::Internet
            },
            demo_api_key: demo_api_key.map(Secret),
        })
    }
}

impl Config {
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

/// A misspelt setting would silently do nothing. What Kubernetes and others set by themselves for a
/// service of our name is none: those names are returned.
///
/// # Errors
/// Names the first variable with our prefix that is not a setting.
pub fn refuse_unknown(
    names: impl Iterator<Item = String>,
    known: &[String],
) -> Result<Vec<String>, ConfigError> {
    let mut ignored = vec![];
    for name in names.filter(|name| name.starts_with(PREFIX)) {
        if known.contains(&name) {
            continue;
        }
        if !is_of_service_discovery(&name) {
            return Err(ConfigError::Unknown {
                name,
                known: known.to_vec(),
            });
        }
        ignored.push(name);
    }
    ignored.sort();
    Ok(ignored)
}

fn is_of_service_discovery(name: &str) -> bool {
    name == "DESKBELL_PORT"
        || name.starts_with("DESKBELL_PORT_")
        || name.starts_with("DESKBELL_SERVICE_")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("give an address and a port, such as 127.0.0.1:3000, [::1]:3000 or localhost:3000")]
pub struct NoListenAddress;

/// No other name than `localhost`: it would have to be looked up, and could mean several addresses.
fn listen_address(text: &str) -> Result<SocketAddr, NoListenAddress> {
    let text = text.trim();
    if let Ok(address) = text.parse() {
        return Ok(address);
    }
    let (host, port) = text.rsplit_once(':').ok_or(NoListenAddress)?;
    let port: u16 = port.parse().map_err(|_| NoListenAddress)?;
    if host.eq_ignore_ascii_case("localhost") {
        Ok((Ipv4Addr::LOCALHOST, port).into())
    } else {
        Err(NoListenAddress)
    }
}

/// Text that must not be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for Secret {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// Scheme and host of the server as browsers see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl {
    pub scheme: Scheme,
    /// Host, and the port unless it is the scheme's own.
    pub authority: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    Http,
    Https,
}

impl PublicUrl {
    /// What browsers send as `Origin`.
    pub fn origin(&self) -> String {
        match self.scheme {
            Scheme::Http => format!("http://{}", self.authority),
            Scheme::Https => format!("https://{}", self.authority),
        }
    }
}

impl FromStr for PublicUrl {
    type Err = ConfigError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let uri: Uri = text.trim().parse().map_err(|_| ConfigError::PublicUrl)?;
        let (scheme, own_port) = match uri.scheme_str() {
            Some("http") => (Scheme::Http, ":80"),
            Some("https") => (Scheme::Https, ":443"),
            _ => return Err(ConfigError::PublicUrl),
        };
        let authority = uri
            .authority()
            .map(|authority| authority.as_str().to_lowercase())
            .filter(|authority| !authority.contains('@'))
            .ok_or(ConfigError::PublicUrl)?;
        if !matches!(uri.path(), "" | "/") || uri.query().is_some() {
            return Err(ConfigError::PublicUrl);
        }
        let authority = authority
            .strip_suffix(own_port)
            .unwrap_or(&authority)
            .to_owned();
        Ok(Self { scheme, authority })
    }
}

/// An empty variable is as good as none.
fn filled(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty())
}

fn secret(
    name: &'static str,
    value: Option<String>,
    file: Option<PathBuf>,
) -> Result<Option<String>, ConfigError> {
    let value = filled(value);
    let Some(path) = file.filter(|path| !path.as_os_str().is_empty()) else {
        return Ok(value);
    };
    if value.is_some() {
        return Err(ConfigError::Twice { name });
    }
    match fs::read_to_string(&path) {
        Ok(text) => Ok(filled(Some(text.trim_end().to_owned()))),
        Err(source) => Err(ConfigError::SecretFile { name, path, source }),
    }
}

fn sqlite_file(url: &str) -> Result<PathBuf, ConfigError> {
    if url.starts_with("postgres:") || url.starts_with("postgresql:") {
        return Err(ConfigError::PostgresNotYet);
    }
    let path = url
        .strip_prefix("sqlite://")
        .or_else(|| url.strip_prefix("sqlite:"))
        .ok_or(ConfigError::DatabaseUrl)?;
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() || path == ":memory:" {
        return Err(ConfigError::DatabaseUrl);
    }
    Ok(PathBuf::from(path))
}

fn default_data_dir() -> Result<PathBuf, ConfigError> {
    let folder = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    folder("XDG_DATA_HOME")
        .or_else(|| folder("HOME").map(|home| home.join(".local/share")))
        .map(|base| base.join("deskbell"))
        .ok_or(ConfigError::NoHome)
}

/// Customers' names and agents' passwords live there: for this user's eyes only.
fn create_private(path: &Path) -> Result<(), ConfigError> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(path)
        .map_err(|source| ConfigError::DataDir {
            path: path.to_owned(),
            source,
        })
}

/// A word alone is a level. What the log takes for a part of the program instead, as it does `warning`, would
/// silence everything else.
fn log_filter(text: &str) -> Result<String, String> {
    let allowed = "off, error, warn, info, debug or trace, or a filter such as info,server=debug";
    let misspelt = text
        .split(',')
        .map(str::trim)
        .filter(|part| !part.contains(['=', '[']))
        .any(|word| word.parse::<LevelFilter>().is_err());
    if misspelt || EnvFilter::builder().parse(text).is_err() {
        return Err(allowed.to_owned());
    }
    Ok(text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_setting_is_named() {
        let known = vec!["DESKBELL_ADDR".to_owned()];
        let names = ["PATH", "DESKBELL_ADDR", "DESKBELL_ADR"].map(str::to_owned);
        let error = refuse_unknown(names.into_iter(), &known).unwrap_err();
        assert_eq!(
            error.to_string(),
            "there is no setting DESKBELL_ADR; the settings are DESKBELL_ADDR"
        );
    }

    #[test]
    fn what_service_discovery_sets_is_no_setting_and_no_mistake() {
        let known = vec!["DESKBELL_ADDR".to_owned()];
        let check =
            |names: &[&str]| refuse_unknown(names.iter().map(|name| (*name).to_owned()), &known);
        let theirs = [
            "DESKBELL_PORT",
            "DESKBELL_PORT_3000_TCP",
            "DESKBELL_PORT_3000_TCP_ADDR",
            "DESKBELL_SERVICE_HOST",
            "DESKBELL_SERVICE_PORT",
            "DESKBELL_SERVICE_PORT_HTTP",
        ];
        assert_eq!(check(&theirs).unwrap(), theirs);
        assert_eq!(check(&["DESKBELL_ADDR", "HOME"]).unwrap(), [""; 0]);
        for unknown in ["DESKBELL_PORTS", "DESKBELL_SERVICE", "DESKBELL_ADR_PORT"] {
            assert!(check(&[theirs[0], unknown]).is_err(), "{unknown}");
        }
    }

    #[test]
    fn an_address_to_listen_on_may_be_this_machine_by_name() {
        for (given, meant) in [
            ("127.0.0.1:3000", "127.0.0.1:3000"),
            ("localhost:4103", "127.0.0.1:4103"),
            (" LocalHost:0 ", "127.0.0.1:0"),
            ("[::1]:3000", "[::1]:3000"),
            ("0.0.0.0:80", "0.0.0.0:80"),
        ] {
            assert_eq!(listen_address(given).unwrap().to_string(), meant);
        }
        for wrong in [
            "",
            "3000",
            ":3000",
            "localhost",
            "localhost:",
            "localhost:99999",
            "desk.example.org:3000",
            "127.0.0.1",
            "::1:3000:x",
        ] {
            let refused = listen_address(wrong).unwrap_err().to_string();
            assert!(refused.contains("localhost:3000"), "{wrong}: {refused}");
        }
    }

    #[test]
    fn the_public_url_gives_the_origin_that_browsers_send() {
        for (given, origin) in [
            ("https://desk.example.org", "https://desk.example.org"),
            ("https://Desk.example.org:443/", "https://desk.example.org"),
            ("http://localhost:3000", "http://localhost:3000"),
        ] {
            assert_eq!(given.parse::<PublicUrl>().unwrap().origin(), origin);
        }
        for wrong in [
            "desk.example.org",
            "ftp://a",
            "https://a/path",
            "https://a@b",
        ] {
            assert!(wrong.parse::<PublicUrl>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn only_sqlite_is_claimed() {
        assert_eq!(
            sqlite_file("sqlite:///var/d.sqlite").unwrap(),
            PathBuf::from("/var/d.sqlite")
        );
        assert!(matches!(
            sqlite_file("postgres://desk@db/desk"),
            Err(ConfigError::PostgresNotYet)
        ));
        assert!(matches!(
            sqlite_file("mysql://x"),
            Err(ConfigError::DatabaseUrl)
        ));
    }

    #[test]
    fn a_secret_does_not_show() {
        assert_eq!(format!("{:?}", Secret::from("ring-the-bell")), "***");
    }
}
