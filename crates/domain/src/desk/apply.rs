//! `apply`: what each event changes. Total: an event about something unknown changes nothing, since
//! a journal that was accepted must always be readable.

use std::collections::{BTreeMap, BTreeSet};

use super::{Desk, Profile};
use crate::{
    agent::{Agent, Intent, Presence, Reachability},
    event::{AfterTimeout, Event, Recorded, SessionStart},
    id::{AgentId, OfferId, RequestId},
    offer::{Offer, OfferState, Withdrawal},
    reminder::{self, AHEAD, Digest, Passed},
    request::{Draft, Request, State},
    time::Timestamp,
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
            Event::AgentSignedIn { agent } => {
                let owed = self
                    .agent(*agent)
                    .map(|agent| reminder::owed_on_arrival(self, agent, at))
                    .unwrap_or_default();
                self.change_agent(*agent, |agent| {
                    agent.presence = Presence::SignedIn(Intent::Available);
                    agent.digest = owed;
                    agent.quiet_until = agent.next_quiet_end(at);
                });
            }
            Event::AgentSignedOut { agent } => self.change_agent(*agent, |agent| {
                agent.presence = Presence::SignedOut;
                // The devices that answered until now are not theirs any more.
                agent.reachability = Reachability::Unreachable;
                agent.digest = Digest::Settled;
                agent.quiet_until = None;
            }),
            Event::IntentChanged { agent, intent } => self.change_agent(*agent, |agent| {
                agent.presence = Presence::SignedIn(*intent);
            }),
            Event::ReachabilityChanged {
                agent,
                reachability,
            } => self.change_agent(*agent, |agent| agent.reachability = *reachability),
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
                self.change_request(*request, |request| request.reminds_at = None);
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
            } => self.change_request(*request, |request| {
                request.owner_until = *owner_until;
                request.put_off.clear();
                request.rests_until = None;
                request.state = State::Waiting { since: *since };
            }),
            Event::OwnerTimeOver { request, .. } => {
                self.change_request(*request, |request| request.owner_until = None);
            }
            Event::RequestRests { request, until, .. } => {
                self.change_request(*request, |request| request.rests_until = Some(*until));
            }
            Event::RequestRoused { request, .. } => {
                self.change_request(*request, |request| request.rests_until = None);
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
                request, due_at, ..
            } => self.change_request(*request, |request| {
                request.scheduled_at = Some(*due_at);
                request.missed_rings = 0;
                request.owner_until = None;
                request.put_off.clear();
                request.rests_until = None;
                request.passed = None;
                request.state = State::Scheduled { due_at: *due_at };
                plan_reminder(request, at);
            }),
            Event::OfferMade {
                offer,
                request,
                team,
                since,
                deadline,
                only,
                decisions,
            } => {
                self.offers.insert(
                    *offer,
                    Offer {
                        id: *offer,
                        request: *request,
                        team: *team,
                        made_at: at,
                        deadline: *deadline,
                        only: *only,
                        decisions: decisions.clone(),
                        left: BTreeSet::new(),
                        reported: BTreeMap::new(),
                        state: OfferState::Pending,
                    },
                );
                self.change_state(*request, |_| State::Offered {
                    offer: *offer,
                    since: *since,
                    deadline: *deadline,
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
            Event::OfferLeft { offer, agent, .. } => self.change_offer(*offer, |offer| {
                offer.left.insert(*agent);
            }),
            Event::OfferTimedOut {
                offer,
                request,
                since,
                then,
                ..
            } => {
                self.change_offer(*offer, |offer| offer.state = OfferState::TimedOut);
                let passed = self.offers.get(offer).and_then(|offer| let_pass(offer, at));
                self.change_request(*request, |request| {
                    request.passed = passed.or(request.passed);
                    let since = *since;
                    request.state = match then {
                        AfterTimeout::Waiting => State::Waiting { since },
                        AfterTimeout::AskTeam => {
                            request.owner_until = None;
                            State::Waiting { since }
                        }
                        AfterTimeout::TimedOut { rings_again_at } => {
                            request.missed_rings = request.missed_rings.saturating_add(1);
                            State::TimedOut {
                                since,
                                rings_again_at: *rings_again_at,
                            }
                        }
                    };
                });
            }
            Event::OfferWithdrawn {
                offer,
                request,
                since,
                why,
                ..
            } => {
                self.withdraw(*offer, *why);
                self.change_state(*request, |_| State::Waiting { since: *since });
            }
            Event::NotificationsDecided { .. } => {}
            Event::NotificationReported {
                offer,
                device,
                report,
                ..
            } => self.change_offer(*offer, |offer| {
                offer.reported.insert(*device, *report);
            }),
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
                    request.owner_until = None;
                    request.put_off.clear();
                    request.rests_until = None;
                    request.state = State::Waiting { since: *since };
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
        }
    }

    fn withdraw(&mut self, offer: OfferId, why: Withdrawal) {
        self.change_offer(offer, |offer| offer.state = OfferState::Withdrawn(why));
    }

    fn release(&mut self, agent: AgentId, request: RequestId) {
        self.change_agent(agent, |agent| agent.serving.release(request));
    }

    fn change_agent(&mut self, id: AgentId, change: impl FnOnce(&mut Agent)) {
        let Some(agent) = self.agents.get_mut(&id) else {
            return;
        };
        let before = agent.quiet_until;
        change(agent);
        let after = agent.quiet_until;
        if before != after {
            self.quiet_ends.extend(after.map(|end| (end, id)));
            if let Some(before) = before {
                self.quiet_ends.remove(&(before, id));
            }
        }
    }

    fn change_offer(&mut self, id: OfferId, change: impl FnOnce(&mut Offer)) {
        if let Some(offer) = self.offers.get_mut(&id) {
            change(offer);
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

/// Only a call with an owner, and only while there is time: what is planned for the next minutes
/// needs no reminder.
fn plan_reminder(request: &mut Request, now: Timestamp) {
    request.reminds_at = match request.state {
        State::Scheduled { due_at } if request.owner.is_some() => {
            Some(due_at - AHEAD).filter(|at| *at > now)
        }
        _ => None,
    };
}

/// Who had an offer to themselves, saw it, and did nothing.
fn let_pass(offer: &Offer, at: Timestamp) -> Option<Passed> {
    let agent = offer.only.filter(|_| !offer.reported.is_empty())?;
    Some(Passed {
        agent,
        after: at.since(offer.made_at),
    })
}

fn accepted_offer(request: &Request) -> Option<OfferId> {
    match request.state {
        State::Connecting { offer, .. } | State::InSession { offer, .. } => offer,
        _ => None,
    }
}
