//! The rows of the state tables that some events touch, each as it stands after them.

pub(crate) mod house;
pub(crate) mod notifications;
pub(crate) mod requests;
mod touched;

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    desk::Profile,
    event::Event,
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
};

use self::{
    house::{AgentRow, Listed, TeamRow},
    notifications::{EndRow, NotificationRow, Told},
    requests::{OfferRow, RequestRow},
};
pub(crate) use self::{requests::email_of, touched::Touched};
use crate::{commit::Commit, error::StoreError};

/// What is to be written of one desk. What comes later takes the place of what came before.
#[derive(Debug)]
pub(crate) struct Rows {
    pub seq: u64,
    pub profile: Profile,
    pub teams: BTreeMap<TeamId, TeamRow>,
    pub agents: BTreeMap<AgentId, AgentRow>,
    pub requests: BTreeMap<RequestId, RequestRow>,
    pub offers: BTreeMap<OfferId, OfferRow>,
    pub notifications: Vec<NotificationRow>,
    pub deliveries: BTreeMap<(OfferId, AgentId, DeviceId), Told>,
    pub offer_ends: Vec<EndRow>,
    pub do_not_call: BTreeMap<String, Listed>,
}

impl Rows {
    pub fn of(commit: &Commit<'_>) -> Result<Self, StoreError> {
        let desk = commit.after;
        let touched = Touched::by(commit.recorded, desk);
        let mut rows = Self {
            seq: desk.seq(),
            profile: desk.profile().clone(),
            teams: encoded(&touched.teams, |id| desk.team(*id).map(TeamRow::of))?,
            agents: encoded(&touched.agents, |id| desk.agent(*id).map(AgentRow::of))?,
            requests: encoded(&touched.requests, |id| {
                desk.request(*id).map(RequestRow::of)
            })?,
            offers: encoded(&touched.offers, |id| desk.offer(*id).map(OfferRow::of))?,
            notifications: vec![],
            deliveries: BTreeMap::new(),
            offer_ends: vec![],
            do_not_call: BTreeMap::new(),
        };
        for recorded in commit.recorded {
            rows.notifications.extend(NotificationRow::of(recorded)?);
            rows.offer_ends.extend(EndRow::of(recorded)?);
            match &recorded.event {
                Event::NotificationReported {
                    offer,
                    agent,
                    device,
                    report,
                    ..
                } => {
                    let told = Told::first(recorded.at, *report);
                    add(&mut rows.deliveries, (*offer, *agent, *device), told);
                }
                Event::CallsForbidden { phone } => {
                    rows.do_not_call.insert(phone.clone(), Listed::Yes);
                }
                Event::CallsAllowed { phone } => {
                    rows.do_not_call.insert(phone.clone(), Listed::No);
                }
                _ => {}
            }
        }
        Ok(rows)
    }

    /// Takes in what later events left.
    pub fn absorb(&mut self, later: Self) {
        self.seq = later.seq;
        self.profile = later.profile;
        self.teams.extend(later.teams);
        self.agents.extend(later.agents);
        self.requests.extend(later.requests);
        self.offers.extend(later.offers);
        self.notifications.extend(later.notifications);
        self.offer_ends.extend(later.offer_ends);
        self.do_not_call.extend(later.do_not_call);
        for (about, told) in later.deliveries {
            add(&mut self.deliveries, about, told);
        }
    }

    pub fn request(&self, id: RequestId) -> Option<&str> {
        self.requests.get(&id).map(|row| row.body.as_str())
    }
}

fn add(
    deliveries: &mut BTreeMap<(OfferId, AgentId, DeviceId), Told>,
    about: (OfferId, AgentId, DeviceId),
    later: Told,
) {
    match deliveries.get_mut(&about) {
        Some(told) => told.add(&later),
        None => {
            deliveries.insert(about, later);
        }
    }
}

/// What the desk does not know any more is as it was written when it did.
fn encoded<Id: Copy + Ord, Row>(
    ids: &BTreeSet<Id>,
    row: impl Fn(&Id) -> Option<Result<Row, StoreError>>,
) -> Result<BTreeMap<Id, Row>, StoreError> {
    ids.iter()
        .filter_map(|id| row(id).map(|row| row.map(|row| (*id, row))))
        .collect()
}
