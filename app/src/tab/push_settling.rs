//! When a tab settles with the browser's push service whether this device takes messages while Deskbell is
//! closed. It may take a browser long, so once at a time; one tab does it for the device.

use crate::device::state::DeviceState;

#[derive(Debug, Default)]
pub struct PushSettling {
    settling: bool,
    /// Something changed meanwhile: once more, from the start.
    again: bool,
    /// The permission for which it was last settled, or is being.
    settled_for: Option<DeviceState>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Settle,
    Nothing,
}

impl PushSettling {
    /// By the leader: once for each permission.
    pub fn permission_is(&mut self, permission: DeviceState) -> Step {
        if self.settled_for == Some(permission) {
            return Step::Nothing;
        }
        self.wished(permission)
    }

    /// In whichever tab it was asked for.
    pub fn wished(&mut self, permission: DeviceState) -> Step {
        self.settled_for = Some(permission);
        if std::mem::replace(&mut self.settling, true) {
            self.again = true;
            return Step::Nothing;
        }
        Step::Settle
    }

    pub fn settled(&mut self) -> Step {
        if std::mem::take(&mut self.again) {
            return Step::Settle;
        }
        self.settling = false;
        Step::Nothing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_settled_once_for_each_permission() {
        let mut push = PushSettling::default();
        assert_eq!(push.permission_is(DeviceState::NotAsked), Step::Settle);
        push.settled();
        assert_eq!(push.permission_is(DeviceState::NotAsked), Step::Nothing);
        assert_eq!(push.permission_is(DeviceState::Granted), Step::Settle);
    }

    #[test]
    fn what_changes_meanwhile_is_settled_afterwards_and_once() {
        let mut push = PushSettling::default();
        push.wished(DeviceState::NotAsked);
        assert_eq!(push.wished(DeviceState::Granted), Step::Nothing);
        assert_eq!(push.wished(DeviceState::Granted), Step::Nothing);
        assert_eq!(push.settled(), Step::Settle);
        assert_eq!(push.settled(), Step::Nothing);
        assert_eq!(push.wished(DeviceState::Granted), Step::Settle);
    }
}
