//! What an agent is told of themselves.

use super::told::Told;
use crate::{
    agent::Presence,
    id::AgentId,
    preferences::Preferences,
    view::{audience::Audience, me::Attendance, message::Message},
};

pub(super) fn presence(agent: AgentId, presence: Presence) -> Told<'static> {
    news(agent, Some(presence), None, None)
}

pub(super) fn attendance(agent: AgentId, attendance: Attendance) -> Told<'static> {
    news(agent, None, Some(attendance), None)
}

pub(super) fn preferences(agent: AgentId, preferences: &Preferences) -> Told<'static> {
    news(agent, None, None, Some(preferences.clone()))
}

fn news(
    agent: AgentId,
    presence: Option<Presence>,
    attendance: Option<Attendance>,
    preferences: Option<Preferences>,
) -> Told<'static> {
    vec![(
        Audience::Agent(agent),
        Message::Agent {
            presence,
            attendance,
            preferences,
        },
    )]
}
