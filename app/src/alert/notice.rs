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
mod tests;
