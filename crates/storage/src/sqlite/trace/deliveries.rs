//! What devices and push services made of the offers on a page of the trace, and how those ended.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    id::{AgentId, DeskId, DeviceId, OfferId},
    notification::{DeviceFailure, Report},
    time::Timestamp,
    trace::{Stage, Step},
};
use sqlx::{QueryBuilder, Row, Sqlite, sqlite::SqliteRow};

use super::conditions::push_list;
use crate::{
    error::StoreError,
    sqlite::open::SqliteDatabase,
    trace::{
        deliveries::{Ended, Message, deliveries, end_of},
        line::TraceLine,
    },
};

/// By agent and by what a message is about.
type Known<T> = BTreeMap<(String, AgentId), BTreeMap<DeviceId, T>>;

impl SqliteDatabase {
    pub(super) async fn add_deliveries(
        &self,
        desk: DeskId,
        lines: &mut [TraceLine],
    ) -> Result<(), StoreError> {
        let told = |line: &&mut TraceLine| line.decision.reaches();
        let (mut tags, mut agents) = (BTreeSet::new(), BTreeSet::new());
        for line in lines.iter().filter(|line| line.decision.reaches()) {
            tags.insert(line.tag());
            agents.insert(line.agent.to_string());
        }
        if tags.is_empty() {
            return Ok(());
        }
        let reports = self.reports(desk, &tags, &agents).await?;
        let messages = self.messages(desk, &tags, &agents).await?;
        for line in lines.iter_mut().filter(told) {
            let about = (line.tag(), line.agent);
            line.deliveries = deliveries(line.at, reports.get(&about), messages.get(&about));
        }
        Ok(())
    }

    pub(super) async fn add_ends(
        &self,
        desk: DeskId,
        lines: &mut [TraceLine],
    ) -> Result<(), StoreError> {
        let offers: BTreeSet<String> = lines
            .iter()
            .filter_map(|line| line.offer.map(|offer| offer.to_string()))
            .collect();
        let agents: BTreeSet<String> = lines.iter().map(|line| line.agent.to_string()).collect();
        if offers.is_empty() {
            return Ok(());
        }
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT offer_id, seq, at, agent_id, how FROM offer_end WHERE desk_id = ",
        );
        select.push_bind(desk.to_string());
        select.push(" AND offer_id IN ");
        push_list(&mut select, &offers);
        select.push(" AND (agent_id IS NULL OR agent_id IN ");
        push_list(&mut select, &agents);
        // In no order: asked for one, the database would walk through all ends of the desk.
        select.push(")");
        let mut ends: BTreeMap<OfferId, Vec<Ended>> = BTreeMap::new();
        for row in select.build().fetch_all(self.reader()).await? {
            let offer: &str = row.get("offer_id");
            let agent: Option<&str> = row.get("agent_id");
            ends.entry(offer.parse()?).or_default().push(Ended {
                seq: u64::try_from(row.get::<i64, _>("seq")).unwrap_or(0),
                at: Timestamp(row.get("at")),
                agent: agent.map(str::parse).transpose()?,
                how: serde_json::from_str(row.get("how"))?,
            });
        }
        for line in lines {
            let rang = line.decision.rings() || line.decision.reaches();
            let ends = line.offer.and_then(|offer| ends.get(&offer));
            line.end = ends.filter(|_| rang).and_then(|ends| end_of(line, ends));
        }
        Ok(())
    }

    /// What devices said, in the order in which they said it.
    async fn reports(
        &self,
        desk: DeskId,
        offers: &BTreeSet<String>,
        agents: &BTreeSet<String>,
    ) -> Result<Known<Vec<Step>>, StoreError> {
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT offer_id, agent_id, device_id, failure, received_at, failed_at, in_page_at,
                 shown_at, dismissed_at, clicked_at
             FROM delivery WHERE desk_id = ",
        );
        select.push_bind(desk.to_string());
        select.push(" AND offer_id IN ");
        push_list(&mut select, offers);
        select.push(" AND agent_id IN ");
        push_list(&mut select, agents);
        let mut known = Known::new();
        for row in select.build().fetch_all(self.reader()).await? {
            let (about, device) = whose(&row, "offer_id")?;
            let failure: Option<&str> = row.get("failure");
            let failure: Option<DeviceFailure> = failure.map(serde_json::from_str).transpose()?;
            let stages = [
                ("received_at", Some(Report::Received)),
                ("failed_at", failure.map(Report::Failed)),
                ("in_page_at", Some(Report::InPage)),
                ("shown_at", Some(Report::Shown)),
                ("dismissed_at", Some(Report::Dismissed)),
                ("clicked_at", Some(Report::Clicked)),
            ];
            let mut steps: Vec<Step> = stages
                .into_iter()
                .filter_map(|(column, report)| {
                    let at: Option<i64> = row.get(column);
                    Some(Step {
                        at: Timestamp(at?),
                        stage: Stage::Reported(report?),
                    })
                })
                .collect();
            steps.sort_by_key(|step| step.at);
            known.entry(about).or_default().insert(device, steps);
        }
        Ok(known)
    }

    async fn messages(
        &self,
        desk: DeskId,
        tags: &BTreeSet<String>,
        agents: &BTreeSet<String>,
    ) -> Result<Known<Message>, StoreError> {
        let mut select = QueryBuilder::<Sqlite>::new(
            "SELECT tag, agent_id, device_id, sent_at, at, result FROM push_attempt
             WHERE desk_id = ",
        );
        select.push_bind(desk.to_string());
        select.push(" AND tag IN ");
        push_list(&mut select, tags);
        select.push(" AND agent_id IN ");
        push_list(&mut select, agents);
        let mut known = Known::new();
        for row in select.build().fetch_all(self.reader()).await? {
            let (about, device) = whose(&row, "tag")?;
            let message = Message {
                sent_at: Timestamp(row.get("sent_at")),
                at: Timestamp(row.get("at")),
                result: serde_json::from_str(row.get("result"))?,
            };
            known.entry(about).or_default().insert(device, message);
        }
        Ok(known)
    }
}

fn whose(row: &SqliteRow, tag: &str) -> Result<((String, AgentId), DeviceId), StoreError> {
    let agent: &str = row.get("agent_id");
    let device: &str = row.get("device_id");
    Ok(((row.get(tag), agent.parse()?), device.parse()?))
}
