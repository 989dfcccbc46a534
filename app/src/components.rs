//! What pages are made of: one thing a file.

pub mod actions;
pub mod announcer;
mod arrangement;
pub mod banners;
pub mod course;
pub mod customer_facts;
pub mod early_start;
pub mod focus;
pub mod icon;
pub mod idle;
mod keeping;
pub mod menu;
pub mod notes;
pub mod page_title;
mod plain_click;
pub mod press_token;
pub mod request_list;
mod request_row;
pub mod session_panel;
pub mod session_switch;
pub mod sign_in_link;
pub mod text_area;
pub mod top_bar;
pub mod typed;
pub mod unsent_notes;
mod wrap_up;
