//! What a device says without ringing: reminders of the desk, and that the sign-in ends soon.
//! Decisions and words only; the browser shows them.

use domain::{
    agent_ref::AgentRef,
    id::RequestId,
    reminder::Reminder,
    time::{Span, Timestamp},
    view::{AgentView, Group, Phase},
};

use crate::text::{Language, Notes, PageZone, called, directed, duration, time_of_day};

/// Nobody is told of what happened longer ago than this: they were away, and look for themselves.
const FRESH: Span = Span::minutes(2);

const DIGEST: &str = "digest";
const UPCOMING: &str = "upcoming-";
const MISSED: &str = "missed-";
const AGENT_MISSED: &str = "agent-missed-";
const SIGNING_OUT: &str = "signing-out";
const NOT_RESPONDING: &str = "not-responding";

/// One of them, in words: what it is about may have left the view when it is read.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Notice {
    /// The tag of its popup. A later note with the same tag takes its place.
    pub tag: String,
    pub title: String,
    pub body: String,
    pub leads_to: LeadsTo,
}

/// Where somebody goes who wants to do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LeadsTo {
    Desktop,
    Request(RequestId),
    SignIn,
}

/// For whom, when and where it is written.
#[derive(Clone, Copy, Debug)]
pub struct Writer {
    pub language: Language,
    pub now: Timestamp,
    pub zone: PageZone,
}

/// What to say about a reminder that was made at `at`; nothing when that is long ago, or when what it
/// is about is not in the view.
pub fn of_reminder(
    reminder: &Reminder,
    at: Timestamp,
    view: &AgentView,
    writer: Writer,
) -> Option<Notice> {
    let Writer {
        language,
        now,
        zone,
    } = writer;
    if now.since(at) > FRESH {
        return None;
    }
    let name = |request: &RequestId| {
        let row = view.requests.get(request)?;
        Some(called(&row.customer, view.me.preferences.privacy, language))
    };
    Some(match reminder {
        Reminder::Digest { waiting, oldest } => Notice {
            tag: DIGEST.to_owned(),
            title: language.say(Notes::DigestTitle(*waiting)),
            body: language.say(Notes::DigestBody(&duration(now.since(*oldest)))),
            leads_to: LeadsTo::Desktop,
        },
        Reminder::Upcoming { request, due_at } => Notice {
            tag: format!("{UPCOMING}{request}"),
            title: language.say(Notes::UpcomingTitle(minutes_until(*due_at, now))),
            body: directed(language.say(Notes::UpcomingBody {
                customer: &name(request)?,
                at: &time_of_day(*due_at, zone),
            })),
            leads_to: LeadsTo::Request(*request),
        },
        Reminder::Missed {
            request,
            after,
            taken_by,
        } => Notice {
            tag: format!("{MISSED}{request}"),
            title: language.say(Notes::MissedTitle),
            body: directed(language.say(Notes::MissedBody {
                customer: &name(request)?,
                after: &duration(*after),
                taken_by: taken_by.as_ref().map(|by| by.name.as_str()),
            })),
            leads_to: LeadsTo::Request(*request),
        },
        Reminder::AgentMissed { agent, requests } => {
            of_missed_agent(agent, requests, view, language)
        }
    })
}

/// To a supervisor: somebody who has customers answers no more.
fn of_missed_agent(
    agent: &AgentRef,
    requests: &[RequestId],
    view: &AgentView,
    language: Language,
) -> Notice {
    let customers = requests
        .iter()
        .filter_map(|request| view.requests.get(request))
        .map(|row| called(&row.customer, view.me.preferences.privacy, language))
        .collect::<Vec<_>>()
        .join(", ");
    Notice {
        tag: format!("{AGENT_MISSED}{}", agent.id),
        title: language.say(Notes::AgentMissedTitle(&agent.name)),
        body: language.say(Notes::AgentMissedBody(&customers)),
        leads_to: requests
            .first()
            .map_or(LeadsTo::Desktop, |request| LeadsTo::Request(*request)),
    }
}

pub fn of_signing_out(ends_at: Timestamp, writer: Writer) -> Notice {
    let language = writer.language;
    Notice {
        tag: SIGNING_OUT.to_owned(),
        title: language.say(Notes::SigningOutTitle(minutes_until(ends_at, writer.now))),
        body: language.say(Notes::SigningOutBody),
        leads_to: LeadsTo::SignIn,
    }
}

/// To somebody who looks at another window: from now on nothing rings for them.
pub fn of_not_responding(at: Timestamp, writer: Writer) -> Option<Notice> {
    (writer.now.since(at) <= FRESH).then(|| Notice {
        tag: NOT_RESPONDING.to_owned(),
        title: writer.language.say(Notes::NotRespondingTitle),
        body: writer.language.say(Notes::NotRespondingHelp),
        leads_to: LeadsTo::Desktop,
    })
}

/// Whether a popup with this tag is a note that is still true. Of what was missed it stays true, until whoever missed it
/// has it in hand.
pub fn stands(tag: &str, view: &AgentView, now: Timestamp) -> bool {
    if tag == SIGNING_OUT || tag.starts_with(AGENT_MISSED) {
        return true;
    }
    if let Some(missed) = tag.strip_prefix(MISSED) {
        let request = missed.parse::<RequestId>();
        return request.map_or(true, |request| view.sessions.of(request).is_none());
    }
    if tag == NOT_RESPONDING {
        return view.is_not_responding();
    }
    if tag == DIGEST {
        return view
            .requests
            .values()
            .any(|row| matches!(row.group(now), Some(Group::Pending | Group::TimedOut)));
    }
    let upcoming = tag.strip_prefix(UPCOMING).and_then(|id| id.parse().ok());
    upcoming
        .and_then(|id: RequestId| view.requests.get(&id))
        .is_some_and(|row| matches!(row.phase, Phase::Scheduled { due_at } if now < due_at))
}

/// In whole minutes, as one would say it: at least one.
fn minutes_until(then: Timestamp, now: Timestamp) -> i64 {
    (then + Span::seconds(30)).since(now).as_minutes().max(1)
}

#[cfg(test)]
mod tests {
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
}
