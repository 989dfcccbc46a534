//! `apply`: what each event changes. Total: an event about something unknown changes nothing, since
//! a journal that was accepted must always be readable.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, GRACE, Profile};
use crate::{
    agent::{Access, Agent, Intent, Presence, Reachability},
    event::{AfterTimeout, Event, Recorded, SessionStart},
    id::{AgentId, OfferId, RequestId},
    notification::{Decision, Suppression},
    offer::{Leaving, Offer, OfferState, Withdrawal},
    reminder::{self, AHEAD, Digest, Passed},
    request::{Draft, PUT_OFF, Request, Ring, State, WaitsFor},
    response::{Hearing, Responding},
    serving::Serving,
    time::{Span, Timestamp},
};

impl Desk {
    /// Changes the desk as the event says. The same function runs when a command was decided, when
    /// a journal is replayed and in every test.
    pub fn apply(&mut self, recorded: &Recorded) {
        self.seq = recorded.seq;
        self.apply_event(&recorded.event, recorded.at);
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm an event, each a few lines: the table reads best in one piece"
    )]
    fn apply_event(&mut self, event: &Event, at: Timestamp) {
        match event {
            Event::DeskOpened { name, country } => {
                self.profile = Profile {
                    name: name.clone(),
                    country: country.clone(),
                };
            }
            Event::TeamAdded { team } => {
                self.teams.insert(team.id, team.clone());
            }
            Event::RuleSet { team, rule } => {
                if let Some(team) = self.teams.get_mut(team) {
                    team.rule = *rule;
                }
            }
            Event::HoursSet { team, hours } => {
                if let Some(team) = self.teams.get_mut(team) {
                    team.hours.clone_from(hours);
                }
            }
            Event::CallsForbidden { phone } => {
                self.do_not_call.insert(phone.clone());
            }
            Event::CallsAllowed { phone } => {
                self.do_not_call.remove(phone);
            }
            Event::AgentAdded { agent } => self.put_agent((**agent).clone()),
            Event::AgentDisabled { agent } => self.change_agent(*agent, |agent| {
                agent.access = Access::Disabled { since: at };
            }),
            Event::AgentEnabled { agent } => {
                self.change_agent(*agent, |agent| agent.access = Access::Open);
            }
            Event::AgentSignedIn { agent } => {
                let owed = self
                    .agent(*agent)
                    .map(|agent| reminder::owed_on_arrival(self, agent, at))
                    .unwrap_or_default();
                self.change_agent(*agent, |agent| {
                    agent.presence = Presence::SignedIn(Intent::Available);
                    agent.hearing = Hearing::default();
                    agent.digest = owed;
                    agent.quiet_until = agent.next_quiet_end(at);
                });
            }
            Event::AgentSignedOut { agent } => self.change_agent(*agent, |agent| {
                agent.presence = Presence::SignedOut;
                // The devices that answered until now are not theirs any more.
                agent.reachability = Reachability::Unreachable;
                agent.missed_at = None;
                agent.digest = Digest::Settled;
                agent.quiet_until = None;
            }),
            Event::IntentChanged { agent, intent } => self.change_agent(*agent, |agent| {
                agent.presence = Presence::SignedIn(*intent);
            }),
            Event::ReachabilityChanged {
                agent,
                reachability,
            } => self.change_agent(*agent, |agent| {
                agent.reachability = *reachability;
                agent.missed_at = match reachability {
                    Reachability::Reachable => None,
                    Reachability::Unreachable => {
                        (agent.serving != Serving::Nobody).then_some(at + GRACE)
                    }
                };
                if *reachability == Reachability::Reachable {
                    agent.hearing = Hearing::default();
                }
            }),
            Event::AgentStoppedResponding { agent } => {
                self.change_agent(*agent, |agent| agent.responding = Responding::No);
            }
            Event::AgentResponded { agent } => {
                self.change_agent(*agent, |agent| agent.responding = Responding::default());
            }
            Event::AgentHears { agent } => {
                self.change_agent(*agent, |agent| agent.hearing = Hearing::default());
            }
            Event::AgentTriedAgain { agent } => self.change_agent(*agent, |agent| {
                agent.hearing = agent.hearing.tried_again();
            }),
            Event::AgentMissed { agent, .. } => {
                self.change_agent(*agent, |agent| agent.missed_at = None);
            }
            Event::PreferencesChanged { agent, preferences } => {
                self.change_agent(*agent, |agent| {
                    agent.preferences = preferences.clone();
                    agent.quiet_until = agent.next_quiet_end(at);
                });
            }
            Event::RequestReceived { request } => {
                let mut request = (**request).clone();
                plan_reminder(&mut request, at);
                self.put_request(request);
            }
            Event::CallAhead { request, .. } => {
                self.change_request(*request, |request| {
                    if let State::Scheduled { reminds_at, .. } = &mut request.state {
                        *reminds_at = None;
                    }
                });
            }
            Event::QuietHoursOver { agent } => self.change_agent(*agent, |agent| {
                agent.quiet_until = agent.next_quiet_end(at);
                agent.digest = Digest::Owed { until: at };
            }),
            Event::DigestGiven { agent, .. } => {
                self.change_agent(*agent, |agent| agent.digest = Digest::Settled);
            }
            Event::RequestMissed { request, .. } => {
                self.change_request(*request, |request| request.passed = None);
            }
            Event::RequestDue {
                request,
                since,
                owner_until,
                ..
            } => self.change_state(*request, |_| State::Waiting {
                since: *since,
                waits_for: match owner_until {
                    Some(until) => WaitsFor::Owner { until: *until },
                    None => WaitsFor::Anybody,
                },
            }),
            Event::OwnerTimeOver { request, .. } => self.change_request(*request, |request| {
                request.waits_for(WaitsFor::Anybody);
                // An owner who leaves the desk while it rings for them: when that ends, the team has it.
                if let State::Offered { ring, .. } = &mut request.state
                    && *ring == Ring::Owner
                {
                    *ring = Ring::Team;
                }
            }),
            Event::RequestRoused { request, .. } => {
                self.change_request(*request, |request| request.waits_for(WaitsFor::Anybody));
            }
            Event::RequestRests { request, until, .. } => {
                let until = *until;
                self.change_request(*request, |request| {
                    request.waits_for(WaitsFor::Opening { until });
                });
            }
            Event::RingPlanned { request, at, .. } => {
                self.change_request(*request, |request| {
                    if let State::TimedOut { rings_again_at, .. } = &mut request.state {
                        *rings_again_at = Some(*at);
                    }
                });
            }
            Event::RequestStays { request, .. } => {
                self.change_request(*request, |request| request.gives_way_at = None);
            }
            Event::RequestPutOff {
                request,
                agent,
                until,
            } => self.change_request(*request, |request| {
                request.put_off.insert(*agent, *until);
            }),
            Event::RequestBack { request, agent } => {
                self.change_request(*request, |request| {
                    request.put_off.remove(agent);
                });
            }
            Event::RequestRescheduled {
                request,
                due_at,
                chosen_by,
                ..
            } => self.change_request(*request, |request| {
                request.scheduled_at = Some(*due_at);
                if let (Some(call_back), Some(chosen_by)) = (&mut request.call_back, chosen_by) {
                    call_back.time_chosen_by = *chosen_by;
                }
                request.begins_anew(State::Scheduled {
                    due_at: *due_at,
                    reminds_at: None,
                });
                plan_reminder(request, at);
            }),
            Event::OfferMade {
                offer,
                request,
                team,
                since,
                deadline,
                decisions,
            } => {
                self.put_offer(Offer {
                    id: *offer,
                    request: *request,
                    team: *team,
                    made_at: at,
                    deadline: *deadline,
                    decisions: decisions.clone(),
                    left: BTreeSet::new(),
                    reports: BTreeMap::new(),
                    state: OfferState::Pending,
                });
                self.change_state(*request, |request| State::Offered {
                    offer: *offer,
                    since: *since,
                    deadline: *deadline,
                    ring: match &request.state {
                        State::Waiting {
                            waits_for: WaitsFor::Owner { .. },
                            ..
                        } => Ring::Owner,
                        State::TimedOut { rings_again_at, .. } => Ring::Latecomers {
                            rings_again_at: *rings_again_at,
                        },
                        _ => Ring::Team,
                    },
                });
            }
            Event::OfferJoined {
                offer,
                agent,
                decision,
                ..
            } => self.change_offer(*offer, |offer| {
                offer.left.remove(agent);
                offer.decisions.set(*agent, *decision);
            }),
            Event::OfferLeft {
                offer, agent, why, ..
            } => self.change_offer(*offer, |offer| {
                if *why == Leaving::PutOff {
                    // When it comes back to them it is new: it may be told of again.
                    offer
                        .decisions
                        .set(*agent, Decision::Suppress(Suppression::PutOff));
                    offer.reports.remove(agent);
                } else {
                    offer.left.insert(*agent);
                }
            }),
            Event::OfferTimedOut {
                offer,
                request,
                since,
                then,
                ..
            } => self.offer_ran_out(*offer, *request, *since, then, at),
            Event::OfferWithdrawn {
                offer,
                request,
                since,
                why,
                ..
            } => {
                self.withdraw(*offer, *why);
                let since = *since;
                self.change_state(*request, |request| match &request.state {
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
                });
            }
            Event::NotificationsDecided { .. }
            | Event::SupervisorTold { .. }
            | Event::PasswordChanged { .. }
            | Event::KeyRevoked { .. } => {}
            Event::NotificationReported {
                offer,
                agent,
                device,
                report,
                ..
            } => {
                // Of an offer that has ended nothing changes any more: the trace has what came later.
                let pending = |offer: &Offer| offer.state == OfferState::Pending;
                if self.offers.get(offer).is_some_and(pending) {
                    self.change_offer(*offer, |offer| {
                        let of_agent = offer.reports.entry(*agent).or_default();
                        of_agent.insert(*device, *report);
                    });
                } else {
                    self.past_offers.report(*offer, *device, *report);
                }
            }
            Event::RequestConnected {
                request,
                agent,
                offer,
                session,
                ..
            } => {
                if let Some(offer) = offer {
                    self.change_offer(*offer, |offer| {
                        offer.state = OfferState::Accepted(agent.id);
                    });
                }
                self.change_request(*request, |request| {
                    request.passed = request.passed.filter(|passed| passed.agent != agent.id);
                    request.state = match session {
                        SessionStart::Dialling => State::Connecting {
                            agent: agent.id,
                            offer: *offer,
                            since: at,
                        },
                        SessionStart::Bridged => State::InSession {
                            agent: agent.id,
                            offer: *offer,
                            bridged_at: at,
                        },
                    };
                });
                if let Some(channel) = self.live.get(request).map(|request| request.channel) {
                    self.change_agent(agent.id, |agent| agent.serving.take(*request, channel));
                }
            }
            Event::SessionBridged { request, agent, .. } => {
                self.change_state(*request, |request| State::InSession {
                    agent: *agent,
                    offer: accepted_offer(request),
                    bridged_at: at,
                });
            }
            Event::SessionEnded {
                request,
                agent,
                closes_at,
                ..
            } => self.change_state(*request, |request| State::WrapUp {
                agent: *agent,
                bridged_at: match request.state {
                    State::InSession { bridged_at, .. } => Some(bridged_at),
                    _ => None,
                },
                ended_at: at,
                closes_at: *closes_at,
                draft: Draft::default(),
            }),
            Event::WrapUpExtended {
                request,
                closes_at,
                draft,
                ..
            } => self.change_request(*request, |request| {
                if let State::WrapUp {
                    closes_at: until,
                    draft: entered,
                    ..
                } = &mut request.state
                {
                    *until = *closes_at;
                    entered.clone_from(draft);
                }
            }),
            Event::RequestHandedBack {
                request,
                agent,
                offer,
                since,
                ..
            } => {
                if let Some(offer) = offer {
                    self.withdraw(*offer, Withdrawal::HandedBack);
                }
                self.change_request(*request, |request| {
                    request.begins_anew(State::Waiting {
                        since: *since,
                        waits_for: WaitsFor::Anybody,
                    });
                    request.put_off.insert(*agent, at + PUT_OFF);
                });
                self.release(*agent, *request);
            }
            Event::RequestClosed {
                request,
                agent,
                outcome,
                note,
                ..
            } => {
                self.change_state(*request, |_| State::Closed {
                    agent: Some(*agent),
                    outcome: *outcome,
                    note: note.clone(),
                    at,
                });
                self.release(*agent, *request);
            }
            Event::RequestCancelled { request, .. } => {
                self.change_state(*request, |_| State::Cancelled { at });
            }
            Event::RequestAbandoned { request, .. } => {
                self.change_state(*request, |_| State::Abandoned { at });
            }
            Event::RequestExpired { request, .. } => {
                self.change_state(*request, |_| State::Expired { at });
            }
            Event::ClockStepped { by } => self.step_clock(*by),
        }
    }

    fn withdraw(&mut self, offer: OfferId, why: Withdrawal) {
        self.change_offer(offer, |offer| offer.state = OfferState::Withdrawn(why));
    }

    fn release(&mut self, agent: AgentId, request: RequestId) {
        self.change_agent(agent, |agent| {
            agent.serving.release(request);
            if agent.serving == Serving::Nobody {
                agent.missed_at = None;
            }
        });
    }

    /// For whom it rang until now, they have let it pass, or their devices have received nothing.
    fn offer_ran_out(
        &mut self,
        id: OfferId,
        request: RequestId,
        since: Timestamp,
        then: &AfterTimeout,
        at: Timestamp,
    ) {
        self.change_offer(id, |offer| offer.state = OfferState::TimedOut);
        let Some(offer) = self.offers.get(&id) else {
            return;
        };
        let (heard, unheard): (Vec<_>, Vec<_>) = self
            .members(offer.team)
            .map(|agent| agent.id)
            .filter(|agent| offer.rang_to_the_end_for(*agent))
            .partition(|agent| offer.was_heard_by(*agent));
        let took = at.since(offer.made_at);
        let patience = self
            .team(offer.team)
            .and_then(|team| team.rule?.not_responding_after);
        for agent in &heard {
            self.change_agent(*agent, |agent| {
                agent.responding = agent.responding.missed_one(patience);
            });
        }
        for agent in unheard {
            self.change_agent(agent, |agent| agent.hearing = agent.hearing.missed_one(at));
        }
        self.change_request(request, |request| {
            request.ran_out(since, then, &heard, took);
        });
    }

    pub(super) fn change_agent(&mut self, id: AgentId, change: impl FnOnce(&mut Agent)) {
        let Some(agent) = self.agents.get_mut(&id) else {
            return;
        };
        let before = agent.timer();
        change(agent);
        let after = agent.timer();
        if before != after {
            self.agent_timers.extend(after.map(|due| (due, id)));
            if let Some(before) = before {
                self.agent_timers.remove(&(before, id));
            }
        }
    }

    fn change_offer(&mut self, id: OfferId, change: impl FnOnce(&mut Offer)) {
        if let Some(mut offer) = self.offers.remove(&id) {
            change(&mut offer);
            self.put_offer(offer);
        }
    }

    fn change_request(&mut self, id: RequestId, change: impl FnOnce(&mut Request)) {
        if let Some(mut request) = self.live.get(&id).cloned() {
            change(&mut request);
            self.put_request(request);
        }
    }

    fn change_state(&mut self, id: RequestId, next: impl FnOnce(&Request) -> State) {
        self.change_request(id, |request| request.state = next(request));
    }
}

impl Request {
    fn waits_for(&mut self, whom: WaitsFor) {
        if let State::Waiting { waits_for, .. } = &mut self.state {
            *waits_for = whom;
        }
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

    /// An offer of it ran out. `heard`: for whom it rang until then and whose devices had received it.
    fn ran_out(&mut self, since: Timestamp, then: &AfterTimeout, heard: &[AgentId], took: Span) {
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
}

/// Only a call with an owner, and only while there is time: what is planned for the next minutes
/// needs no reminder.
fn plan_reminder(request: &mut Request, now: Timestamp) {
    let has_owner = request.owner.is_some();
    if let State::Scheduled { due_at, reminds_at } = &mut request.state {
        *reminds_at = Some(*due_at - AHEAD).filter(|at| has_owner && *at > now);
    }
}

fn accepted_offer(request: &Request) -> Option<OfferId> {
    match request.state {
        State::Connecting { offer, .. } | State::InSession { offer, .. } => offer,
        _ => None,
    }
}
