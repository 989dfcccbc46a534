//! What a device says became of an offer.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// What a device says about one offer, in rising order of what it tells: a later one replaces an
/// earlier one, never the other way.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(rename_all = "snake_case", tag = "stage", content = "reason")]
pub enum Report {
    /// The offer reached the page.
    Received,
    /// The popup could not be shown.
    Failed(DeviceFailure),
    /// No popup, because the agent was looking at this desktop: the list rang instead.
    InPage,
    /// The system took the popup.
    Shown,
    /// The agent closed the popup.
    Dismissed,
    /// The agent clicked the popup.
    Clicked,
}

/// Why a device could not show a popup.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Unpack,
)]
#[serde(rename_all = "snake_case")]
pub enum DeviceFailure {
    /// The agent or the browser's policy refused notifications for this site.
    PermissionDenied,
    /// Nobody has been asked for permission on this device yet.
    PermissionNotAsked,
    /// The page came over plain HTTP from another machine.
    InsecureOrigin,
    /// The browser has no notifications.
    Unsupported,
    /// The browser refused to show it although it may.
    Refused,
}
