//! Watches a desk event by event and says which promise was broken.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    agent::Reachability,
    command::Command,
    desk::Desk,
    event::{Event, Recorded},
    id::{AgentId, OfferId, RequestId},
    notification::Decision,
    offer::Leaving,
    request::{Closing, Outcome},
    ring_hours,
    serving::Serving,
    team::Team,
    time::Timestamp,
};
use proptest::prelude::*;

use crate::{
    reader::Readers,
    rules::{
        Kept, nobody_has_too_many_customers, nothing_is_due_after_a_tick,
        nothing_rings_for_the_occupied, timers_are_in_order, what_can_ring_rings,
    },
    stage::Stage,
};

/// Follows the journal with a desk of its own.
#[derive(Default)]
pub struct Keeper {
    desk: Desk,
    received: BTreeSet<RequestId>,
    ended: BTreeSet<RequestId>,
    notified: BTreeSet<(AgentId, OfferId)>,
    /// What is noted about the customers in somebody's hands.
    noted: BTreeMap<RequestId, String>,
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
            self.no_note_is_lost(&recorded.event)?;
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

    /// What is noted goes with the session, and with the customer when it ends without the agent's word.
    fn no_note_is_lost(&mut self, event: &Event) -> Kept {
        match event {
            Event::SessionNoted { request, draft, .. }
            | Event::WrapUpExtended { request, draft, .. } => {
                self.noted.remove(request);
                self.noted
                    .extend(draft.noted().map(|note| (*request, note)));
            }
            Event::SessionBridged { request, draft, .. }
            | Event::SessionEnded { request, draft, .. } => {
                prop_assert_eq!(draft.noted(), self.noted.get(request).cloned());
            }
            Event::RequestHandedBack { request, note, .. } => {
                prop_assert_eq!(note, &self.noted.remove(request));
                let about = self.desk.request(*request).expect("a known request");
                let last = about.handed_back.last().expect("it was handed back");
                prop_assert_eq!(note, &last.note);
            }
            Event::RequestClosed {
                request,
                outcome,
                note,
                closing,
                ..
            } => {
                let noted = self.noted.remove(request);
                if *closing == Closing::ByItself || *outcome == Outcome::CustomerNoAnswer {
                    prop_assert_eq!(note, &noted);
                }
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
