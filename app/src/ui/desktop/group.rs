//! What the three lists are called.

use domain::view::Group;

use crate::text::{Language, Text};

pub fn title(group: Group) -> Text<'static> {
    match group {
        Group::Pending => Text::Pending,
        Group::AvailableSoon => Text::AvailableSoon,
        Group::TimedOut => Text::TimedOut,
    }
}

pub fn name_of(group: Group, language: Language) -> String {
    language.say(title(group))
}

pub fn empty(group: Group) -> Text<'static> {
    match group {
        Group::Pending => Text::EmptyPending,
        Group::AvailableSoon => Text::EmptyAvailableSoon,
        Group::TimedOut => Text::EmptyTimedOut,
    }
}

pub fn slug(group: Group) -> &'static str {
    match group {
        Group::Pending => "pending",
        Group::AvailableSoon => "available-soon",
        Group::TimedOut => "timed-out",
    }
}
