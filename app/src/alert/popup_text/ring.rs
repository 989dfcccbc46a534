//! The popup that rings: how much of its request it says, and how late it comes.

use domain::{
    preferences::Privacy,
    time::Timestamp,
    view::{AgentView, Row},
};

use super::{
    body::{full_body, named_body},
    reader::Reader,
};
use crate::text::{Language, PageZone, Popups, called, directed};

/// What the popup for this request says now, as `(title, body)`, no more than the agent lets others
/// read.
pub fn notification_text(
    row: &Row,
    view: &AgentView,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> (String, String) {
    ring_text(row, &Reader::of(view, row), language, now, zone)
}

/// The same for who has no view of the desk: the server, which sends it to a device without a page.
pub fn ring_text(
    row: &Row,
    reader: &Reader<'_>,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> (String, String) {
    let title = language.say(Popups::Title(row.kind));
    let privacy = reader.privacy;
    let customer = called(&row.customer, privacy, language);
    let nameless = row.customer.readable_name().is_none();
    let body = match privacy {
        Privacy::Full => full_body(row, reader, &customer, language, now, zone),
        Privacy::Name if nameless => customer,
        Privacy::Name => named_body(row, reader, &customer, language, now, zone),
        Privacy::Hidden => customer,
    };
    let body = match privacy {
        Privacy::Full | Privacy::Name => with_delay(row, body, language, now),
        Privacy::Hidden => body,
    };
    (title, directed(body))
}

/// A popup that comes a while after its time says so.
fn with_delay(row: &Row, body: String, language: Language, now: Timestamp) -> String {
    let minutes = row
        .scheduled_at
        .map_or(0, |due_at| now.since(due_at).as_minutes());
    if minutes > 0 {
        language.say(Popups::DueSince {
            body: &body,
            minutes,
        })
    } else {
        body
    }
}
