//! How and when an agent is told: the notification settings.

pub mod my_devices;
pub mod notifications_page;
pub mod page_index;
pub mod preferences_form;
pub mod privacy_fields;
pub mod ringing_fields;
pub mod rows;
pub mod save_bar;
pub mod sound_fields;
pub mod this_device;
pub mod unsaved;
