//! Who reads a popup, and so how much it may say.

use domain::{
    id::AgentId,
    preferences::Privacy,
    view::{AgentView, Row},
};

/// For whom a popup is written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub agent: AgentId,
    /// The name of the request's team.
    pub team: &'a str,
    pub privacy: Privacy,
}

impl<'a> Reader<'a> {
    /// Of a request in this agent's view.
    pub fn of(view: &'a AgentView, row: &Row) -> Self {
        Self {
            agent: view.me.id,
            team: view.team_of(row).unwrap_or_default(),
            privacy: view.me.preferences.privacy,
        }
    }

    /// Who planned the call, unless it was the agent who reads this.
    pub fn planner<'row>(&self, row: &'row Row) -> Option<&'row str> {
        let owner = row.owner.as_ref()?;
        (owner.id != self.agent).then_some(owner.name.as_str())
    }
}
