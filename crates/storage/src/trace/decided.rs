//! A row of the trace, of which lines are made.

use domain::{
    id::{AgentId, OfferId, TeamId},
    notification::{Decision, Decisions},
    request::Request,
    time::Timestamp,
};

use super::{
    filter::{Member, TraceCursor, TraceFilter},
    line::TraceLine,
};

/// One row: an event and what it decided about all whom it concerned.
pub(crate) struct Decided {
    pub seq: u64,
    pub at: Timestamp,
    pub offer: Option<OfferId>,
    pub team: TeamId,
    pub decisions: Decisions,
    pub request: Request,
}

impl Decided {
    /// The lines that match, by agent, but for the channel: that is known of their deliveries.
    pub fn lines(
        &self,
        audience: &[&Member],
        filter: &TraceFilter,
        after: Option<TraceCursor>,
    ) -> Vec<TraceLine> {
        if !filter.matches(&self.request) {
            return vec![];
        }
        let read_before = after
            .filter(|cursor| (cursor.at, cursor.seq) == (self.at, self.seq))
            .and_then(|cursor| cursor.agent);
        audience
            .iter()
            .filter(|member| read_before.is_none_or(|last| member.id > last))
            .filter(|member| member.was_there(self.at) && member.is_in(self.team))
            .filter_map(|member| {
                let decision = self.decisions.about(member.id)?;
                filter
                    .accepts(decision)
                    .then(|| self.line(member.id, decision))
            })
            .collect()
    }

    pub fn cursor(&self) -> TraceCursor {
        TraceCursor {
            at: self.at,
            seq: self.seq,
            agent: None,
        }
    }

    fn line(&self, agent: AgentId, decision: Decision) -> TraceLine {
        TraceLine {
            at: self.at,
            seq: self.seq,
            request: self.request.id,
            offer: self.offer,
            kind: self.request.kind,
            customer: self.request.customer.label().map(ToOwned::to_owned),
            agent,
            decision,
            deliveries: vec![],
            end: None,
        }
    }
}
