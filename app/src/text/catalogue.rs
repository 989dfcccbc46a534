//! What can be said: one sentence, label or name each, in one enum a part of the product. How it is said is in the
//! files of the same names in each language's folder.

mod announcements;
mod appearance;
mod courses;
mod devices;
mod facts;
mod forms;
mod frame;
mod front;
mod history;
mod lists;
mod notes;
mod pages;
mod planning;
mod popups;
mod reach;
mod remedies;
mod sessions;
mod settings;
mod shortcuts;
mod trace;

pub use self::{
    announcements::Announcements, appearance::Appearance, courses::Courses, devices::Devices,
    facts::Facts, forms::Forms, frame::Frame, front::Front, history::History, lists::Lists,
    notes::Notes, pages::Pages, planning::Planning, popups::Popups, reach::Reach,
    remedies::Remedies, sessions::Sessions, settings::Settings, shortcuts::Shortcuts, trace::Trace,
};
