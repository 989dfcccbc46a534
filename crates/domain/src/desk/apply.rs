//! `apply`: what each event changes, in one table. Total: an event about something unknown changes
//! nothing, since a journal that was accepted must always be readable.

mod agent;
mod offer;
mod request;

use super::{Desk, Profile};
use crate::{
    agent::{Access, Agent, Presence},
    event::{Event, Recorded},
    offer::{Offer, OfferState, Withdrawal},
    reminder::Digest,
    request::{Request, State, WaitsFor},
    response::{Hearing, Responding},
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
                self.put_team(team.clone());
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
            Event::AgentSignedIn { agent } => self.sign_in(*agent, at),
            Event::AgentSignedOut { agent } => self.change_agent(*agent, Agent::sign_out),
            Event::IntentChanged { agent, intent } => self.change_agent(*agent, |agent| {
                agent.presence = Presence::SignedIn(*intent);
            }),
            Event::ReachabilityChanged {
                agent,
                reachability,
            } => self.change_agent(*agent, |agent| agent.is_reached(*reachability, at)),
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
            Event::QuietHoursOver { agent } => self.change_agent(*agent, |agent| {
                agent.quiet_until = agent.next_quiet_end(at);
                agent.digest = Digest::Owed { until: at };
            }),
            Event::DigestGiven { agent, .. } => {
                self.change_agent(*agent, |agent| agent.digest = Digest::Settled);
            }
            Event::RequestReceived { request } => {
                let mut request = (**request).clone();
                request.plan_reminder(at);
                self.put_request(request);
            }
            Event::CallAhead { request, .. } => {
                self.change_request(*request, Request::owner_was_reminded);
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
            Event::OwnerTimeOver { request, .. } => {
                self.change_request(*request, Request::is_the_teams);
            }
            Event::RequestRoused { request, .. } => {
                self.change_request(*request, |request| request.waits_for(WaitsFor::Anybody));
            }
            Event::RequestRests { request, until, .. } => {
                let waits_for = WaitsFor::Opening { until: *until };
                self.change_request(*request, |request| request.waits_for(waits_for));
            }
            Event::RingPlanned { request, at, .. } => {
                self.change_request(*request, |request| request.rings_again(*at));
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
            Event::RequestBack { request, agent } => self.change_request(*request, |request| {
                request.put_off.remove(agent);
            }),
            Event::RequestRescheduled {
                request,
                due_at,
                chosen_by,
                ..
            } => self.change_request(*request, |request| {
                request.is_moved(*due_at, *chosen_by, at);
            }),
            Event::OfferMade {
                offer,
                request,
                team,
                since,
                deadline,
                decisions,
            } => {
                let decisions = decisions.clone();
                let made = Offer::made(*offer, *request, *team, at, *deadline, decisions);
                self.put_offer(made);
                self.change_request(*request, |request| {
                    request.is_offered(*offer, *since, *deadline);
                });
            }
            Event::OfferJoined {
                offer,
                agent,
                decision,
                ..
            } => self.change_offer(*offer, |offer| {
                offer.left.remove(agent);
                offer.joined.insert(*agent, at);
                offer.decisions.set(*agent, *decision);
            }),
            Event::OfferLeft {
                offer, agent, why, ..
            } => self.change_offer(*offer, |offer| offer.is_left_by(*agent, *why)),
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
                self.change_request(*request, |request| request.is_offered_no_more(*since));
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
            } => self.take_down(*offer, *agent, *device, *report),
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
                    request.is_taken(agent.id, *offer, *session, at);
                });
                self.take(agent.id, *request);
            }
            Event::SessionBridged {
                request,
                agent,
                draft,
                ..
            } => self.change_request(*request, |request| {
                request.is_bridged(*agent, at, draft);
            }),
            Event::SessionNoted { request, draft, .. } => {
                self.change_request(*request, |request| request.notes(draft));
            }
            Event::SessionEnded {
                request,
                agent,
                closes_at,
                draft,
                ..
            } => self.change_request(*request, |request| {
                request.is_wrapped_up(*agent, at, *closes_at, draft);
            }),
            Event::WrapUpExtended {
                request,
                closes_at,
                draft,
                ..
            } => self.change_request(*request, |request| request.keeps(draft, *closes_at)),
            Event::RequestHandedBack {
                request,
                agent,
                offer,
                since,
                note,
                ..
            } => {
                if let Some(offer) = offer {
                    self.withdraw(*offer, Withdrawal::HandedBack);
                }
                self.change_request(*request, |request| {
                    request.is_handed_back(*agent, *since, at, note.as_deref());
                });
                self.release(*agent, *request);
            }
            Event::RequestClosed {
                request,
                agent,
                outcome,
                note,
                closing,
                ..
            } => {
                self.change_state(*request, |_| State::Closed {
                    agent: Some(*agent),
                    outcome: *outcome,
                    note: note.clone(),
                    at,
                    closing: *closing,
                });
                self.release(*agent, *request);
            }
            Event::NoteLeft {
                request,
                agent,
                note,
            } => self.leave_note(*request, *agent, note.as_deref()),
            Event::OutcomeFiled {
                request,
                outcome,
                note,
                ..
            } => self.file(*request, *outcome, note.as_deref()),
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
}
