//! What must be true of a desk after every command, whatever happened before.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::Agent,
    desk::Desk,
    distribution,
    id::{AgentId, RequestId},
    offer::OfferState,
    request::{Channel, Request, Ring, State},
    response::Hearing,
    ring_hours,
    serving::Serving,
    time::Span,
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::stage::Stage;

/// Latecomers are not asked when it rings for all so soon.
const A_MOMENT: Span = Span::seconds(5);

pub type Kept = Result<(), TestCaseError>;

/// P2: a call takes an agent whole, and what an agent says they serve is what the requests say.
pub fn nobody_has_too_many_customers(desk: &Desk) -> Kept {
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
pub fn nothing_rings_for_the_occupied(desk: &Desk) -> Kept {
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
pub fn what_can_ring_rings(stage: &Stage) -> Kept {
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
pub fn nothing_is_due_after_a_tick(stage: &Stage) -> Kept {
    prop_assert!(
        stage.desk.next_due().is_none_or(|due| due > stage.now),
        "a tick leaves something due"
    );
    Ok(())
}

pub fn timers_are_in_order(desk: &Desk) -> Kept {
    let of_requests = desk.live_requests().filter_map(Request::timer);
    let of_agents = desk.agents().filter_map(Agent::timer);
    prop_assert_eq!(
        desk.next_due(),
        of_requests.chain(of_agents).min(),
        "the timers disagree with what they are of"
    );
    Ok(())
}
