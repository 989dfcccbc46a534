//! The device at which somebody sits, and their others. What is wrong with one is in `remedies`.

use domain::device::Health;

use crate::device::state::{DeviceState, PushState};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Devices<'a> {
    ThisDevice,
    Browser,
    Permission,
    PermissionState(DeviceState),
    WhenClosed,
    PushState(PushState),

    // A test, and whether it was seen.
    SendTest,
    SeenIt,
    Yes,
    No,
    SeenYes,
    SeenNo,
    SeenNoAgain,
    TestFailed(DeviceState),

    // All of one agent.
    MyDevices,
    MyDevicesLead,
    ThisOne,
    Added,
    Seen,
    Shown,
    Never,
    Health(Health),
    ByWebPush,
    Name,
    NameHint,
    Rename,
    RenameOf(&'a str),
    Remove,
    RemoveOf(&'a str),
    Change,
}
