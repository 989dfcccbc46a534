//! The desktop: what waits, and the customer in hand.

pub mod arrangement;
pub mod attend_next;
pub mod contacts;
pub mod customer_facts;
pub mod desktop_page;
pub mod early_start;
pub mod entry;
pub mod group;
pub mod idle;
pub mod keeping;
pub mod next_customer;
pub mod outcome_said;
pub mod request_list;
pub mod request_row;
pub mod row_words;
pub mod schedule_link;
pub mod session_panel;
pub mod session_switch;
pub mod stage;
pub mod step_button;
pub mod teams_at_a_glance;
mod todays_figures;
pub mod unsent_notes;
pub mod wrap_up;
