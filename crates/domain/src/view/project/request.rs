//! What everybody who sees a request's team is told of where it stands.

use super::told::Told;
use crate::{
    id::{RequestId, TeamId},
    request::{Request, State},
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
