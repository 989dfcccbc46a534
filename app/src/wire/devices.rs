//! The devices of agents, as their pages show them.

use domain::{
    agent::Reachability,
    agent_ref::AgentRef,
    device::{Health, TestResult},
    id::DeviceId,
    switch::Switch,
    time::Timestamp,
};
use serde::Serialize;
use unpack::Unpack;

/// A name is at most this many characters.
pub const LONGEST_NAME: usize = 60;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct DeviceEntry {
    pub id: DeviceId,
    /// What the agent calls it; without one, it is named after its browser.
    pub name: Option<String>,
    pub user_agent: String,
    pub place: Place,
    pub created_at: Timestamp,
    pub seen_at: Timestamp,
    /// When its system last took a popup.
    pub shown_at: Option<Timestamp>,
    pub health: Health,
    /// Whether the agent wants to be reached there when Deskbell is closed.
    pub web_push: Switch,
    pub push_service: PushService,
}

/// Where a device is, seen from the page that lists it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    Here,
    Elsewhere,
}

/// Whether a push service takes messages for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum PushService {
    Known,
    None,
}

/// What a page has to know to keep Web Push up on its device.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct PushTerms {
    pub wanted: Switch,
    /// The public key of this installation, in base64url.
    pub key: String,
    /// The address that the server has of this device.
    pub endpoint: Option<String>,
}

/// One line of the supervisors' page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct AgentDevices {
    pub agent: AgentRef,
    /// Whether the agent wants popups at all.
    pub notifications: Switch,
    /// Whether a device of theirs answers. Of an agent who is signed out, nobody asks.
    pub reachability: Option<Reachability>,
    pub devices: Vec<DeviceEntry>,
    /// How many of them have a page open.
    pub connected: usize,
    pub test: Option<TestSummary>,
}

impl AgentDevices {
    pub fn working(&self) -> usize {
        let works = |device: &&DeviceEntry| device.health == Health::Working;
        self.devices.iter().filter(works).count()
    }

    pub fn shown_at(&self) -> Option<Timestamp> {
        self.devices
            .iter()
            .filter_map(|device| device.shown_at)
            .max()
    }
}

/// What came of the last test of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Unpack)]
pub struct TestSummary {
    pub by: String,
    pub at: Timestamp,
    /// Of each device that was connected.
    pub results: Vec<TestResult>,
}

impl TestSummary {
    pub fn shown(&self) -> usize {
        let shown = |result: &&TestResult| **result == TestResult::Shown;
        self.results.iter().filter(shown).count()
    }

    /// Whether a device has not answered yet.
    pub fn is_open(&self) -> bool {
        self.results.contains(&TestResult::Sent)
    }
}
