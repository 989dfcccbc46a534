//! What pages are called by links, titles and headings, so that a link needs no more of its page than this.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pages {
    Desktop,
    PlannedCalls,
    ScheduleCall,
    Notifications,
    NotificationSettings,
    History,
    Language,
    AgentsDevices,
    Trace,
    /// Instead of a page that is not there yet.
    Loading,
}
