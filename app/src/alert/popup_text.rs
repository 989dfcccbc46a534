//! Title and body of a popup.

use domain::{
    id::AgentId,
    preferences::Privacy,
    request::Kind,
    time::{Span, Timestamp},
    view::{AgentView, Row},
};

use crate::text::{
    Language, PageZone, Text, called, directed, excerpt, time_in, time_of_day, time_since,
};

/// A caller without a line of their own on this desk has put down by then: they called, and are not
/// calling.
const RINGS_OUT_AFTER: Span = Span::seconds(90);

/// A popup shows at most this much of what a customer wrote.
const EXCERPT: usize = 80;

/// What the popup for this request says now, as `(title, body)`, no more than the agent lets others
/// read.
pub fn notification_text(
    row: &Row,
    view: &AgentView,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> (String, String) {
    let team = view
        .teams
        .get(&row.team)
        .map_or("", |team| team.name.as_str());
    let reader = Reader {
        agent: view.me.id,
        team,
        privacy: view.me.preferences.privacy,
    };
    ring_text(row, &reader, language, now, zone)
}

/// For whom a popup is written.
#[derive(Clone, Copy, Debug)]
pub struct Reader<'a> {
    pub agent: AgentId,
    /// The name of the request's team.
    pub team: &'a str,
    pub privacy: Privacy,
}

/// The same for who has no view of the desk: the server, which sends it to a device without a page.
pub fn ring_text(
    row: &Row,
    reader: &Reader<'_>,
    language: Language,
    now: Timestamp,
    zone: PageZone,
) -> (String, String) {
    let title = language.say(Text::PopupTitle(row.kind));
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
        language.say(Text::PopupDueSince {
            body: &body,
            minutes,
        })
    } else {
        body
    }
}

fn full_body(
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
            Some(message) => language.say(Text::PopupChat {
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
            language.say(Text::PopupPlannedByAgent {
                owner: planner(row, reader),
                customer,
                at: &clock(planned),
                theirs: theirs
                    .as_ref()
                    .map(|(time, place)| (time.as_str(), place.as_str())),
            })
        }
        Kind::CallMeBack => {
            let known = row.call_back.as_ref();
            language.say(Text::PopupCallBack {
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
fn named_body(
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
        Kind::NewRequest => Text::PopupWaiting {
            customer,
            team,
            waiting: now.since(row.order().0),
        },
        Kind::InboundCall => {
            let ago = now.since(row.order().0);
            if ago < RINGS_OUT_AFTER {
                Text::PopupCalling { customer, team }
            } else {
                Text::PopupCalled {
                    customer,
                    team,
                    ago,
                }
            }
        }
        Kind::InboundChat => Text::PopupChatEmpty { customer, team },
        Kind::ScheduledByAgent => Text::PopupPlannedByAgent {
            owner: planner(row, reader),
            customer,
            at,
            theirs: None,
        },
        Kind::ScheduledByCustomer => Text::PopupPlannedByCustomer { customer, at },
        Kind::CallMeBack => Text::PopupCallBackTo(customer),
    })
}

/// Who planned the call, unless it was the agent who reads this.
fn planner<'row>(row: &'row Row, reader: &Reader<'_>) -> Option<&'row str> {
    let owner = row.owner.as_ref()?;
    (owner.id != reader.agent).then_some(owner.name.as_str())
}

/// The popup of *Send test notification*, as `(title, body)`.
pub fn test_text(language: Language) -> (String, String) {
    (language.say(Text::TestTitle), language.say(Text::TestBody))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::desk::sample_view::{NOW, desktop, row};
    use domain::view::Attempt;
    use std::collections::BTreeSet;

    /// 15:06 UTC.
    const PLANNED: Timestamp = Timestamp(1_795_359_967_000);

    fn texts(row: &Row, privacy: Privacy, language: Language) -> (String, String) {
        let mut view = desktop([]);
        view.me.preferences.privacy = privacy;
        let later = NOW + Span::seconds(67);
        notification_text(row, &view, language, later, PageZone::Utc)
    }

    /// A request of which everything is known that a popup could tell.
    fn telling(kind: Kind) -> Row {
        let mut row = row(1, kind);
        match kind {
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => row.scheduled_at = Some(PLANNED),
            Kind::CallMeBack => {
                row.call_back = Some(Attempt {
                    attempt: 2,
                    of: 3,
                    first_asked_at: PLANNED,
                });
            }
            Kind::NewRequest | Kind::InboundCall | Kind::InboundChat => {}
        }
        row
    }

    #[test]
    fn whoever_called_some_time_ago_is_not_calling_now() {
        let mut view = desktop([]);
        view.me.preferences.privacy = Privacy::Full;
        let row = row(1, Kind::InboundCall);
        let after = |minutes, language| {
            let later = NOW + Span::minutes(minutes);
            notification_text(&row, &view, language, later, PageZone::Utc).1
        };
        assert_eq!(after(0, Language::En), "Maria Silva is calling Sales");
        assert_eq!(after(4, Language::En), "Maria Silva called Sales 4 min ago");
        assert_eq!(
            after(4, Language::Es),
            "Maria Silva llamó a Sales hace 4 min"
        );
    }

    /// For each kind: title, then the bodies at the levels full and name.
    type Table = [(Kind, [&'static str; 3]); 6];

    const ENGLISH: Table = [
        (
            Kind::NewRequest,
            [
                "New request",
                "Maria Silva · Sales · waiting 1:07",
                "Maria Silva · Sales · waiting 1:07",
            ],
        ),
        (
            Kind::InboundCall,
            [
                "Inbound call",
                "Maria Silva is calling Sales",
                "Maria Silva is calling Sales",
            ],
        ),
        (
            Kind::InboundChat,
            [
                "New chat",
                "Maria Silva: \"Is the 2 TB plan back?\"",
                "Maria Silva wants to chat with Sales",
            ],
        ),
        (
            Kind::ScheduledByAgent,
            [
                "Scheduled call, now",
                "You planned a call with Maria Silva for 15:06 UTC (15:06 in Lisbon)",
                "You planned a call with Maria Silva for 15:06 UTC",
            ],
        ),
        (
            Kind::ScheduledByCustomer,
            [
                "Scheduled call, now",
                "Maria Silva asked to be called at 15:06 UTC",
                "Maria Silva asked to be called at 15:06 UTC",
            ],
        ),
        (
            Kind::CallMeBack,
            [
                "Call back, now",
                "Maria Silva · attempt 2 of 3 · first asked at 15:06 UTC",
                "Call Maria Silva back",
            ],
        ),
    ];

    const SPANISH: Table = [
        (
            Kind::NewRequest,
            [
                "Solicitud nueva",
                "Maria Silva · Sales · esperando 1:07",
                "Maria Silva · Sales · esperando 1:07",
            ],
        ),
        (
            Kind::InboundCall,
            [
                "Llamada entrante",
                "Maria Silva está llamando a Sales",
                "Maria Silva está llamando a Sales",
            ],
        ),
        (
            Kind::InboundChat,
            [
                "Chat nuevo",
                "Maria Silva: «Is the 2 TB plan back?»",
                "Maria Silva quiere chatear con Sales",
            ],
        ),
        (
            Kind::ScheduledByAgent,
            [
                "Llamada prevista, ahora",
                "Tenías prevista una llamada con Maria Silva a las 15:06 UTC (15:06 en Lisbon)",
                "Tenías prevista una llamada con Maria Silva a las 15:06 UTC",
            ],
        ),
        (
            Kind::ScheduledByCustomer,
            [
                "Llamada prevista, ahora",
                "Maria Silva pidió que le llamaran a las 15:06 UTC",
                "Maria Silva pidió que le llamaran a las 15:06 UTC",
            ],
        ),
        (
            Kind::CallMeBack,
            [
                "Devolver llamada, ahora",
                "Maria Silva · intento 2 de 3 · lo pidió a las 15:06 UTC",
                "Devuelve la llamada a Maria Silva",
            ],
        ),
    ];

    const TABLES: &[(Language, Table, &str)] = &[
        (Language::En, ENGLISH, "A customer"),
        (Language::Es, SPANISH, "Un cliente"),
    ];

    #[test]
    fn each_kind_says_at_each_level_no_more_than_it_may() {
        for &(language, table, hidden) in TABLES {
            for (kind, [title, full, name]) in table {
                let row = telling(kind);
                for (privacy, body) in [
                    (Privacy::Full, full),
                    (Privacy::Name, name),
                    (Privacy::Hidden, hidden),
                ] {
                    assert_eq!(
                        texts(&row, privacy, language),
                        (title.to_owned(), body.to_owned()),
                        "{kind:?} {privacy:?} {language:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn every_kind_and_language_is_in_the_table() {
        let languages: Vec<_> = TABLES.iter().map(|(language, ..)| *language).collect();
        assert_eq!(languages, Language::ALL);
        for (_, table, _) in TABLES {
            let kinds = BTreeSet::from(table.map(|(kind, _)| kind));
            assert_eq!(kinds, BTreeSet::from(Kind::ALL));
        }
    }

    #[test]
    fn what_comes_late_says_so_except_where_nothing_may_be_read() {
        let mut row = telling(Kind::ScheduledByCustomer);
        row.scheduled_at = Some(NOW - Span::minutes(4));
        for (privacy, late) in [
            (Privacy::Full, true),
            (Privacy::Name, true),
            (Privacy::Hidden, false),
        ] {
            let (_, body) = texts(&row, privacy, Language::En);
            assert_eq!(body.ends_with("due 5 minutes ago"), late, "{body}");
        }
    }

    #[test]
    fn a_number_is_a_name_only_where_everything_may_be_read() {
        for kind in Kind::ALL {
            let mut row = telling(kind);
            row.customer.name = None;
            let (_, body) = texts(&row, Privacy::Full, Language::En);
            assert!(body.contains("+351210000000"), "{body}");
            for privacy in [Privacy::Name, Privacy::Hidden] {
                let (_, body) = texts(&row, privacy, Language::En);
                assert_eq!(body, "A customer", "{kind:?} {privacy:?}");
            }
        }
    }

    #[test]
    fn a_popup_keeps_its_direction_whatever_the_direction_of_the_name() {
        let mut row = telling(Kind::InboundChat);
        row.customer.name = Some("\u{5D3}\u{5E0}\u{5D4}\u{202E}".to_owned());
        row.message = Some("\u{5D4}\u{5D0}\u{5DD} 2 TB?".to_owned());
        let (title, body) = texts(&row, Privacy::Full, Language::En);
        assert_eq!(title, "New chat");
        assert_eq!(
            body,
            "\u{200E}\u{2068}\u{5D3}\u{5E0}\u{5D4}\u{2069}: \"\u{2068}\u{5D4}\u{5D0}\u{5DD} 2 TB?\u{2069}\""
        );
    }

    #[test]
    fn a_name_that_nobody_can_see_is_none() {
        let mut row = telling(Kind::InboundCall);
        row.customer.name = Some("\u{200B}\u{3164}".to_owned());
        for (privacy, body) in [
            (Privacy::Full, "+351210000000 is calling Sales"),
            (Privacy::Name, "A customer"),
        ] {
            assert_eq!(texts(&row, privacy, Language::En).1, body);
        }
        row.customer.phone = None;
        row.customer.email = None;
        let (_, body) = texts(&row, Privacy::Full, Language::En);
        assert_eq!(body, "Customer is calling Sales");
    }
}
