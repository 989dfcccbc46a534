//! *Notification history*: what was decided about one agent, and what their devices reported.

use std::collections::BTreeMap;

use domain::{
    agent::Agent,
    device::PushResult,
    id::{DeskId, OfferId, RequestId},
    notification::{Decision, Decisions, Report, Suppression},
    request::{Kind, Request},
    time::Timestamp,
};
use sqlx::{QueryBuilder, Row, Sqlite};

use crate::{error::StoreError, open::Store};

/// Lines that a person will read.
const LINES: usize = 100;
/// Decisions looked through to find them.
const LOOKED_THROUGH: i64 = 1_000;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    pub at: Timestamp,
    pub request: RequestId,
    pub kind: Kind,
    pub customer: Option<String>,
    pub decision: Decision,
    /// What each device came to, in no order.
    pub reports: Vec<Report>,
    /// What became of the messages that were sent by Web Push, in no order.
    pub pushes: Vec<PushResult>,
}

impl Store {
    /// The newest first, at most a hundred.
    pub async fn history(
        &self,
        desk: DeskId,
        agent: &Agent,
    ) -> Result<Vec<HistoryEntry>, StoreError> {
        if agent.teams.is_empty() {
            return Ok(vec![]);
        }
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT notification.at, notification.offer_id, notification.decisions, request.body
             FROM notification JOIN request ON request.desk_id = notification.desk_id
                 AND request.id = notification.request_id
             WHERE notification.desk_id = ",
        );
        select.push_bind(desk.to_string());
        select.push(" AND notification.at >= ");
        select.push_bind(agent.added_at.0);
        select.push(" AND notification.team_id IN (");
        let mut teams = select.separated(", ");
        for team in &agent.teams {
            teams.push_bind(team.to_string());
        }
        select.push(") ORDER BY notification.seq DESC LIMIT ");
        select.push_bind(LOOKED_THROUGH);
        let rows = select.build().fetch_all(self.reader()).await?;

        let mut entries: Vec<(Option<OfferId>, HistoryEntry)> = Vec::new();
        for row in &rows {
            let decisions: Decisions = serde_json::from_str(row.get("decisions"))?;
            let Some(decision) = decisions.about(agent.id) else {
                continue;
            };
            // Said once already: the line of the first decision tells what became of it.
            if decision == Decision::Suppress(Suppression::AlreadySent) {
                continue;
            }
            let offer: Option<String> = row.get("offer_id");
            let request: Request = serde_json::from_str(row.get("body"))?;
            entries.push((
                offer.map(|id| id.parse()).transpose()?,
                HistoryEntry {
                    at: Timestamp(row.get("at")),
                    request: request.id,
                    kind: request.kind,
                    customer: request.customer.label().map(ToOwned::to_owned),
                    decision,
                    reports: vec![],
                    pushes: vec![],
                },
            ));
            if entries.len() == LINES {
                break;
            }
        }
        let mut reports = self.reports(desk, agent, &entries).await?;
        let mut pushes = self.pushes(desk, agent, &entries).await?;
        Ok(entries
            .into_iter()
            .map(|(offer, entry)| HistoryEntry {
                reports: offer
                    .and_then(|offer| reports.remove(&offer))
                    .unwrap_or_default(),
                pushes: pushes
                    .remove(&push_tag(offer, entry.request))
                    .unwrap_or_default(),
                ..entry
            })
            .collect())
    }

    async fn reports(
        &self,
        desk: DeskId,
        agent: &Agent,
        entries: &[(Option<OfferId>, HistoryEntry)],
    ) -> Result<BTreeMap<OfferId, Vec<Report>>, StoreError> {
        let mut reports: BTreeMap<OfferId, Vec<Report>> = BTreeMap::new();
        let offers: Vec<_> = entries.iter().filter_map(|(offer, _)| *offer).collect();
        if offers.is_empty() {
            return Ok(reports);
        }
        let mut select =
            QueryBuilder::<Sqlite>::new("SELECT offer_id, report FROM delivery WHERE desk_id = ");
        select.push_bind(desk.to_string());
        select.push(" AND agent_id = ");
        select.push_bind(agent.id.to_string());
        select.push(" AND offer_id IN (");
        let mut list = select.separated(", ");
        for offer in offers {
            list.push_bind(offer.to_string());
        }
        select.push(")");
        for row in select.build().fetch_all(self.reader()).await? {
            let offer: String = row.get("offer_id");
            reports
                .entry(offer.parse()?)
                .or_default()
                .push(serde_json::from_str(row.get("report"))?);
        }
        Ok(reports)
    }

    async fn pushes(
        &self,
        desk: DeskId,
        agent: &Agent,
        entries: &[(Option<OfferId>, HistoryEntry)],
    ) -> Result<BTreeMap<String, Vec<PushResult>>, StoreError> {
        let tags: Vec<String> = entries
            .iter()
            .map(|(offer, entry)| push_tag(*offer, entry.request))
            .collect();
        let mut pushes: BTreeMap<String, Vec<PushResult>> = BTreeMap::new();
        for attempt in self.push_attempts(desk, agent.id, &tags).await? {
            pushes.entry(attempt.tag).or_default().push(attempt.result);
        }
        Ok(pushes)
    }
}

/// Where nobody could be offered a request, the message is about the request itself.
fn push_tag(offer: Option<OfferId>, request: RequestId) -> String {
    offer.map_or_else(|| request.to_string(), |offer| offer.to_string())
}
