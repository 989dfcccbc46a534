//! What everybody who sees a request's team is told of where it stands.

use super::told::Told;
use crate::{
    id::{RequestId, TeamId},
    request::{Request, State},
    time::Timestamp,
    view::{
        audience::Audience,
        message::Message,
        row::{Phase, Row},
    },
};

/// A request arrives scheduled or waiting; nothing else is possible.
pub(super) fn arrived(request: &Request) -> Told<'static> {
    let phase = match request.state {
        State::Scheduled { due_at, .. } => Phase::Scheduled { due_at },
        _ => Phase::Waiting {
            since: request.created_at,
            rings_at: None,
        },
    };
    vec![(
        Audience::Team(request.team),
        Message::Request {
            request: request.id,
            row: Some(Box::new(Row::new(request, phase.clone()))),
            phase,
        },
    )]
}

pub(super) fn moved(team: TeamId, request: RequestId, phase: Phase) -> Told<'static> {
    vec![(
        Audience::Team(team),
        Message::Request {
            request,
            row: None,
            phase,
        },
    )]
}

/// It rings for nobody before then.
pub(super) fn rests(
    team: TeamId,
    request: RequestId,
    since: Option<Timestamp>,
    rings_at: Option<Timestamp>,
) -> Told<'static> {
    since.map_or_else(Vec::new, |since| {
        moved(team, request, Phase::Waiting { since, rings_at })
    })
}
