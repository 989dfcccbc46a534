//! Whom popups reach and whom they don't: the supervisors' page of all devices.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach<'a> {
    Lead,
    LastShown,
    Test,
    WorkingDevices { working: usize, known: usize },
    NoWorkingDevice,
    NoDeviceKnown,
    NotificationsOff,
    Unreachable,
    SendTestTo(&'a str),
    SendTest,
    TestSentBy { by: &'a str, at: &'a str },
    TestWaiting,
    TestShown { shown: usize, asked: usize },
    NobodyConnected,
}
