//! The browsers in which agents sign in, and what is known of how well each can show a popup.
//!
//! Facts beside the desk: no rule of the desk reads them, and they are not journalled.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::{
    id::DeviceId,
    switch::Switch,
    time::{Span, Timestamp},
    zone::Zone,
};

/// A device that was not used for longer than this is not counted on.
const COUNTED_ON: Span = Span::days(7);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    pub id: DeviceId,
    /// What the agent calls it; without one, it is named after its browser.
    pub name: Option<String>,
    pub page: Page,
    pub created_at: Timestamp,
    /// When it was last connected, give or take an hour.
    pub seen_at: Timestamp,
    /// When its system last took a popup.
    pub shown_at: Option<Timestamp>,
    pub permission: Permission,
    /// Whether the agent wants to be reached on it when Deskbell is closed.
    pub web_push: Switch,
}

/// What the last page on a device said of its browser.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// The header `User-Agent`.
    pub user_agent: String,
    /// The code of the language that the agent reads there.
    pub language: String,
    /// Minutes that the clock on its wall is ahead of UTC: for a browser that does not name its zone.
    pub utc_offset: Option<i32>,
    /// The zone of that clock, which also tells what it shows at another time of the year.
    #[serde(default)]
    pub zone: Option<Zone>,
}

impl Device {
    pub fn new(id: DeviceId, page: Page, now: Timestamp) -> Self {
        Self {
            id,
            name: None,
            page,
            created_at: now,
            seen_at: now,
            shown_at: None,
            permission: Permission::Unknown,
            web_push: Switch::On,
        }
    }

    /// Whether a popup can be expected to appear on it.
    pub fn health(&self, now: Timestamp) -> Health {
        match self.permission {
            Permission::Granted if now.since(self.seen_at) > COUNTED_ON => Health::NotSeenLately,
            Permission::Granted => Health::Working,
            other => Health::NotAllowed(other),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Health {
    Working,
    /// It may show popups, but was not used for a week.
    NotSeenLately,
    NotAllowed(Permission),
}

/// Whether a browser may show popups, as its page last reported it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum Permission {
    /// No page has reported yet.
    Unknown,
    Granted,
    NotAsked,
    Denied,
    InsecureOrigin,
    Embedded,
    Unsupported,
}

/// Where a push service takes messages for a device, and what they are encrypted with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
pub struct PushSubscription {
    pub endpoint: String,
    /// The device's public key: a point of P-256, uncompressed, in base64url.
    pub p256dh: String,
    /// 16 random bytes of the device, in base64url.
    pub auth: String,
}

/// What became of a message to a device by Web Push.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case", tag = "stage", content = "reason")]
pub enum PushResult {
    /// On its way to the push service.
    Sent,
    /// The push service has it. Whether the device got it, only the device can say.
    Accepted,
    Failed(PushFailure),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum PushFailure {
    /// The push service does not know the device any more; its subscription was removed.
    Gone,
    /// The push service asked to come later, and later was too late.
    Busy,
    /// The push service did not want it.
    Refused,
    /// The push service could not be reached.
    Unreachable,
    /// The address leads into a network that is none of the browser's business.
    Forbidden,
}

/// What became of a test that somebody sent to the devices of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(rename_all = "snake_case", tag = "stage", content = "reason")]
pub enum TestResult {
    /// Nothing was heard of it yet.
    Sent,
    Shown,
    /// The device can't show popups.
    Failed(Permission),
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    #[test]
    fn a_device_works_while_it_may_show_popups_and_is_used() {
        let now = Timestamp(1_800_000_000_000);
        let mut device = Device::new(DeviceId(Uuid::from_u128(1)), Page::default(), now);
        assert_eq!(
            device.health(now),
            Health::NotAllowed(Permission::Unknown),
            "nobody has said so yet"
        );
        device.permission = Permission::Granted;
        assert_eq!(device.health(now + COUNTED_ON), Health::Working);
        let later = now + COUNTED_ON + Span::seconds(1);
        assert_eq!(device.health(later), Health::NotSeenLately);
        device.permission = Permission::Denied;
        assert_eq!(
            device.health(later),
            Health::NotAllowed(Permission::Denied),
            "what can be mended comes first"
        );
    }
}
