//! Desks: new ones, and which one is meant.

use app::server::phone;
use domain::{desk::Desk, text};
use engine::{DeskHandle, Engine};

use super::{error::AdminError, read};

/// Adds a desk. `country`: whose national phone numbers are understood.
pub async fn add(engine: &Engine, name: &str, country: &str) -> Result<String, AdminError> {
    let name = read::line("name", name)?;
    let country = country.trim().to_uppercase();
    if !phone::knows(&country) {
        return Err(AdminError::Invalid {
            field: "country",
            expected: "two letters of ISO 3166, such as US or PT; the United Kingdom is GB",
        });
    }
    let same = |desk: &Desk| text::look_alike(&desk.profile().name, &name);
    if engine.desks().iter().any(|desk| desk.read(same)) {
        return Err(AdminError::DeskExists);
    }
    engine.open_desk(name.clone(), country).await?;
    Ok(format!("Desk {name} added."))
}

/// The desk that is meant: by name or id, or the only one.
pub fn choose(engine: &Engine, wanted: Option<String>) -> Result<DeskHandle, AdminError> {
    let name_of = |desk: &DeskHandle| desk.read(|desk| desk.profile().name.clone());
    let mut desks = engine.desks();
    match wanted {
        Some(wanted) => desks
            .into_iter()
            .find(|desk| {
                desk.id().to_string() == wanted
                    || text::folded(&name_of(desk)) == text::folded(&wanted)
            })
            .ok_or(AdminError::UnknownDesk(wanted)),
        None if desks.len() > 1 => Err(AdminError::WhichDesk(desks.iter().map(name_of).collect())),
        None => desks.pop().ok_or(AdminError::NoDesk),
    }
}
