//! The rows of the trace: what was decided about whom, what their devices said, and how it ended.

use domain::{
    event::{Event, Recorded},
    id::{AgentId, OfferId, RequestId, TeamId},
    notification::{Decisions, DeviceFailure, Report},
    time::Timestamp,
    trace::end_of,
};

use crate::error::StoreError;

#[derive(Debug)]
pub(crate) struct NotificationRow {
    pub seq: u64,
    pub at: Timestamp,
    pub request: RequestId,
    pub offer: Option<OfferId>,
    pub team: TeamId,
    pub decisions: String,
}

#[derive(Debug)]
pub(crate) struct EndRow {
    pub seq: u64,
    pub at: Timestamp,
    pub offer: OfferId,
    pub agent: Option<AgentId>,
    pub how: String,
}

impl NotificationRow {
    pub fn of(recorded: &Recorded) -> Result<Option<Self>, StoreError> {
        let joined;
        let (request, offer, team, decisions) = match &recorded.event {
            Event::OfferMade {
                offer,
                request,
                team,
                decisions,
                ..
            } => (request, Some(*offer), team, decisions),
            Event::OfferJoined {
                offer,
                request,
                team,
                agent,
                decision,
                ..
            } => {
                joined = Decisions::for_one(*agent, *decision);
                (request, Some(*offer), team, &joined)
            }
            Event::NotificationsDecided {
                request,
                team,
                decisions,
            } => (request, None, team, decisions),
            _ => return Ok(None),
        };
        Ok(Some(Self {
            seq: recorded.seq,
            at: recorded.at,
            request: *request,
            offer,
            team: *team,
            decisions: serde_json::to_string(decisions)?,
        }))
    }
}

impl EndRow {
    pub fn of(recorded: &Recorded) -> Result<Option<Self>, StoreError> {
        let Some((offer, agent, end)) = end_of(&recorded.event) else {
            return Ok(None);
        };
        Ok(Some(Self {
            seq: recorded.seq,
            at: recorded.at,
            offer,
            agent,
            how: serde_json::to_string(&end)?,
        }))
    }
}

/// What one device said of one offer.
#[derive(Debug)]
pub(crate) struct Told {
    /// When it came furthest.
    pub at: Timestamp,
    pub furthest: Report,
    pub failure: Option<DeviceFailure>,
    /// By [`rank`].
    pub stages: [Option<Timestamp>; 6],
}

impl Told {
    pub fn first(at: Timestamp, report: Report) -> Self {
        let mut stages = [None; 6];
        stages[usize::try_from(rank(report)).unwrap_or(0)] = Some(at);
        Self {
            at,
            furthest: report,
            failure: match report {
                Report::Failed(failure) => Some(failure),
                _ => None,
            },
            stages,
        }
    }

    /// What it said later.
    pub fn add(&mut self, later: &Self) {
        if rank(later.furthest) > rank(self.furthest) {
            self.at = later.at;
        }
        // Of two failures the desk knows the later.
        if rank(later.furthest) >= rank(self.furthest) {
            self.furthest = later.furthest;
        }
        self.failure = self.failure.or(later.failure);
        for (known, later) in self.stages.iter_mut().zip(later.stages) {
            *known = known.or(later);
        }
    }
}

/// The order of reports, for the database to compare, and that of the columns with their times.
pub(crate) fn rank(report: Report) -> i64 {
    match report {
        Report::Received => 0,
        Report::Failed(_) => 1,
        Report::InPage => 2,
        Report::Shown => 3,
        Report::Dismissed => 4,
        Report::Clicked => 5,
    }
}
