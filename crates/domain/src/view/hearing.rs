//! What a message of the stream changes in a view.

use super::{
    agent_view::AgentView,
    message::Message,
    ring::{Receipt, Ring},
    row::Phase,
    sessions::SessionStage,
    team::{Membership, TeamView},
};
use crate::{agent_ref::AgentRef, id::RequestId, time::Timestamp};

impl AgentView {
    /// Takes one message of the stream. A message that is already known changes nothing.
    pub fn apply(&mut self, seq: u64, at: Timestamp, message: &Message) {
        if seq <= self.position.seq {
            return;
        }
        self.position.seq = seq;
        self.now = self.now.max(at);
        match message {
            Message::Request {
                request,
                row,
                phase,
            } => {
                if let Some(row) = row {
                    self.requests.insert(*request, (**row).clone());
                }
                self.enter(*request, phase.clone());
            }
            Message::Offer {
                offer,
                request,
                since,
                deadline,
                decision,
            } => {
                self.enter(*request, Phase::Offered { since: *since });
                self.rings.insert(
                    *request,
                    Ring {
                        offer: *offer,
                        began_at: at,
                        deadline: *deadline,
                        decision: *decision,
                        receipt: Receipt::New,
                    },
                );
            }
            Message::OfferEnded { request, phase, .. } => {
                self.rings.remove(request);
                if let Some(phase) = phase {
                    self.enter(*request, phase.clone());
                }
            }
            Message::Agent {
                presence,
                attendance,
                preferences,
            } => {
                if let Some(attendance) = attendance {
                    self.me.attendance = *attendance;
                }
                if let Some(presence) = presence {
                    self.me.presence = *presence;
                }
                if let Some(preferences) = preferences {
                    self.me.preferences = preferences.clone();
                }
            }
            Message::Session { request, stage } => self.proceed(*request, stage),
            Message::Notice {
                team,
                name,
                distribution,
                chats,
            } => {
                let known = self.teams.get_or_insert_with(*team, || TeamView {
                    name: String::new(),
                    membership: Membership::Onlooker,
                    distribution: *distribution,
                    chats: *chats,
                });
                known.distribution = *distribution;
                known.chats = *chats;
                if let Some(name) = name {
                    known.name.clone_from(name);
                }
            }
            Message::Notification { .. } | Message::Reminder { .. } => {}
        }
    }

    fn enter(&mut self, request: RequestId, phase: Phase) {
        if !matches!(phase, Phase::Offered { .. }) {
            self.rings.remove(&request);
        }
        if phase == Phase::Over {
            self.is_over(request);
        } else if let Some(row) = self.requests.get_mut(&request) {
            if let Phase::Scheduled { due_at } = phase {
                row.scheduled_at = Some(due_at);
            }
            row.phase = phase;
        }
    }

    fn proceed(&mut self, request: RequestId, stage: &SessionStage) {
        self.rings.remove(&request);
        match stage {
            SessionStage::HandedBack { since } => {
                self.sessions.end(request);
                self.enter(
                    request,
                    Phase::Waiting {
                        since: *since,
                        rings_at: None,
                    },
                );
            }
            SessionStage::Closed { .. } => {
                self.sessions.end(request);
                self.enter(request, Phase::Over);
            }
            SessionStage::Connecting { .. }
            | SessionStage::Bridged { .. }
            | SessionStage::WrapUp { .. } => {
                let by = AgentRef {
                    id: self.me.id,
                    name: self.me.name.clone(),
                };
                self.enter(request, Phase::Taken { by });
                self.sessions.proceed(request, stage.clone());
            }
        }
    }

    /// A request is over. One without a row was beyond those that are known.
    fn is_over(&mut self, request: RequestId) {
        if self.requests.remove(&request).is_none() {
            self.beyond = self.beyond.saturating_sub(1);
        }
    }
}
