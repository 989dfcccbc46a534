use domain::{
    preferences::Privacy,
    request::{Draft, Kind},
    view::{Session, SessionStage},
};
use rstest::rstest;

use super::*;
use crate::desk::sample_view::{NOW, desktop, request, ring, row};

fn writer(language: Language) -> Writer {
    Writer {
        language,
        now: NOW,
        zone: PageZone::Ahead(0),
    }
}

/// A desktop on which one customer waits.
fn one_waits() -> AgentView {
    let mut view = desktop([ring(1)]);
    view.requests
        .insert(request(1), row(1, Kind::ScheduledByAgent));
    view
}

fn words(reminder: &Reminder, language: Language) -> (String, String) {
    let note = of_reminder(reminder, NOW, &one_waits(), writer(language)).unwrap();
    (note.title, note.body)
}

#[rstest]
#[case(4, Language::En, "4 requests are waiting", "The oldest for 12 min")]
#[case(1, Language::En, "1 request is waiting", "The oldest for 12 min")]
#[case(
    4,
    Language::Es,
    "Hay 4 solicitudes esperando",
    "La más antigua, desde hace 12 min"
)]
#[case(
    1,
    Language::Es,
    "Hay 1 solicitud esperando",
    "La más antigua, desde hace 12 min"
)]
fn a_digest_counts_what_waits(
    #[case] waiting: u32,
    #[case] language: Language,
    #[case] title: &str,
    #[case] body: &str,
) {
    let digest = Reminder::Digest {
        waiting,
        oldest: NOW - Span::minutes(12),
    };
    assert_eq!(
        words(&digest, language),
        (title.to_owned(), body.to_owned())
    );
}

#[rstest]
#[case(Language::En, "Call in 5 minutes", "Maria Silva at 00:21")]
#[case(Language::Es, "Llamada en 5 minutos", "Maria Silva a las 00:21")]
fn a_call_is_announced_with_its_time(
    #[case] language: Language,
    #[case] title: &str,
    #[case] body: &str,
) {
    let upcoming = Reminder::Upcoming {
        request: request(1),
        due_at: NOW + Span::minutes(5),
    };
    assert_eq!(
        words(&upcoming, language),
        (title.to_owned(), body.to_owned())
    );
}

#[rstest]
#[case(
    Language::En,
    Some("Ben Okafor"),
    "You missed a request",
    "Maria Silva was passed on after 2 min. Ben Okafor took it."
)]
#[case(
    Language::En,
    None,
    "You missed a request",
    "Maria Silva was passed on after 2 min. Nobody took it."
)]
#[case(
    Language::Es,
    Some("Ben Okafor"),
    "Has perdido una solicitud",
    "Maria Silva pasó a tu equipo tras 2 min. La atendió Ben Okafor."
)]
#[case(
    Language::Es,
    None,
    "Has perdido una solicitud",
    "Maria Silva pasó a tu equipo tras 2 min. No la atendió nadie."
)]
fn what_was_missed_says_who_took_it(
    #[case] language: Language,
    #[case] taken_by: Option<&str>,
    #[case] title: &str,
    #[case] body: &str,
) {
    let missed = Reminder::Missed {
        request: request(1),
        after: Span::minutes(2),
        taken_by: taken_by.map(|name| AgentRef {
            id: desktop([]).me.id,
            name: name.to_owned(),
        }),
    };
    assert_eq!(
        words(&missed, language),
        (title.to_owned(), body.to_owned())
    );
}

#[rstest]
#[case(
    Language::En,
    "Ben Okafor does not answer",
    "No device of theirs has answered for a minute, while they have Maria Silva"
)]
#[case(
    Language::Es,
    "Ben Okafor no contesta",
    "Ningún dispositivo suyo contesta desde hace un minuto, y tiene a Maria Silva"
)]
fn a_supervisor_reads_who_answers_no_more_and_whom_they_have(
    #[case] language: Language,
    #[case] title: &str,
    #[case] body: &str,
) {
    let missed = Reminder::AgentMissed {
        agent: AgentRef {
            id: desktop([]).me.id,
            name: "Ben Okafor".to_owned(),
        },
        requests: vec![request(1)],
    };
    assert_eq!(
        words(&missed, language),
        (title.to_owned(), body.to_owned())
    );
}

#[test]
fn that_nothing_rings_any_more_is_said_until_it_does() {
    let note = of_not_responding(NOW, writer(Language::En)).unwrap();
    assert_eq!(note.title, "You are not being asked");
    let mut view = one_waits();
    assert!(!stands(&note.tag, &view, NOW));
    view.me.attendance = domain::view::Attendance::NotResponding;
    assert!(stands(&note.tag, &view, NOW));

    let long_ago = Timestamp(NOW.0 - FRESH.0 - 1);
    assert_eq!(of_not_responding(long_ago, writer(Language::En)), None);
}

#[test]
fn a_note_says_no_more_of_the_customer_than_the_agent_allows() {
    let mut view = one_waits();
    view.me.preferences.privacy = Privacy::Hidden;
    let upcoming = Reminder::Upcoming {
        request: request(1),
        due_at: NOW + Span::minutes(5),
    };
    let note = of_reminder(&upcoming, NOW, &view, writer(Language::En)).unwrap();
    assert_eq!(note.body, "A customer at 00:21");
}

#[test]
fn what_happened_long_ago_is_not_told() {
    let digest = Reminder::Digest {
        waiting: 4,
        oldest: NOW,
    };
    let view = one_waits();
    let at = NOW - Span::minutes(3);
    assert_eq!(of_reminder(&digest, at, &view, writer(Language::En)), None);
}

#[test]
fn a_note_stands_while_it_is_true() {
    let waiting = one_waits();
    assert!(stands(DIGEST, &waiting, NOW));
    assert!(!stands(DIGEST, &desktop([]), NOW));
    let tag = format!("{UPCOMING}{}", request(1));
    assert!(!stands(&tag, &waiting, NOW), "it rings already");
    let mut planned = one_waits();
    for row in planned.requests.values_mut() {
        row.phase = Phase::Scheduled {
            due_at: NOW + Span::minutes(1),
        };
    }
    assert!(stands(&tag, &planned, NOW));
    assert!(!stands(&tag, &planned, NOW + Span::minutes(1)), "it is due");
    assert!(stands(SIGNING_OUT, &planned, NOW));
    let tag = format!("{MISSED}{}", request(1));
    assert!(stands(&tag, &waiting, NOW));
    let mut taken = waiting;
    taken.sessions = [Session {
        request: request(1),
        stage: SessionStage::Bridged {
            since: NOW,
            draft: Draft::default(),
        },
    }]
    .into_iter()
    .collect();
    assert!(!stands(&tag, &taken, NOW), "whoever missed them has them");
    assert!(!stands("something else", &planned, NOW));
}
