//! A row of the trace, of which lines are made.

use domain::{
    id::{AgentId, OfferId, TeamId},
    notification::{Decision, Decisions},
    request::Request,
    time::Timestamp,
};
use sqlx::{Row, sqlite::SqliteRow};

use super::{filter::TraceCursor, line::TraceLine};
use crate::error::StoreError;

/// One row: an event and what it decided about all whom it concerned.
pub(super) struct Decided {
    pub seq: u64,
    pub at: Timestamp,
    offer: Option<OfferId>,
    pub team: TeamId,
    pub decisions: Decisions,
    pub request: Request,
}

impl Decided {
    pub fn read(row: &SqliteRow) -> Result<Self, StoreError> {
        let offer: Option<&str> = row.get("offer_id");
        let team: &str = row.get("team_id");
        Ok(Self {
            seq: u64::try_from(row.get::<i64, _>("seq")).unwrap_or(0),
            at: Timestamp(row.get("at")),
            offer: offer.map(str::parse).transpose()?,
            team: team.parse()?,
            decisions: serde_json::from_str(row.get("decisions"))?,
            request: serde_json::from_str(row.get("body"))?,
        })
    }

    pub fn line(&self, agent: AgentId, decision: Decision) -> TraceLine {
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

    pub fn cursor(&self) -> TraceCursor {
        TraceCursor {
            at: self.at,
            seq: self.seq,
            agent: None,
        }
    }
}
