//! What the popup of each kind of request says of it.

use domain::{
    request::Kind,
    time::{Span, Timestamp},
    view::Row,
};

use super::reader::Reader;
use crate::text::{Language, PageZone, Popups, excerpt, time_in, time_of_day, time_since};

/// A caller without a line of their own on this desk has put down by then: they called, and are not
/// calling.
const RINGS_OUT_AFTER: Span = Span::seconds(30);

/// A popup shows at most this much of what a customer wrote.
const EXCERPT: usize = 80;

/// All that may help to prepare.
pub fn full_body(
    row: &Row,
    reader: &Reader<'_>,
    customer: &str,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> String {
    let clock = |at| time_of_day(at, zone);
    let planned = row.scheduled_at.unwrap_or(row.created_at);
    match row.kind {
        Kind::InboundChat => match &row.message {
            Some(message) => language.say(Popups::Chat {
                customer,
                message: &excerpt(message, EXCERPT),
            }),
            None => named_body(row, reader, customer, language, now, zone),
        },
        Kind::ScheduledByAgent => {
            let theirs = row
                .customer
                .time_zone
                .as_deref()
                .and_then(|there| time_in(planned, there, zone, language));
            language.say(Popups::PlannedByAgent {
                owner: reader.planner(row),
                customer,
                at: &clock(planned),
                theirs: theirs
                    .as_ref()
                    .map(|(time, place)| (time.as_str(), place.as_str())),
            })
        }
        Kind::CallMeBack => {
            let known = row.call_back.as_ref();
            language.say(Popups::CallBack {
                customer,
                attempt: known.map_or(1, |known| known.attempt),
                of: known.map_or(1, |known| known.of),
                first_asked: &time_since(
                    known.map_or(row.created_at, |known| known.first_asked_at),
                    now,
                    zone,
                    language,
                ),
            })
        }
        Kind::NewRequest | Kind::InboundCall | Kind::ScheduledByCustomer => {
            named_body(row, reader, customer, language, now, zone)
        }
    }
}

/// Who it is and what the agent has to do: nothing that the customer wrote, nor where or since when
/// they are.
pub fn named_body(
    row: &Row,
    reader: &Reader<'_>,
    customer: &str,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> String {
    let team = reader.team;
    let at = &time_of_day(row.scheduled_at.unwrap_or(row.created_at), zone);
    language.say(match row.kind {
        Kind::NewRequest => Popups::Waiting {
            customer,
            team,
            waiting: now.since(row.since()),
        },
        Kind::InboundCall => {
            let ago = now.since(row.since());
            if ago < RINGS_OUT_AFTER {
                Popups::Calling { customer, team }
            } else {
                Popups::Called {
                    customer,
                    team,
                    ago,
                }
            }
        }
        Kind::InboundChat => Popups::ChatEmpty { customer, team },
        Kind::ScheduledByAgent => Popups::PlannedByAgent {
            owner: reader.planner(row),
            customer,
            at,
            theirs: None,
        },
        Kind::ScheduledByCustomer => Popups::PlannedByCustomer { customer, at },
        Kind::CallMeBack => Popups::CallBackTo(customer),
    })
}
