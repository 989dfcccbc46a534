//! Numbers that are put on the do-not-call list and taken off it.

use crate::{desk::Desk, event::Event};

pub(super) fn forbid(desk: &Desk, phone: &str) -> Vec<Event> {
    if desk.do_not_call().contains(phone) {
        return vec![];
    }
    vec![Event::CallsForbidden {
        phone: phone.to_owned(),
    }]
}

pub(super) fn allow(desk: &Desk, phone: &str) -> Vec<Event> {
    if !desk.do_not_call().contains(phone) {
        return vec![];
    }
    vec![Event::CallsAllowed {
        phone: phone.to_owned(),
    }]
}
