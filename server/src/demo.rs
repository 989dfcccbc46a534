//! The desk to try things out on. Made in an empty database only.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write},
    os::unix::fs::OpenOptionsExt,
    path::{Path, PathBuf},
};

use domain::{
    agent::Role,
    team::{DistributionRule, Sources},
};
use engine::{DeskHandle, Engine};
use storage::{Store, StoreError};
use thiserror::Error;

use crate::{
    admin::{
        agents::{self, NewAgent},
        desks,
        error::AdminError,
        keys, teams,
    },
    api::key::ApiKey,
    auth::{
        hasher::Hasher,
        password::{Password, PasswordProblem},
    },
    config::Config,
};

const DESK: &str = "demo";
const TEAM: &str = "Sales";
/// In the data folder: the key that was made up.
pub(crate) const KEY: &str = "demo-api-key";
const PASSWORD: &str = "ring-the-bell";

const AGENTS: [(&str, &str, Role); 4] = [
    ("Ana Torres", "ana@demo.example", Role::Agent),
    ("Ben Okafor", "ben@demo.example", Role::Agent),
    ("Sam Rivera", "sam@demo.example", Role::Supervisor),
    ("Ada Novak", "ada@demo.example", Role::Admin),
];

/// What to tell the person who started it.
#[derive(Debug)]
pub struct Demo {
    key: ApiKey,
}

/// Why there is no demo.
#[derive(Debug, Error)]
pub enum DemoError {
    #[error(transparent)]
    Admin(#[from] AdminError),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Password(#[from] PasswordProblem),
    #[error("{path}: {source}")]
    KeyFile { path: PathBuf, source: io::Error },
}

impl Demo {
    /// How to try it, for the person who started it.
    pub fn greeting(&self, address: &str) -> String {
        let mut lines = vec![
            format!("Deskbell is at {address}"),
            String::new(),
            format!("Sign in with the password {PASSWORD} as"),
        ];
        for (name, email, role) in AGENTS {
            let role = agents::name_of(role);
            lines.push(format!("  {email:<18} {name}, {role}"));
        }
        lines.extend([
            String::new(),
            format!("API key: {}", self.key.reveal()),
            String::new(),
            "Ring the bell:".to_owned(),
            format!("  curl {address}/api/v1/requests -H 'Authorization: Bearer {}' \\", self.key.reveal()),
            r#"    --json '{"kind": "new_request", "customer": {"name": "Maria Silva", "phone": "+14155550123"}}'"#.to_owned(),
            String::new(),
            "Ctrl-C stops it.".to_owned(),
        ]);
        lines.join("\n")
    }
}

/// `None`: the database belongs to somebody else, and nothing was touched.
pub async fn fill(
    config: &Config,
    engine: &Engine,
    hasher: &Hasher,
) -> Result<Option<Demo>, DemoError> {
    if engine.desks().is_empty() {
        desks::add(engine, DESK, "US").await?;
    }
    let Some(desk) = demo_desk(engine) else {
        tracing::warn!("the database is not empty, so no demo was made in it");
        return Ok(None);
    };
    // Whatever is missing: an earlier start may have been interrupted.
    if desk.read(|desk| desk.team_named(TEAM).is_none()) {
        let rule = DistributionRule::broadcast(Sources::CatchAll);
        teams::add(&desk, TEAM, Some(rule)).await?;
    }
    for (name, email, role) in AGENTS {
        let known = desk.read(|desk| desk.agent_by_email(email).map(|agent| agent.id));
        let credential = match known {
            Some(agent) => engine.store().credential_of(desk.id(), agent).await?,
            None => None,
        };
        if credential.is_none() {
            let new = NewAgent {
                name: name.to_owned(),
                email: email.to_owned(),
                role,
                teams: match role {
                    Role::Agent => vec![TEAM.to_owned()],
                    Role::Supervisor | Role::Admin => vec![],
                },
            };
            agents::add(engine, hasher, &desk, new, Password::chosen(PASSWORD)?).await?;
        }
    }
    let key = key(config, engine.store()).await?;
    if engine.store().is_revoked(&key.hash()).await? {
        tracing::warn!("the API key in DESKBELL_DEMO_API_KEY was revoked: it opens nothing");
    } else if engine.store().api_key(&key.hash()).await?.is_none() {
        keys::add(engine, &desk, "Demo", None, &key).await?;
    }
    Ok(Some(Demo { key }))
}

fn demo_desk(engine: &Engine) -> Option<DeskHandle> {
    let mut desks = engine.desks();
    let only = desks.pop().filter(|_| desks.is_empty())?;
    // Somebody's own desk may be called like ours: then it has people or teams that ours has not.
    only.read(|desk| {
        desk.profile().name == DESK
            && desk.teams().all(|team| team.name == TEAM)
            && desk
                .agents()
                .all(|agent| AGENTS.iter().any(|(_, email, _)| *email == agent.email))
    })
    .then_some(only)
}

/// The key that was set; else the one of the last start, so that it can be printed again, unless it was
/// revoked; else a new one.
async fn key(config: &Config, store: &Store) -> Result<ApiKey, DemoError> {
    if let Some(key) = &config.demo_api_key {
        return Ok(ApiKey::from_text(key.reveal()));
    }
    let path = config.data_dir.join(KEY);
    let failed = |source| DemoError::KeyFile {
        path: path.clone(),
        source,
    };
    match fs::read_to_string(&path) {
        Ok(text) if !text.trim().is_empty() => {
            let key = ApiKey::from_text(text.trim());
            if !store.is_revoked(&key.hash()).await? {
                return Ok(key);
            }
        }
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed(error)),
        _ => {}
    }
    let key = ApiKey::from_entropy(engine::ids::token());
    keep(&path, &key).map_err(failed)?;
    Ok(key)
}

fn keep(path: &Path, key: &ApiKey) -> io::Result<()> {
    // One that is there already would keep its mode.
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new()
        .create_new(true)
        .write(true)
        .mode(0o600)
        .open(path)?;
    writeln!(file, "{}", key.reveal())
}
