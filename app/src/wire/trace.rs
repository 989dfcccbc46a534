//! The notification trace as its page shows it: what is searched for, and what was found.

use domain::{
    agent_ref::AgentRef,
    id::RequestId,
    notification::Decision,
    offer::{Leaving, Withdrawal},
    request::Kind,
    time::Timestamp,
    trace::{Route, Step},
};
use leptos_router::params::ParamsMap;
use serde::{Deserialize, Serialize};
use unpack::Unpack;

pub const PATH: &str = "/supervisor/notifications";
pub const CSV_PATH: &str = "/supervisor/notifications.csv";
/// Lines on a page.
pub const PAGE: usize = 50;
/// Lines of an exported file, at most: the newest.
pub const EXPORTED: usize = 50_000;

/// The search form as it was filled in: it is the query of the page's address. Empty is whatever
/// there is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(default)]
pub struct TraceSearch {
    pub agent: String,
    pub request: String,
    pub customer: String,
    pub decision: String,
    pub kind: String,
    pub channel: String,
    pub from: String,
    pub until: String,
    pub zone: String,
    /// Where the page begins; of no field.
    pub after: String,
}

impl TraceSearch {
    pub fn read(query: &ParamsMap) -> Self {
        let field = |name| query.get(name).unwrap_or_default();
        Self {
            agent: field("agent"),
            request: field("request"),
            customer: field("customer"),
            decision: field("decision"),
            kind: field("kind"),
            channel: field("channel"),
            from: field("from"),
            until: field("until"),
            zone: field("zone"),
            after: field("after"),
        }
    }

    /// The address of a page that searches for this.
    pub fn address(&self, path: &str) -> String {
        let mut query = ParamsMap::new();
        for (name, value) in [
            ("agent", &self.agent),
            ("request", &self.request),
            ("customer", &self.customer),
            ("decision", &self.decision),
            ("kind", &self.kind),
            ("channel", &self.channel),
            ("from", &self.from),
            ("until", &self.until),
            ("zone", &self.zone),
            ("after", &self.after),
        ] {
            if !value.is_empty() {
                query.insert(name, value.clone());
            }
        }
        format!("{path}{}", query.to_query_string())
    }

    /// The same search from its newest line.
    #[must_use]
    pub fn newest(&self) -> Self {
        Self {
            after: String::new(),
            ..self.clone()
        }
    }

    pub fn is_for_everything(&self) -> bool {
        let zone = self.zone.clone();
        *self
            == Self {
                zone,
                ..Self::default()
            }
    }
}

/// What is wrong with a field of the search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum SearchProblem {
    RequestNotUnderstood,
    CustomerTooLong,
    FromNotUnderstood,
    UntilNotUnderstood,
    UntilBeforeFrom,
    ZoneUnknown,
    /// Of a list in the form, or an address that the page did not make.
    NotInTheList(ListField),
}

/// A field that is chosen from a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum ListField {
    Agent,
    Decision,
    Kind,
    Channel,
    After,
}

impl SearchProblem {
    /// The name of the field to be mended.
    pub fn field(self) -> &'static str {
        match self {
            Self::RequestNotUnderstood => "request",
            Self::CustomerTooLong => "customer",
            Self::FromNotUnderstood => "from",
            Self::UntilNotUnderstood | Self::UntilBeforeFrom => "until",
            Self::ZoneUnknown => "zone",
            Self::NotInTheList(field) => field.name(),
        }
    }
}

impl ListField {
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Decision => "decision",
            Self::Kind => "kind",
            Self::Channel => "channel",
            Self::After => "after",
        }
    }
}

/// What the page is drawn from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct TraceAnswer {
    /// Whom one can search for, by name.
    pub agents: Vec<AgentRef>,
    pub found: Result<TracePage, SearchProblem>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct TracePage {
    pub entries: Vec<TraceEntry>,
    /// `after` of the next page, if there may be more.
    pub older: Option<String>,
    /// Where the search was cut short before the page was full.
    pub cut: Option<Cut>,
}

/// How far was searched for one page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct Cut {
    pub rows: usize,
    pub until: Timestamp,
}

/// One agent and one decision about them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct TraceEntry {
    pub at: Timestamp,
    pub request: RequestId,
    pub kind: Kind,
    /// The customer's name, number or address.
    pub customer: Option<String>,
    pub agent: AgentRef,
    pub decision: Decision,
    pub course: Course,
}

/// What became of a decision.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Unpack)]
pub struct Course {
    pub deliveries: Vec<DeviceDelivery>,
    pub end: Option<(Timestamp, Ending)>,
}

/// What one device did, on one channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct DeviceDelivery {
    pub device: DeviceName,
    pub channel: Route,
    pub steps: Vec<Step>,
}

/// What a device is called.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum DeviceName {
    /// By its agent.
    Given(String),
    /// After its browser, whose `User-Agent` this is.
    Browser(String),
    /// It is no device of the agent any more.
    Removed,
}

/// How an offer ended for an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    Taken(AgentRef),
    TimedOut,
    Left(Leaving),
    Withdrawn(Withdrawal),
}

// Addresses are escaped by the browser where there is one.
#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn the_address_of_a_search_is_the_search() {
        let search = TraceSearch {
            customer: "María & Söhne +34?".to_owned(),
            decision: "busy".to_owned(),
            from: "2026-11-22T14:05".to_owned(),
            ..TraceSearch::default()
        };
        let address = search.address(PATH);
        assert!(
            address.starts_with("/supervisor/notifications?"),
            "{address}"
        );
        assert!(
            !address.contains(' ') && !address.contains("& "),
            "{address}"
        );
        assert_eq!(TraceSearch::default().address(PATH), PATH);
    }
}
