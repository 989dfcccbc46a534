//! What can be said finds its words: each area of the catalogue in the file of the same name in every language.

use super::{
    catalogue::{
        Announcements, Courses, Devices, Facts, Forms, Frame, Front, History, Lists, Notes, Pages,
        Planning, Popups, Reach, Remedies, Sessions, Settings, Shortcuts, Trace,
    },
    en, es,
    language::Language,
};
use crate::{device::user_agent::UserAgent, wire::error::AppError};

/// One thing that can be said, in any language.
pub trait Spoken {
    fn said_in(self, language: Language) -> String;
}

impl Language {
    pub fn say(self, text: impl Spoken) -> String {
        text.said_in(self)
    }
}

/// Makes an area speak every language. No area needs another one here, so whoever says something of one pulls in
/// the words of no other.
macro_rules! spoken {
    ($($text:ty: $area:ident;)*) => {
        $(impl Spoken for $text {
            fn said_in(self, language: Language) -> String {
                match language {
                    Language::En => en::$area::say(self),
                    Language::Es => es::$area::say(self),
                }
            }
        })*
    };
}

spoken! {
    Announcements<'_>: announcements;
    Courses<'_>: courses;
    Devices<'_>: devices;
    Facts<'_>: facts;
    Forms: forms;
    Frame<'_>: frame;
    Front: front;
    History<'_>: history;
    Lists<'_>: lists;
    Notes<'_>: notes;
    Pages: pages;
    Planning<'_>: planning;
    Popups<'_>: popups;
    Reach<'_>: reach;
    Remedies<'_>: remedies;
    Sessions<'_>: sessions;
    Settings: settings;
    Shortcuts: shortcuts;
    Trace<'_>: trace;
    // These say themselves: there is one sentence for each error, and one name for each browser.
    &AppError: problem;
    &UserAgent: browser;
}
