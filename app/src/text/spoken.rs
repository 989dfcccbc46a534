//! What can be said finds its words: each area of the catalogue in the file of the same name in every language.
//!
//! A page has one language. What is said on every page is a [`Tongue`], and the browser loads the one that it needs
//! (`chunks`); what belongs to a page of its own comes with that page, in every language.

use super::{
    catalogue::{
        Announcements, Appearance, Courses, Devices, Facts, Forms, Frame, Front, History, Lists,
        Notes, Pages, Planning, Popups, Reach, Remedies, Sessions, Settings, Shortcuts, Trace,
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

/// Makes an area of one page speak every language. No area needs another one here, so whoever says something of one
/// pulls in the words of no other.
macro_rules! said_on_one_page {
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

/// Makes an area one that every language says by itself.
macro_rules! said_on_every_page {
    ($($text:ty: $area:ident;)*) => {
        /// What one language says on every page.
        pub trait Tongue: Sync {
            $(fn $area(&self, text: $text) -> String;)*
        }

        $(impl Spoken for $text {
            fn said_in(self, language: Language) -> String {
                language.tongue().$area(self)
            }
        })*

        struct English;

        impl Tongue for English {
            $(fn $area(&self, text: $text) -> String {
                en::$area::say(text)
            })*
        }

        struct Spanish;

        impl Tongue for Spanish {
            $(fn $area(&self, text: $text) -> String {
                es::$area::say(text)
            })*
        }
    };
}

said_on_one_page! {
    Appearance: appearance;
    Courses<'_>: courses;
    Devices<'_>: devices;
    Front: front;
    History<'_>: history;
    Planning<'_>: planning;
    Reach<'_>: reach;
    Remedies<'_>: remedies;
    Settings: settings;
    Shortcuts: shortcuts;
    Trace<'_>: trace;
}

said_on_every_page! {
    Announcements<'_>: announcements;
    Facts<'_>: facts;
    Forms: forms;
    Frame<'_>: frame;
    Lists<'_>: lists;
    Notes<'_>: notes;
    Pages: pages;
    Popups<'_>: popups;
    Sessions<'_>: sessions;
    // These say themselves: there is one sentence for each error, and one name for each browser.
    &AppError: problem;
    &UserAgent: browser;
}

pub fn english() -> &'static dyn Tongue {
    &English
}

pub fn spanish() -> &'static dyn Tongue {
    &Spanish
}

#[cfg(not(feature = "chunks"))]
impl Language {
    fn tongue(self) -> &'static dyn Tongue {
        match self {
            Self::En => english(),
            Self::Es => spanish(),
        }
    }
}

/// That of the page.
#[cfg(feature = "chunks")]
static LOADED: std::sync::OnceLock<&dyn Tongue> = std::sync::OnceLock::new();

/// From here on the page has its language.
#[cfg(feature = "chunks")]
pub fn speak(tongue: &'static dyn Tongue) {
    LOADED.get_or_init(|| tongue);
}

#[cfg(feature = "chunks")]
impl Language {
    #[expect(clippy::unused_self, reason = "a page has one language")]
    fn tongue(self) -> &'static dyn Tongue {
        *LOADED
            .get()
            .expect("a page is drawn when it has its language")
    }
}
