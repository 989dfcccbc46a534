//! What is told of offers: that they ring, that they have ended, and what was decided and reported.

use super::{request::moved, told::Told};
use crate::{
    event::{AfterTimeout, Back},
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Decisions, Report},
    offer::{Leaving, Withdrawal},
    time::Timestamp,
    view::{audience::Audience, ending::Ending, message::Message, row::Phase},
};

pub(super) fn made(
    offer: OfferId,
    request: RequestId,
    team: TeamId,
    since: Timestamp,
    deadline: Timestamp,
    decisions: &Decisions,
) -> Told<'_> {
    decisions
        .distinct()
        .filter(|decision| decision.rings())
        .map(|decision| {
            (
                Audience::Decided {
                    team,
                    decisions,
                    decision,
                },
                Message::Offer {
                    offer,
                    request,
                    since,
                    deadline,
                    decision,
                },
            )
        })
        .chain(moved(team, request, Phase::Offered { since }))
        .collect()
}

pub(super) fn joined(
    offer: OfferId,
    request: RequestId,
    since: Timestamp,
    deadline: Timestamp,
    agent: AgentId,
    decision: Decision,
) -> Told<'static> {
    if !decision.rings() {
        return vec![];
    }
    vec![(
        Audience::Agent(agent),
        Message::Offer {
            offer,
            request,
            since,
            deadline,
            decision,
        },
    )]
}

pub(super) fn left(
    offer: OfferId,
    request: RequestId,
    agent: AgentId,
    why: Leaving,
) -> Told<'static> {
    ended(Audience::Agent(agent), offer, request, why.into(), None)
}

pub(super) fn timed_out(
    offer: OfferId,
    request: RequestId,
    team: TeamId,
    since: Timestamp,
    then: &AfterTimeout,
) -> Told<'static> {
    let (reason, phase) = match then {
        AfterTimeout::Waiting => (
            Ending::NotReceived,
            Phase::Waiting {
                since,
                rings_at: None,
            },
        ),
        AfterTimeout::AskTeam => (
            Ending::TimedOut,
            Phase::Waiting {
                since,
                rings_at: None,
            },
        ),
        AfterTimeout::TimedOut { .. } => (Ending::TimedOut, Phase::TimedOut { since }),
    };
    ended(Audience::Team(team), offer, request, reason, Some(phase))
}

pub(super) fn withdrawn(
    offer: OfferId,
    request: RequestId,
    team: TeamId,
    since: Timestamp,
    why: Withdrawal,
    back: Back,
) -> Told<'static> {
    let phase = match back {
        Back::Waiting => Phase::Waiting {
            since,
            rings_at: None,
        },
        Back::TimedOut => Phase::TimedOut { since },
    };
    ended(
        Audience::Team(team),
        offer,
        request,
        why.into(),
        Some(phase),
    )
}

pub(super) fn decided(request: RequestId, team: TeamId, decisions: &Decisions) -> Told<'_> {
    decisions
        .distinct()
        .map(|decision| {
            (
                Audience::Decided {
                    team,
                    decisions,
                    decision,
                },
                Message::Notification {
                    request,
                    offer: None,
                    decision: Some(decision),
                    device: None,
                    report: None,
                },
            )
        })
        .collect()
}

pub(super) fn reported(
    offer: OfferId,
    request: RequestId,
    agent: AgentId,
    device: DeviceId,
    report: Report,
) -> Told<'static> {
    vec![(
        Audience::Agent(agent),
        Message::Notification {
            request,
            offer: Some(offer),
            decision: None,
            device: Some(device),
            report: Some(report),
        },
    )]
}

fn ended(
    audience: Audience<'static>,
    offer: OfferId,
    request: RequestId,
    reason: Ending,
    phase: Option<Phase>,
) -> Told<'static> {
    vec![(
        audience,
        Message::OfferEnded {
            offer,
            request,
            reason,
            by: None,
            phase,
        },
    )]
}
