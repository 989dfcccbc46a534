//! English: what pages are called.

use crate::text::Pages;

pub fn say(text: Pages) -> String {
    match text {
        Pages::Desktop => "Desktop",
        Pages::PlannedCalls => "Scheduled calls",
        Pages::ScheduleCall => "Schedule a call",
        Pages::Notifications => "Notifications",
        Pages::NotificationSettings => "Notification settings",
        Pages::History => "Notification history",
        Pages::Language => "Language and theme",
        Pages::AgentsDevices => "Agents' devices",
        Pages::Trace => "Notification trace",
        Pages::Loading => "Loading…",
    }
    .to_owned()
}
