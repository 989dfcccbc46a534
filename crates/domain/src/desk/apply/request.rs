//! What events change about a request.

use std::collections::BTreeMap;

use crate::{
    call_back::Chooser,
    event::{AfterTimeout, SessionStart},
    id::{AgentId, OfferId},
    reminder::AHEAD,
    request::{Draft, HandedBack, PUT_OFF, Passed, Request, Ring, State, WaitsFor},
    time::{Span, Timestamp},
};

/// A request is written as a whole whenever it changes, so it does not grow for ever.
const HANDED_BACK_KEPT: usize = 20;

impl Request {
    pub(super) fn waits_for(&mut self, whom: WaitsFor) {
        if let State::Waiting { waits_for, .. } = &mut self.state {
            *waits_for = whom;
        }
    }

    /// An owner who leaves the desk while it rings for them: when that ends, the team has it.
    pub(super) fn is_the_teams(&mut self) {
        self.waits_for(WaitsFor::Anybody);
        if let State::Offered { ring, .. } = &mut self.state
            && *ring == Ring::Owner
        {
            *ring = Ring::Team;
        }
    }

    pub(super) fn rings_again(&mut self, at: Timestamp) {
        if let State::TimedOut { rings_again_at, .. } = &mut self.state {
            *rings_again_at = Some(at);
        }
    }

    /// Only a call with an owner, and only while there is time: what is planned for the next minutes
    /// needs no reminder.
    pub(super) fn plan_reminder(&mut self, now: Timestamp) {
        let has_owner = self.owner.is_some();
        if let State::Scheduled { due_at, reminds_at } = &mut self.state {
            *reminds_at = Some(*due_at - AHEAD).filter(|at| has_owner && *at > now);
        }
    }

    pub(super) fn owner_was_reminded(&mut self) {
        if let State::Scheduled { reminds_at, .. } = &mut self.state {
            *reminds_at = None;
        }
    }

    pub(super) fn is_moved(
        &mut self,
        due_at: Timestamp,
        chosen_by: Option<Chooser>,
        now: Timestamp,
    ) {
        self.scheduled_at = Some(due_at);
        if let (Some(call_back), Some(chosen_by)) = (&mut self.call_back, chosen_by) {
            call_back.time_chosen_by = chosen_by;
        }
        let put_off = self.still_put_off(now);
        self.begins_anew(State::Scheduled {
            due_at,
            reminds_at: None,
        });
        self.put_off = put_off;
        self.plan_reminder(now);
    }

    pub(super) fn is_offered(&mut self, offer: OfferId, since: Timestamp, deadline: Timestamp) {
        self.state = State::Offered {
            offer,
            since,
            deadline,
            ring: match &self.state {
                State::Waiting {
                    waits_for: WaitsFor::Owner { .. },
                    ..
                } => Ring::Owner,
                State::TimedOut { rings_again_at, .. } => Ring::Latecomers {
                    rings_again_at: *rings_again_at,
                },
                _ => Ring::Team,
            },
        };
    }

    /// The offer of it was withdrawn: it is where it was.
    pub(super) fn is_offered_no_more(&mut self, since: Timestamp) {
        self.state = match &self.state {
            State::Offered {
                ring: Ring::Latecomers { rings_again_at },
                ..
            } => State::TimedOut {
                since,
                rings_again_at: *rings_again_at,
            },
            State::Offered {
                ring: Ring::Owner,
                deadline,
                ..
            } => State::Waiting {
                since,
                waits_for: WaitsFor::Owner { until: *deadline },
            },
            _ => State::Waiting {
                since,
                waits_for: WaitsFor::Anybody,
            },
        };
    }

    /// An offer of it ran out. `heard`: for whom it rang until then and whose devices had received it.
    pub(super) fn ran_out(
        &mut self,
        since: Timestamp,
        then: &AfterTimeout,
        heard: &[AgentId],
        took: Span,
    ) {
        let State::Offered { ring, .. } = self.state else {
            return;
        };
        if ring == Ring::Owner {
            // Who had it to themselves, saw it, and did nothing.
            let owner = heard.first().map(|agent| Passed {
                agent: *agent,
                after: took,
            });
            self.passed = owner.or(self.passed);
        }
        self.state = match then {
            AfterTimeout::Waiting | AfterTimeout::AskTeam => State::Waiting {
                since,
                waits_for: WaitsFor::Anybody,
            },
            AfterTimeout::TimedOut {
                rings_again_at,
                gives_way_at,
            } => {
                if ring == Ring::Team {
                    // Whoever was with a customer this time has not been asked, whenever they were before.
                    self.asked.clear();
                }
                self.asked.extend(heard);
                self.gives_way_at = gives_way_at.or(self.gives_way_at);
                if ring == Ring::Team {
                    self.missed_rings = self.missed_rings.saturating_add(1);
                }
                State::TimedOut {
                    since,
                    rings_again_at: *rings_again_at,
                }
            }
        };
    }

    pub(super) fn is_taken(
        &mut self,
        agent: AgentId,
        offer: Option<OfferId>,
        session: SessionStart,
        at: Timestamp,
    ) {
        self.passed = self.passed.filter(|passed| passed.agent != agent);
        self.state = match session {
            SessionStart::Dialling => State::Connecting {
                agent,
                offer,
                since: at,
                draft: Draft::default(),
            },
            SessionStart::Bridged => State::InSession {
                agent,
                offer,
                bridged_at: at,
                draft: Draft::default(),
            },
        };
    }

    pub(super) fn is_bridged(&mut self, agent: AgentId, at: Timestamp, noted: &Draft) {
        self.state = State::InSession {
            agent,
            offer: self.accepted_offer(),
            bridged_at: at,
            draft: noted.clone(),
        };
    }

    /// Before the wrap-up, whose time goes on with what is entered.
    pub(super) fn notes(&mut self, entered: &Draft) {
        if let State::Connecting { draft, .. } | State::InSession { draft, .. } = &mut self.state {
            draft.clone_from(entered);
        }
    }

    pub(super) fn is_wrapped_up(
        &mut self,
        agent: AgentId,
        ended_at: Timestamp,
        closes_at: Timestamp,
        noted: &Draft,
    ) {
        self.state = State::WrapUp {
            agent,
            bridged_at: match self.state {
                State::InSession { bridged_at, .. } => Some(bridged_at),
                _ => None,
            },
            ended_at,
            closes_at,
            draft: noted.clone(),
        };
    }

    /// What was entered in the wrap-up, and until when it goes on because of that.
    pub(super) fn keeps(&mut self, entered: &Draft, until: Timestamp) {
        if let State::WrapUp {
            closes_at, draft, ..
        } = &mut self.state
        {
            *closes_at = until;
            draft.clone_from(entered);
        }
    }

    pub(super) fn is_handed_back(
        &mut self,
        by: AgentId,
        since: Timestamp,
        at: Timestamp,
        note: Option<&str>,
    ) {
        let too_many = (self.handed_back.len() + 1).saturating_sub(HANDED_BACK_KEPT);
        self.handed_back.drain(..too_many);
        self.handed_back.push(HandedBack {
            by,
            at,
            note: note.map(ToOwned::to_owned),
        });
        let mut put_off = self.still_put_off(at);
        put_off.insert(by, at + PUT_OFF);
        self.begins_anew(State::Waiting {
            since,
            waits_for: WaitsFor::Anybody,
        });
        self.put_off = put_off;
    }

    /// Who wanted to be left alone with it does not want it the more because a colleague had or moved it.
    fn still_put_off(&mut self, now: Timestamp) -> BTreeMap<AgentId, Timestamp> {
        let mut put_off = std::mem::take(&mut self.put_off);
        put_off.retain(|_, until| *until > now);
        put_off
    }

    /// What was tried before counts no more: somebody has spoken with the customer, or will later.
    fn begins_anew(&mut self, state: State) {
        self.missed_rings = 0;
        self.asked.clear();
        self.gives_way_at = None;
        self.put_off.clear();
        self.passed = None;
        self.state = state;
    }

    fn accepted_offer(&self) -> Option<OfferId> {
        match self.state {
            State::Connecting { offer, .. } | State::InSession { offer, .. } => offer,
            _ => None,
        }
    }
}
