//! Watches a desk event by event and says which promise was broken.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::{Agent, Reachability},
    command::Command,
    desk::Desk,
    distribution,
    event::{Event, Recorded},
    id::{AgentId, OfferId, RequestId},
    notification::Decision,
    offer::{Leaving, OfferState},
    request::{Channel, Request, Ring, State},
    response::Hearing,
    ring_hours,
    serving::Serving,
    team::Team,
    time::{Span, Timestamp},
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{reader::Readers, stage::Stage};

/// Latecomers are not asked when it rings for all so soon.
const A_MOMENT: Span = Span::seconds(5);

type Kept = Result<(), TestCaseError>;

/// Follows the journal with a desk of its own.
#[derive(Default)]
pub struct Keeper {
    desk: Desk,
    received: BTreeSet<RequestId>,
    ended: BTreeSet<RequestId>,
    notified: BTreeSet<(AgentId, OfferId)>,
    readers: Readers,
    /// The latest time that the stage's clock has shown.
    latest: Timestamp,
}

impl Keeper {
    /// Called with what one command caused, on the stage where it happened.
    pub fn watch(&mut self, stage: &Stage, cause: Option<&Command>, happened: &[Recorded]) -> Kept {
        if matches!(cause, Some(Command::Tick)) {
            nothing_is_due_after_a_tick(stage)?;
        }
        for recorded in happened {
            prop_assert_eq!(recorded.seq, self.desk.seq() + 1, "the journal has no gap");
            self.desk.apply(recorded);
            self.remember(recorded)?;
            self.readers.tell(&self.desk, recorded, stage.now)?;
        }
        self.readers.welcome(&self.desk, stage.now);
        let mut followed = self.desk.clone();
        // What is forgotten stays forgotten when the clock is put back.
        self.latest = self.latest.max(stage.now).max(stage.latest);
        followed.forget_ended(self.latest);
        let mut executed = stage.desk.clone();
        executed.forget_ended(self.latest);
        prop_assert_eq!(
            &executed,
            &followed,
            "replaying the journal gives the same desk"
        );
        nobody_has_too_many_customers(&stage.desk)?;
        nothing_rings_for_the_occupied(&stage.desk)?;
        what_can_ring_rings(stage)?;
        timers_are_in_order(&stage.desk)?;
        self.nothing_is_lost(&stage.desk)
    }

    fn remember(&mut self, recorded: &Recorded) -> Kept {
        match &recorded.event {
            Event::RequestReceived { request } => {
                prop_assert!(
                    self.received.insert(request.id),
                    "a request is received once"
                );
            }
            Event::OfferMade {
                offer,
                request,
                team,
                decisions,
                ..
            } => {
                let told: Vec<_> = self
                    .desk
                    .members(*team)
                    .filter(|agent| decisions.about(agent.id) == Some(Decision::Notify))
                    .map(|agent| agent.id)
                    .collect();
                for agent in told {
                    self.notify(agent, *offer, *request)?;
                }
                self.hours_are_kept(*request, recorded.at)?;
                self.nobody_is_asked_against_their_wish(*offer)?;
            }
            // It is new to them when it comes back.
            Event::OfferLeft {
                offer,
                agent,
                why: Leaving::PutOff,
                ..
            } => {
                self.notified.remove(&(*agent, *offer));
            }
            Event::OfferJoined {
                offer,
                request,
                decision,
                ..
            } if decision.rings() && *decision != Decision::Notify => {
                self.hours_are_kept(*request, recorded.at)?;
                self.nobody_is_asked_against_their_wish(*offer)?;
            }
            Event::OfferJoined {
                offer,
                request,
                agent,
                decision: Decision::Notify,
                ..
            } => {
                self.notify(*agent, *offer, *request)?;
                self.hours_are_kept(*request, recorded.at)?;
                self.nobody_is_asked_against_their_wish(*offer)?;
            }
            Event::CallAhead {
                agent,
                decision: Decision::Notify,
                ..
            }
            | Event::DigestGiven {
                agent,
                decision: Decision::Notify,
                ..
            }
            | Event::RequestMissed {
                agent,
                decision: Decision::Notify,
                ..
            } => {
                let known = self.desk.agent(*agent).expect("reminded a known agent");
                prop_assert!(
                    known.occupied().is_none() && known.reachability == Reachability::Reachable,
                    "P3: {} is reminded though {:?}",
                    known.name,
                    known.occupied()
                );
            }
            Event::RequestConnected { team, agent, .. } => {
                let taken_by = self.desk.agent(agent.id).expect("taken by a known agent");
                if let Serving::Chats(chats) = &taken_by.serving {
                    let capacity = self.desk.team(*team).map(Team::chat_capacity);
                    prop_assert!(
                        chats.len() <= capacity.unwrap_or_default().chats().into(),
                        "{} takes one chat too many",
                        agent.name
                    );
                }
            }
            Event::NotificationsDecided { decisions, .. } => {
                prop_assert!(
                    decisions.distinct().all(|decision| !decision.rings()),
                    "without an offer nothing rings: {:?}",
                    decisions
                );
            }
            _ => {}
        }
        Ok(())
    }

    /// P3 and P11, at the moment of the decision.
    fn notify(&mut self, agent: AgentId, offer: OfferId, request: RequestId) -> Kept {
        let known = self.desk.agent(agent).expect("decided about a known agent");
        let about = self.desk.request(request).expect("offered a known request");
        let team = self.desk.team(about.team).expect("a request has a team");
        prop_assert_eq!(
            known.occupied_for(team, about.channel),
            None,
            "P3: {} is told though busy",
            known.name
        );
        prop_assert_eq!(
            known.reachability,
            Reachability::Reachable,
            "P3: told though unreachable"
        );
        prop_assert!(team.rule.is_some(), "P3: told though the team has no rule");
        prop_assert!(
            known.preferences.desktop_notifications.is_on(),
            "told though switched off"
        );
        prop_assert!(
            !known.preferences.muted_kinds.contains(&about.kind),
            "told though the kind is switched off"
        );
        prop_assert!(
            self.notified.insert((agent, offer)),
            "P11: {} is told twice of one offer",
            known.name
        );
        Ok(())
    }

    /// Every ring keeps the hours that its kind keeps, whenever it rings.
    fn hours_are_kept(&self, request: RequestId, at: Timestamp) -> Kept {
        let about = self.desk.request(request).expect("offered a known request");
        let team = self.desk.team(about.team).expect("a request has a team");
        prop_assert!(
            ring_hours::may_ring(team, about, at),
            "{} rings outside the hours that it keeps",
            request
        );
        Ok(())
    }

    /// Neither who put it off, nor anybody but the owner while it is theirs.
    fn nobody_is_asked_against_their_wish(&self, offer: OfferId) -> Kept {
        let offer = self.desk.offer(offer).expect("an offer that was made");
        let about = self.desk.request(offer.request).expect("a known request");
        for agent in self.desk.members(offer.team) {
            if !offer.rings_for(agent.id) {
                continue;
            }
            prop_assert!(
                !about.put_off.contains_key(&agent.id),
                "rings for {} who put it off",
                agent.name
            );
            prop_assert!(
                about.kept_for().is_none_or(|owner| owner == agent.id),
                "rings for {} during the owner's time",
                agent.name
            );
        }
        Ok(())
    }

    /// P4. Memory forgets what ended; what lives it may never forget.
    fn nothing_is_lost(&mut self, desk: &Desk) -> Kept {
        for id in &self.received {
            match desk.request(*id) {
                Some(request) if request.state.has_ended() => {
                    self.ended.insert(*id);
                }
                Some(_) => prop_assert!(!self.ended.contains(id), "P4: an ended request revived"),
                None => prop_assert!(self.ended.contains(id), "P4: a live request is lost"),
            }
        }
        Ok(())
    }
}

/// P2: a call takes an agent whole, and what an agent says they serve is what the requests say.
fn nobody_has_too_many_customers(desk: &Desk) -> Kept {
    let mut calls: BTreeMap<AgentId, Vec<RequestId>> = BTreeMap::new();
    let mut chats: BTreeMap<AgentId, BTreeSet<RequestId>> = BTreeMap::new();
    for request in desk.live_requests() {
        match (request.agent(), request.channel) {
            (Some(agent), Channel::Voice) => calls.entry(agent).or_default().push(request.id),
            (Some(agent), Channel::Chat) => {
                chats.entry(agent).or_default().insert(request.id);
            }
            (None, _) => {}
        }
    }
    for agent in desk.agents() {
        let calls = calls.remove(&agent.id).unwrap_or_default();
        let chats = chats.remove(&agent.id).unwrap_or_default();
        let agree = match &agent.serving {
            Serving::Nobody => calls.is_empty() && chats.is_empty(),
            Serving::Call(call) => calls == [*call] && chats.is_empty(),
            Serving::Chats(open) => {
                calls.is_empty()
                    && open.len() == chats.len()
                    && open.iter().all(|chat| chats.contains(chat))
            }
        };
        prop_assert!(
            agree,
            "P2: {} serves {:?}, but the requests say {:?} and {:?}",
            agent.name,
            agent.serving,
            calls,
            chats
        );
    }
    let mut accepted: BTreeSet<RequestId> = BTreeSet::new();
    for offer in desk.offers() {
        if let OfferState::Accepted(by) = offer.state {
            prop_assert!(
                accepted.insert(offer.request),
                "P2: two accepted offers of one request"
            );
            // Offers are kept longer than requests that have ended.
            if let Some(request) = desk.request(offer.request) {
                prop_assert_eq!(request.agent(), Some(by), "P2: accepted by another");
            }
        }
    }
    Ok(())
}

/// P3, and an offer is pending exactly as long as its request is offered.
fn nothing_rings_for_the_occupied(desk: &Desk) -> Kept {
    for offer in desk.offers() {
        let request = desk.request(offer.request);
        let offered = request.is_some_and(|request| {
            matches!(request.state, State::Offered { offer: current, .. } if current == offer.id)
        });
        prop_assert_eq!(
            offer.state == OfferState::Pending,
            offered,
            "a stray offer: {:?}",
            offer
        );
        let rings: Vec<_> = desk
            .members(offer.team)
            .filter(|agent| offer.rings_for(agent.id))
            .collect();
        prop_assert!(
            !offered || !rings.is_empty(),
            "an offer that rings for nobody"
        );
        let team = desk.team(offer.team).expect("an offer has a team");
        let busy: Vec<_> = rings
            .iter()
            .filter(|agent| {
                request.is_some_and(|one| agent.occupied_for(team, one.channel).is_some())
            })
            .map(|agent| &agent.name)
            .collect();
        prop_assert!(busy.is_empty(), "P3: rings though not free: {:?}", busy);
    }
    Ok(())
}

/// P4: nobody waits in silence while somebody could be asked, and everybody who could be asked is.
fn what_can_ring_rings(stage: &Stage) -> Kept {
    let desk = &stage.desk;
    for request in desk.live_requests() {
        let team = desk.team(request.team).expect("a request has a team");
        // Who put it off has chosen not to be asked.
        let can_ring = |agent: &&Agent| {
            distribution::can_ring(team, agent, request.channel)
                && !request.put_off.contains_key(&agent.id)
        };
        let lives = request.lives_until().is_some_and(|end| end > stage.now);
        let keeps_hours = ring_hours::may_ring(team, request, stage.now);
        let mut asked_now = desk
            .members(team.id)
            .filter(|agent| request.kept_for().is_none_or(|owner| owner == agent.id))
            .filter(can_ring);
        match &request.state {
            State::Waiting { waits_for, .. } => {
                prop_assert!(
                    !lives
                        || !keeps_hours
                        || waits_for.until().is_some_and(|until| until <= stage.now)
                        || asked_now.next().is_none(),
                    "P4: {} waits though somebody could be asked",
                    request.id
                );
            }
            State::Offered { offer, ring, .. } => {
                let offer = desk
                    .offer(*offer)
                    .expect("an offered request has its offer");
                let is_latecomers = matches!(ring, Ring::Latecomers { .. });
                // A clock that is put back under a ring may put it before the opening.
                let began_in_hours = ring_hours::may_ring(team, request, offer.made_at);
                prop_assert!(
                    !keeps_hours
                        || !began_in_hours
                        || asked_now
                            .filter(|agent| !(is_latecomers && request.asked.contains(&agent.id)))
                            .all(|agent| offer.rings_for(agent.id)),
                    "P4: somebody free does not hear the offer"
                );
                prop_assert!(team.rule.is_some(), "P3: rings without a rule");
            }
            State::TimedOut { rings_again_at, .. } => {
                // A promise that is nearly over does not outlast the pause of a team that never opens.
                let after_the_promise = stage.now + ring_hours::PROMISE_HOLDS + Span::seconds(1);
                prop_assert!(
                    rings_again_at.is_some()
                        || ring_hours::rings_from(team, request, after_the_promise).is_none()
                        || team.rule.is_none(),
                    "P4: {} never comes back",
                    request.id
                );
                // Whose device was silent once hears of it with the team, or as soon as it says something.
                let listens = |agent: &&Agent| agent.hearing == Hearing::default();
                let for_all = rings_again_at.is_some_and(|at| at < stage.now + A_MOMENT);
                prop_assert!(
                    !lives
                        || !keeps_hours
                        || for_all
                        || asked_now
                            .filter(listens)
                            .all(|agent| request.asked.contains(&agent.id)),
                    "P4: somebody new is not asked for {}",
                    request.id
                );
            }
            _ => {}
        }
    }
    Ok(())
}

/// A ring in vain doesn't use up what comes after it, and a tick that leaves something due would never
/// come to an end.
fn nothing_is_due_after_a_tick(stage: &Stage) -> Kept {
    prop_assert!(
        stage.desk.next_due().is_none_or(|due| due > stage.now),
        "a tick leaves something due"
    );
    Ok(())
}

fn timers_are_in_order(desk: &Desk) -> Kept {
    let of_requests = desk.live_requests().filter_map(Request::timer);
    let of_agents = desk.agents().filter_map(Agent::timer);
    prop_assert_eq!(
        desk.next_due(),
        of_requests.chain(of_agents).min(),
        "the timers disagree with what they are of"
    );
    Ok(())
}
