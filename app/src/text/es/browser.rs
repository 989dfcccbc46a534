//! Español: cómo se llaman los navegadores.

use crate::device::user_agent::UserAgent;

pub fn say(browser: &UserAgent) -> String {
    let name = browser.family.name().unwrap_or("Navegador desconocido");
    let version = browser
        .version
        .as_deref()
        .map(|version| format!(" {version}"));
    let system = browser.system.name().map(|system| format!(" en {system}"));
    [Some(name.to_owned()), version, system]
        .into_iter()
        .flatten()
        .collect()
}
