//! Español, un archivo por área del catálogo.

pub mod announcements;
pub mod appearance;
pub mod browser;
mod cities;
pub mod courses;
pub mod devices;
pub mod facts;
pub mod forms;
pub mod frame;
pub mod front;
pub mod history;
pub mod lists;
pub mod notes;
pub mod pages;
pub mod planning;
pub mod popups;
pub mod problem;
pub mod reach;
pub mod remedies;
pub mod sessions;
pub mod settings;
pub mod shortcuts;
pub mod trace;
