//! How and when an agent is told: the notification settings.

pub mod as_posted;
pub mod my_devices;
pub mod notifications_page;
pub mod preferences_form;
pub mod privacy_fields;
pub mod quiet_fields;
pub mod reminder_fields;
pub mod rows;
pub mod sound_fields;
pub mod this_device;
