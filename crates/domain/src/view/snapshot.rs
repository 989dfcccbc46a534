//! What an agent knows of a desk, all at once.

use super::{
    agent_view::{AgentView, Position},
    excerpt::{LISTED, excerpt},
    ring::Ring,
    row::Row,
    sessions::Session,
    team::TeamView,
};
use crate::{
    agent::Agent,
    desk::Desk,
    id::{AgentId, DeviceId},
    time::Timestamp,
};

impl AgentView {
    /// What this agent knows now, on this device; of the requests, the first [`LISTED`] of each place.
    pub fn snapshot(
        desk: &Desk,
        agent: AgentId,
        device: DeviceId,
        epoch: &str,
        release: &str,
        now: Timestamp,
    ) -> Option<Self> {
        let agent = desk.agent(agent)?;
        let mut view = Self::excerpt(desk, agent, device, LISTED);
        epoch.clone_into(&mut view.position.epoch);
        release.clone_into(&mut view.release);
        view.now = now;
        Some(view)
    }

    /// A snapshot of the desk alone, with the first `rows` of each place.
    pub fn excerpt(desk: &Desk, agent: &Agent, device: DeviceId, rows: usize) -> Self {
        let excerpt = excerpt(desk, agent, rows);
        Self {
            position: Position {
                epoch: String::new(),
                seq: desk.seq(),
            },
            now: Timestamp(0),
            release: String::new(),
            me: agent.into(),
            teams: desk
                .teams()
                .filter(|team| agent.sees(team.id))
                .map(|team| (team.id, TeamView::of(team, agent)))
                .collect(),
            requests: excerpt
                .requests
                .iter()
                .map(|request| (request.id, Row::of(desk, request)))
                .collect(),
            beyond: excerpt.beyond,
            rings: excerpt
                .requests
                .iter()
                .filter(|request| agent.teams.contains(&request.team))
                .filter_map(|request| Ring::of(desk, request, agent.id, device))
                .collect(),
            sessions: agent
                .serving
                .requests()
                .iter()
                .filter_map(|id| Session::of(desk.request(*id)?))
                .collect(),
        }
    }
}
