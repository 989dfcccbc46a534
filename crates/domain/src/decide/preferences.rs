//! What an agent wants to be told, as it may be kept.

use super::decided::Decided;
use crate::{
    desk::Desk, event::Event, id::AgentId, preferences::Preferences, rejection::Rejection,
    zone::Zone,
};

pub(super) fn set(
    desk: &Desk,
    agent: AgentId,
    wanted: impl FnOnce(&Preferences) -> Preferences,
) -> Decided {
    let known = desk.agent(agent).ok_or(Rejection::UnknownAgent)?;
    let mut preferences = wanted(&known.preferences);
    if let Some(quiet) = &mut preferences.quiet_hours {
        // By its own name: a browser knows no other spelling.
        let zone: Zone = quiet
            .zone
            .parse()
            .map_err(|_| Rejection::UnknownZone(quiet.zone.clone()))?;
        zone.name().clone_into(&mut quiet.zone);
    }
    Ok(if known.preferences == preferences {
        vec![]
    } else {
        vec![Event::PreferencesChanged { agent, preferences }]
    })
}
