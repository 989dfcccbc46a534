//! Keys of the REST interface: new ones, which there are, and which no longer.

use domain::{command::Command, event::Actor, id::ApiKeyId, time::Timestamp};
use engine::{DeskHandle, Engine};
use serde::{Deserialize, Serialize};
use storage::ApiKeyRow;

use super::{error::AdminError, read, table::table};
use crate::api::{callers::Callers, key::ApiKey, rate::Rate};

/// Which key is meant.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeyChoice {
    Name(String),
    Id(String),
}

/// Lets `key` in. Only its hash is kept. `rate`: such as `50/100`, else the usual one.
pub async fn add(
    engine: &Engine,
    desk: &DeskHandle,
    name: &str,
    rate: Option<&str>,
    key: &ApiKey,
) -> Result<(), AdminError> {
    let rate: Option<Rate> = rate
        .map(str::parse)
        .transpose()
        .map_err(|_| AdminError::Invalid {
            field: "rate",
            expected: "calls a second and burst, such as 50/100",
        })?;
    let id: ApiKeyId = desk.fresh_id();
    engine
        .store()
        .add_api_key(&ApiKeyRow {
            desk: desk.id(),
            id,
            name: read::line("name", name)?,
            hash: key.hash(),
            rate: rate.map(|rate| rate.to_string()),
            created_at: desk.now(),
            revoked_at: None,
        })
        .await?;
    Ok(())
}

/// Which keys there are and were, never the keys themselves.
pub async fn list(engine: &Engine, desk: &DeskHandle) -> Result<String, AdminError> {
    let keys = engine.store().api_keys(desk.id()).await?;
    let rows = keys.into_iter().map(|key| {
        [
            key.id.to_string(),
            key.name,
            key.rate.unwrap_or_else(|| "usual".to_owned()),
            date(key.created_at),
            key.revoked_at
                .map_or_else(|| "in use".to_owned(), |at| format!("revoked {}", date(at))),
        ]
    });
    Ok(table(["ID", "NAME", "RATE", "ADDED", "STATE"], rows))
}

/// The next call with it is refused.
pub async fn revoke(
    engine: &Engine,
    callers: &Callers,
    desk: Option<&DeskHandle>,
    choice: &KeyChoice,
) -> Result<String, AdminError> {
    let (desk, key) = find(engine, desk, choice).await?;
    engine
        .store()
        .revoke_api_key(desk.id(), key.id, desk.now())
        .await?;
    callers.forget(&key.hash);
    let note = Command::NoteRevokedKey {
        key: key.id,
        name: key.name.clone(),
    };
    desk.execute(Actor::Operator, note).await?;
    Ok(format!("The key {} ({}) is revoked.", key.name, key.id))
}

async fn find(
    engine: &Engine,
    desk: Option<&DeskHandle>,
    choice: &KeyChoice,
) -> Result<(DeskHandle, ApiKeyRow), AdminError> {
    let desks = match desk {
        Some(desk) => vec![desk.clone()],
        None => engine.desks(),
    };
    let mut found = vec![];
    for desk in desks {
        for key in engine.store().api_keys(desk.id()).await? {
            let meant = match choice {
                KeyChoice::Name(name) => key.name == name.trim(),
                KeyChoice::Id(id) => id.trim().parse::<ApiKeyId>().is_ok_and(|id| id == key.id),
            };
            if meant && key.revoked_at.is_none() {
                found.push((desk.clone(), key));
            }
        }
    }
    let last = found.pop();
    match (last, found.is_empty()) {
        (Some(only), true) => Ok(only),
        (Some(last), false) => {
            let all = found.iter().chain([&last]);
            let ids = all.map(|(_, key)| key.id.to_string()).collect();
            Err(AdminError::WhichKey(ids))
        }
        (None, _) => Err(AdminError::UnknownKey(match choice {
            KeyChoice::Name(text) | KeyChoice::Id(text) => text.clone(),
        })),
    }
}

fn date(at: Timestamp) -> String {
    let known = chrono::DateTime::from_timestamp_millis(at.0);
    known.map_or_else(String::new, |at| at.format("%Y-%m-%d").to_string())
}
