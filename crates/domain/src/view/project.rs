//! Which agents an event of the journal concerns, and what each of them is told.
//!
//! A function of the event alone: what is sent live and what a replay sends are the same bytes. An
//! agent gets at most one message an event, so the event's number can stand for the message.

use std::collections::BTreeSet;

use super::{Attendance, Distribution, Ending, Message, Phase, Row, SessionStage};
use crate::{
    agent::{Agent, Intent, Presence, Role},
    event::{AfterTimeout, Back, Event, Recorded, SessionStart},
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Decisions, Suppression},
    reminder::Reminder,
    request::{Draft, Request, State},
};

/// The reader of a stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Viewer {
    pub agent: AgentId,
    pub role: Role,
    pub teams: BTreeSet<TeamId>,
}

impl From<&Agent> for Viewer {
    fn from(agent: &Agent) -> Self {
        Self {
            agent: agent.id,
            role: agent.role,
            teams: agent.teams.clone(),
        }
    }
}

/// Who is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience<'event> {
    Agent(AgentId),
    /// Members of the team about whom just this was decided.
    Decided {
        team: TeamId,
        decisions: &'event Decisions,
        decision: Decision,
    },
    /// Everybody who sees the team: its members, supervisors, admins.
    Team(TeamId),
}

impl Audience<'_> {
    pub fn includes(&self, viewer: &Viewer) -> bool {
        match self {
            Self::Agent(agent) => viewer.agent == *agent,
            Self::Decided {
                team,
                decisions,
                decision,
            } => viewer.teams.contains(team) && decisions.about(viewer.agent) == Some(*decision),
            Self::Team(team) => viewer.role != Role::Agent || viewer.teams.contains(team),
        }
    }
}

/// What the event says to whom. A viewer takes the first that includes them.
#[expect(
    clippy::too_many_lines,
    reason = "one arm an event: the table of who is told what reads best in one piece"
)]
pub fn project(recorded: &Recorded) -> Vec<(Audience<'_>, Message)> {
    let at = recorded.at;
    match &recorded.event {
        Event::TeamAdded { team } => vec![(
            Audience::Team(team.id),
            Message::Notice {
                team: team.id,
                name: Some(team.name.clone()),
                distribution: team.into(),
            },
        )],
        Event::RuleSet { team, rule } => vec![(
            Audience::Team(*team),
            Message::Notice {
                team: *team,
                name: None,
                distribution: if rule.is_some() {
                    Distribution::Active
                } else {
                    Distribution::NoRule
                },
            },
        )],
        Event::AgentSignedIn { agent } => presence(*agent, Presence::SignedIn(Intent::Available)),
        Event::AgentSignedOut { agent } => presence(*agent, Presence::SignedOut),
        Event::IntentChanged { agent, intent } => presence(*agent, Presence::SignedIn(*intent)),
        Event::AgentStoppedResponding { agent } => attendance(*agent, Attendance::NotResponding),
        Event::AgentResponded { agent } => attendance(*agent, Attendance::Responding),
        Event::PreferencesChanged { agent, preferences } => vec![(
            Audience::Agent(*agent),
            Message::Agent {
                presence: None,
                attendance: None,
                preferences: Some(preferences.clone()),
            },
        )],
        Event::RequestReceived { request } => vec![(
            Audience::Team(request.team),
            Message::Request {
                request: request.id,
                row: Some(Box::new(Row::new(request, arrived(request)))),
                phase: arrived(request),
            },
        )],
        Event::RequestDue {
            request,
            team,
            since,
            ..
        } => vec![(
            Audience::Team(*team),
            moved(*request, Phase::Waiting { since: *since }),
        )],
        Event::RequestRescheduled {
            request,
            team,
            due_at,
            ..
        } => vec![(
            Audience::Team(*team),
            moved(*request, Phase::Scheduled { due_at: *due_at }),
        )],
        Event::OfferMade {
            offer,
            request,
            team,
            since,
            deadline,
            decisions,
        } => decisions
            .distinct()
            .filter(|decision| decision.rings())
            .map(|decision| {
                (
                    Audience::Decided {
                        team: *team,
                        decisions,
                        decision,
                    },
                    Message::Offer {
                        offer: *offer,
                        request: *request,
                        since: *since,
                        deadline: *deadline,
                        decision,
                    },
                )
            })
            .chain([(
                Audience::Team(*team),
                moved(*request, Phase::Offered { since: *since }),
            )])
            .collect(),
        Event::OfferJoined {
            offer,
            request,
            since,
            deadline,
            agent,
            decision,
            ..
        } if decision.rings() => vec![(
            Audience::Agent(*agent),
            Message::Offer {
                offer: *offer,
                request: *request,
                since: *since,
                deadline: *deadline,
                decision: *decision,
            },
        )],
        Event::OfferLeft {
            offer,
            request,
            agent,
            why,
        } => vec![(
            Audience::Agent(*agent),
            Message::OfferEnded {
                offer: *offer,
                request: *request,
                reason: (*why).into(),
                by: None,
                phase: None,
            },
        )],
        Event::OfferTimedOut {
            offer,
            request,
            team,
            since,
            then,
        } => {
            let since = *since;
            let (reason, phase) = match then {
                AfterTimeout::Waiting => (Ending::NotReceived, Phase::Waiting { since }),
                AfterTimeout::AskTeam => (Ending::TimedOut, Phase::Waiting { since }),
                AfterTimeout::TimedOut { .. } => (Ending::TimedOut, Phase::TimedOut { since }),
            };
            vec![(
                Audience::Team(*team),
                Message::OfferEnded {
                    offer: *offer,
                    request: *request,
                    reason,
                    by: None,
                    phase: Some(phase),
                },
            )]
        }
        Event::OfferWithdrawn {
            offer,
            request,
            team,
            since,
            why,
            back,
        } => vec![(
            Audience::Team(*team),
            Message::OfferEnded {
                offer: *offer,
                request: *request,
                reason: (*why).into(),
                by: None,
                phase: Some(match back {
                    Back::Waiting => Phase::Waiting { since: *since },
                    Back::TimedOut => Phase::TimedOut { since: *since },
                }),
            },
        )],
        Event::NotificationsDecided {
            request,
            team,
            decisions,
        } => decisions
            .distinct()
            .map(|decision| {
                (
                    Audience::Decided {
                        team: *team,
                        decisions,
                        decision,
                    },
                    Message::Notification {
                        request: *request,
                        offer: None,
                        decision: Some(decision),
                        device: None,
                        report: None,
                    },
                )
            })
            .collect(),
        Event::CallAhead {
            request,
            agent,
            due_at,
            decision: Decision::Notify,
        } => vec![reminder(
            *agent,
            Reminder::Upcoming {
                request: *request,
                due_at: *due_at,
            },
        )],
        Event::DigestGiven {
            agent,
            waiting,
            oldest,
            decision: Decision::Notify,
        } if *waiting > 0 => vec![reminder(
            *agent,
            Reminder::Digest {
                waiting: *waiting,
                oldest: *oldest,
            },
        )],
        Event::RequestMissed {
            request,
            agent,
            after,
            taken_by,
            decision: Decision::Notify,
        } => vec![reminder(
            *agent,
            Reminder::Missed {
                request: *request,
                after: *after,
                taken_by: taken_by.clone(),
            },
        )],
        Event::SupervisorTold {
            supervisor,
            agent,
            requests,
            // Who wants no popups reads it in the page.
            decision: Decision::Notify | Decision::Suppress(Suppression::TurnedOff),
        } => vec![reminder(
            *supervisor,
            Reminder::AgentMissed {
                agent: agent.clone(),
                requests: requests.clone(),
            },
        )],
        Event::NotificationReported {
            offer,
            request,
            agent,
            device,
            report,
        } => vec![(
            Audience::Agent(*agent),
            Message::Notification {
                request: *request,
                offer: Some(*offer),
                decision: None,
                device: Some(*device),
                report: Some(*report),
            },
        )],
        Event::RequestConnected {
            request,
            team,
            agent,
            offer,
            session,
        } => {
            let taken = Phase::Taken { by: agent.clone() };
            vec![
                (
                    Audience::Agent(agent.id),
                    Message::Session {
                        request: *request,
                        stage: match session {
                            SessionStart::Dialling => SessionStage::Connecting { since: at },
                            SessionStart::Bridged => SessionStage::Bridged { since: at },
                        },
                    },
                ),
                (
                    Audience::Team(*team),
                    match offer {
                        Some(offer) => Message::OfferEnded {
                            offer: *offer,
                            request: *request,
                            reason: Ending::Taken,
                            by: Some(agent.clone()),
                            phase: Some(taken),
                        },
                        None => moved(*request, taken),
                    },
                ),
            ]
        }
        Event::SessionBridged { request, agent, .. } => {
            vec![stage(*agent, *request, SessionStage::Bridged { since: at })]
        }
        Event::SessionEnded {
            request,
            agent,
            closes_at,
            ..
        } => vec![stage(
            *agent,
            *request,
            SessionStage::WrapUp {
                closes_at: *closes_at,
                draft: Draft::default(),
            },
        )],
        Event::WrapUpExtended {
            request,
            agent,
            closes_at,
            draft,
        } => vec![stage(
            *agent,
            *request,
            SessionStage::WrapUp {
                closes_at: *closes_at,
                draft: draft.clone(),
            },
        )],
        Event::RequestHandedBack {
            request,
            team,
            agent,
            since,
            ..
        } => vec![
            stage(*agent, *request, SessionStage::HandedBack { since: *since }),
            (
                Audience::Team(*team),
                moved(*request, Phase::Waiting { since: *since }),
            ),
        ],
        Event::RequestClosed {
            request,
            team,
            agent,
            outcome,
            ..
        } => vec![
            stage(*agent, *request, SessionStage::Closed { outcome: *outcome }),
            (Audience::Team(*team), moved(*request, Phase::Over)),
        ],
        Event::RequestAbandoned { request, team, .. }
        | Event::RequestCancelled { request, team }
        | Event::RequestExpired { request, team } => {
            vec![(Audience::Team(*team), moved(*request, Phase::Over))]
        }
        // Of reachability, the device that answers, or doesn't, is the only one that could be told. When
        // the clock was set, streams begin anew: so many times moved that a snapshot says it best.
        Event::OfferJoined { .. }
        | Event::DeskOpened { .. }
        | Event::AgentAdded { .. }
        | Event::AgentDisabled { .. }
        | Event::AgentEnabled { .. }
        | Event::PasswordChanged { .. }
        | Event::KeyRevoked { .. }
        | Event::ReachabilityChanged { .. }
        | Event::HoursSet { .. }
        | Event::CallsForbidden { .. }
        | Event::CallsAllowed { .. }
        | Event::AgentHears { .. }
        | Event::AgentTriedAgain { .. }
        | Event::AgentMissed { .. }
        | Event::SupervisorTold { .. }
        | Event::OwnerTimeOver { .. }
        | Event::RingPlanned { .. }
        | Event::RequestStays { .. }
        | Event::RequestRests { .. }
        | Event::RequestRoused { .. }
        | Event::RequestPutOff { .. }
        | Event::RequestBack { .. }
        | Event::CallAhead { .. }
        | Event::QuietHoursOver { .. }
        | Event::DigestGiven { .. }
        | Event::RequestMissed { .. }
        | Event::ClockStepped { .. } => vec![],
    }
}

fn attendance(agent: AgentId, attendance: Attendance) -> Vec<(Audience<'static>, Message)> {
    vec![(
        Audience::Agent(agent),
        Message::Agent {
            presence: None,
            attendance: Some(attendance),
            preferences: None,
        },
    )]
}

fn presence(agent: AgentId, presence: Presence) -> Vec<(Audience<'static>, Message)> {
    vec![(
        Audience::Agent(agent),
        Message::Agent {
            presence: Some(presence),
            attendance: None,
            preferences: None,
        },
    )]
}

fn reminder(agent: AgentId, reminder: Reminder) -> (Audience<'static>, Message) {
    (Audience::Agent(agent), Message::Reminder { reminder })
}

fn stage(agent: AgentId, request: RequestId, stage: SessionStage) -> (Audience<'static>, Message) {
    (Audience::Agent(agent), Message::Session { request, stage })
}

fn moved(request: RequestId, phase: Phase) -> Message {
    Message::Request {
        request,
        row: None,
        phase,
    }
}

/// A request arrives scheduled or waiting; nothing else is possible.
fn arrived(request: &Request) -> Phase {
    match request.state {
        State::Scheduled { due_at, .. } => Phase::Scheduled { due_at },
        _ => Phase::Waiting {
            since: request.created_at,
        },
    }
}
