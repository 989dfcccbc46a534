//! What popups say and what they keep to themselves. How each kind reads in each language is in `table`.

mod table;

use domain::{
    preferences::Privacy,
    request::Kind,
    time::{Span, Timestamp},
    view::{Attempt, Phase, Row},
};

use super::notification_text;
use crate::{
    desk::sample_view::{NOW, desktop, row},
    text::{Language, PageZone},
};

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
        // Of a moment ago, as [`texts`] sees it.
        Kind::InboundCall => {
            row.phase = Phase::Offered {
                since: NOW + Span::seconds(60),
            };
        }
        Kind::NewRequest | Kind::InboundChat => {}
    }
    row
}

#[test]
fn whoever_called_some_time_ago_is_not_calling_now() {
    let mut view = desktop([]);
    view.me.preferences.privacy = Privacy::Full;
    let row = row(1, Kind::InboundCall);
    let seconds_after = |seconds, language| {
        let later = NOW + Span::seconds(seconds);
        notification_text(&row, &view, language, later, PageZone::Utc).1
    };
    let after = |minutes: i64, language| seconds_after(minutes * 60, language);
    assert_eq!(after(0, Language::En), "Maria Silva is calling Sales");
    assert_eq!(
        seconds_after(30, Language::En),
        "Maria Silva called Sales just now"
    );
    assert_eq!(
        seconds_after(59, Language::Es),
        "Maria Silva acaba de llamar a Sales"
    );
    assert_eq!(after(4, Language::En), "Maria Silva called Sales 4 min ago");
    assert_eq!(
        after(4, Language::Es),
        "Maria Silva llamó a Sales hace 4 min"
    );
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
