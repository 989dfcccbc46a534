//! What is told of an agent and a customer: to the agent their session, to the others where the request is.

use super::{request::moved, told::Told};
use crate::{
    agent_ref::AgentRef,
    event::SessionStart,
    id::{AgentId, OfferId, RequestId, TeamId},
    request::{Draft, Outcome},
    time::Timestamp,
    view::{
        audience::Audience, ending::Ending, message::Message, row::Phase, sessions::SessionStage,
    },
};

pub(super) fn connected(
    request: RequestId,
    team: TeamId,
    agent: &AgentRef,
    offer: Option<OfferId>,
    session: SessionStart,
    at: Timestamp,
) -> Told<'static> {
    let stage = stage(session, at, Draft::default());
    let taken = Phase::Taken { by: agent.clone() };
    let mut told = at_stage(agent.id, request, stage);
    told.extend(match offer {
        Some(offer) => vec![(
            Audience::Team(team),
            Message::OfferEnded {
                offer,
                request,
                reason: Ending::Taken,
                by: Some(agent.clone()),
                phase: Some(taken),
            },
        )],
        None => moved(team, request, taken),
    });
    told
}

/// Before the wrap-up.
pub(super) fn stage(session: SessionStart, since: Timestamp, draft: Draft) -> SessionStage {
    match session {
        SessionStart::Dialling => SessionStage::Connecting { since, draft },
        SessionStart::Bridged => SessionStage::Bridged { since, draft },
    }
}

pub(super) fn at_stage(agent: AgentId, request: RequestId, stage: SessionStage) -> Told<'static> {
    vec![(Audience::Agent(agent), Message::Session { request, stage })]
}

pub(super) fn wraps_up(
    agent: AgentId,
    request: RequestId,
    closes_at: Timestamp,
    draft: Draft,
) -> Told<'static> {
    at_stage(agent, request, SessionStage::WrapUp { closes_at, draft })
}

pub(super) fn handed_back(
    agent: AgentId,
    request: RequestId,
    team: TeamId,
    since: Timestamp,
) -> Told<'static> {
    let mut told = at_stage(agent, request, SessionStage::HandedBack { since });
    told.extend(moved(
        team,
        request,
        Phase::Waiting {
            since,
            rings_at: None,
        },
    ));
    told
}

pub(super) fn closed(
    agent: AgentId,
    request: RequestId,
    team: TeamId,
    outcome: Outcome,
) -> Told<'static> {
    let mut told = at_stage(agent, request, SessionStage::Closed { outcome });
    told.extend(moved(team, request, Phase::Over));
    told
}
