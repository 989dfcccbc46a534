//! What the three lists are called.

use domain::view::Group;

use crate::text::{Language, Lists};

pub fn title(group: Group) -> Lists<'static> {
    match group {
        Group::Pending => Lists::Pending,
        Group::AvailableSoon => Lists::AvailableSoon,
        Group::TimedOut => Lists::TimedOut,
    }
}

pub fn name_of(group: Group, language: Language) -> String {
    language.say(title(group))
}

pub fn empty(group: Group) -> Lists<'static> {
    match group {
        Group::Pending => Lists::EmptyPending,
        Group::AvailableSoon => Lists::EmptyAvailableSoon,
        Group::TimedOut => Lists::EmptyTimedOut,
    }
}

pub fn slug(group: Group) -> &'static str {
    match group {
        Group::Pending => "pending",
        Group::AvailableSoon => "available-soon",
        Group::TimedOut => "timed-out",
    }
}
