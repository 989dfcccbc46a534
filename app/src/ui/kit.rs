//! What screens are made of: controls that know no desk.

pub mod answered;
pub mod course;
pub mod day_time;
pub mod dialog;
pub mod each;
pub mod focus;
#[cfg(feature = "hydrate")]
pub mod form_fields;
pub mod handler;
pub mod icon;
pub mod menu;
pub mod page_title;
pub mod plain_click;
pub mod press_token;
pub mod sign_in_link;
pub mod text_area;
pub mod typed;
pub mod when;
