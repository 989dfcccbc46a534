//! What a row says of its request.

use domain::{
    id::RequestId,
    time::{Span, Timestamp},
    view::{AgentView, Group, Phase, Row},
};

use super::group::name_of;
use crate::text::{Facts, Language, Lists, PageZone, duration, isolated, time_of_day};

/// Why the row is no longer in this list, if so.
pub fn departure(
    view: &AgentView,
    request: RequestId,
    group: Group,
    now: Timestamp,
    language: Language,
) -> Option<String> {
    let Some(row) = view.requests.get(&request) else {
        return Some(language.say(Lists::NowOver));
    };
    match (row.group(now), &row.phase) {
        (Some(current), _) if current == group => None,
        (Some(current), _) => Some(language.say(Lists::NowElsewhere(&name_of(current, language)))),
        (None, Phase::Taken { by }) if by.id == view.me.id => Some(language.say(Lists::NowWithYou)),
        (None, Phase::Taken { by }) => Some(language.say(Lists::NowTaken(&by.name))),
        (None, _) => Some(language.say(Lists::NowOver)),
    }
}

/// What is wanted, and of whom: `Inbound call · Sales`.
pub fn kind_and_team(row: &Row, view: &AgentView, language: Language) -> String {
    let kind = language.say(Facts::Kind(row.kind));
    match view.team_of(row) {
        Some(team) => format!("{kind} · {}", isolated(team)),
        None => kind,
    }
}

/// When it rings if not now, which attempt it is, and whose: the team's, and the agent's who promised it.
pub fn details(
    row: &Row,
    view: &AgentView,
    rings_at: Option<String>,
    language: Language,
) -> String {
    let attempt = row.call_back.as_ref().map(|known| {
        language.say(Facts::Attempt {
            attempt: known.attempt,
            of: known.of,
        })
    });
    let team = view.team_of(row).map(|team| isolated(team).into_owned());
    let owner = row.owner.as_ref().map(|owner| {
        language.say(if owner.id == view.me.id {
            Lists::OwnedByYou
        } else {
            Lists::OwnedBy(&owner.name)
        })
    });
    [rings_at, attempt, team, owner]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" · ")
}

pub fn timing(
    row: &Row,
    group: Group,
    now: Timestamp,
    zone: PageZone,
    language: Language,
) -> String {
    match (group, &row.phase) {
        (Group::AvailableSoon, Phase::Scheduled { due_at }) => language.say(Lists::Due {
            span: due_at.since(now),
            at: &time_of_day(*due_at, zone),
        }),
        (_, Phase::Scheduled { due_at }) => match now.since(*due_at) {
            Span(late) if late < 1_000 => language.say(Lists::DueNow),
            late => language.say(Lists::Overdue(late)),
        },
        _ => duration(now.since(row.since())),
    }
}

/// When its team opens, for a row that rings for nobody before.
pub fn opening(row: &Row, now: Timestamp) -> Option<Timestamp> {
    match row.phase {
        Phase::Waiting { rings_at, .. } => rings_at.filter(|at| *at > now),
        _ => None,
    }
}

/// The row as a whole, for who does not see it.
pub fn named<const N: usize>(customer: &str, said: [Option<String>; N]) -> String {
    let said = said.into_iter().flatten().collect::<Vec<_>>().join(", ");
    format!("{}, {said}", isolated(customer))
}
