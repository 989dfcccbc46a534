//! What this device can do for its agent: whether it may show popups, and whether a push reaches it.

use domain::device::Permission;

/// Whether this browser can show a popup, and if not, why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceState {
    Unknown,
    Granted,
    /// Never asked on this device.
    NotAsked,
    Denied,
    InsecureOrigin,
    Embedded,
    Unsupported,
}

impl From<DeviceState> for Permission {
    fn from(state: DeviceState) -> Self {
        match state {
            DeviceState::Unknown => Self::Unknown,
            DeviceState::Granted => Self::Granted,
            DeviceState::NotAsked => Self::NotAsked,
            DeviceState::Denied => Self::Denied,
            DeviceState::InsecureOrigin => Self::InsecureOrigin,
            DeviceState::Embedded => Self::Embedded,
            DeviceState::Unsupported => Self::Unsupported,
        }
    }
}

impl From<Permission> for DeviceState {
    fn from(permission: Permission) -> Self {
        match permission {
            Permission::Unknown => Self::Unknown,
            Permission::Granted => Self::Granted,
            Permission::NotAsked => Self::NotAsked,
            Permission::Denied => Self::Denied,
            Permission::InsecureOrigin => Self::InsecureOrigin,
            Permission::Embedded => Self::Embedded,
            Permission::Unsupported => Self::Unsupported,
        }
    }
}

/// Whether this device can be reached when no page of Deskbell is open on it, and if not, why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PushState {
    Unknown,
    /// The agent doesn't want it here.
    Off,
    /// It may not show popups, so it is not asked for.
    NotAllowed,
    /// The browser is asking its push service.
    Asking,
    On,
    /// The browser has no Web Push.
    Unsupported,
    /// The push service of the browser did not answer, or not with yes.
    NoService,
    /// The server did not take the address that the push service gave.
    Refused,
}
