//! The doors through which the parts of a desk change, so that what is derived from them never disagrees.

use super::{Desk, lines::Marks};
use crate::{
    agent::{Agent, Role},
    email,
    id::{AgentId, OfferId, RequestId},
    offer::{Offer, OfferState},
    request::{Channel, Closing, Outcome, Request, State},
    serving::Serving,
    standing::Standing,
    team::Team,
    text,
};

impl Desk {
    pub(super) fn put_team(&mut self, team: Team) {
        if let Some(known) = self.teams.get(&team.id) {
            self.team_names
                .remove(&(text::folded(&known.name), team.id));
        }
        self.team_names.insert((text::folded(&team.name), team.id));
        self.teams.insert(team.id, team);
    }

    pub(super) fn put_agent(&mut self, agent: Agent) {
        self.take_agent_out(agent.id);
        let standing = Standing::of(&agent);
        for team in &agent.teams {
            let members = self.members.entry(*team).or_default();
            members.add(agent.id, standing.clone());
        }
        if agent.role != Role::Agent {
            self.overseers.insert(agent.id);
        }
        self.emails
            .insert((email::canonical(&agent.email), agent.id));
        if let Some(due) = agent.timer() {
            self.agent_timers.insert((due, agent.id));
        }
        self.agents.insert(agent.id, agent);
    }

    /// A journal may add somebody twice.
    fn take_agent_out(&mut self, id: AgentId) {
        let Some(agent) = self.agents.remove(&id) else {
            return;
        };
        let standing = Standing::of(&agent);
        for team in &agent.teams {
            if let Some(members) = self.members.get_mut(team) {
                members.remove(id, &standing);
            }
        }
        self.overseers.remove(&id);
        self.emails.remove(&(email::canonical(&agent.email), id));
        if let Some(due) = agent.timer() {
            self.agent_timers.remove(&(due, id));
        }
    }

    /// Neither teams, nor role, nor address.
    pub(super) fn change_agent(&mut self, id: AgentId, change: impl FnOnce(&mut Agent)) {
        let Some(agent) = self.agents.get_mut(&id) else {
            return;
        };
        let (timer, standing) = (agent.timer(), Standing::of(agent));
        change(agent);
        let next = agent.timer();
        if timer != next {
            self.agent_timers.extend(next.map(|due| (due, id)));
            if let Some(timer) = timer {
                self.agent_timers.remove(&(timer, id));
            }
        }
        let stands = Standing::of(agent);
        if standing != stands {
            for team in &agent.teams {
                if let Some(members) = self.members.get_mut(team) {
                    members.moves(id, &standing, stands.clone());
                }
            }
        }
    }

    /// A row written before chat capacity names whom the agent served, not in which channel.
    pub(super) fn name_chat(&mut self, request: &Request) {
        if request.channel == Channel::Chat
            && let Some(agent) = request.agent()
        {
            self.change_agent(agent, |agent| {
                if agent.serving == Serving::Call(request.id) {
                    agent.serving = Serving::Chats(vec![request.id]);
                }
            });
        }
    }

    pub(super) fn change_offer(&mut self, id: OfferId, change: impl FnOnce(&mut Offer)) {
        let Some(offer) = self.offers.get_mut(&id) else {
            return;
        };
        let before = offer.state.clone();
        change(offer);
        if offer.state != before
            && let Some(offer) = self.offers.remove(&id)
        {
            self.put_offer(offer);
        }
    }

    pub(super) fn change_request(&mut self, id: RequestId, change: impl FnOnce(&mut Request)) {
        let Some(request) = self.live.get_mut(&id) else {
            return;
        };
        let before = Marks::of(request);
        change(request);
        let after = Marks::of(request);
        let has_ended = request.state.has_ended();
        if before != after {
            self.unmark(id, before);
            self.mark(id, after);
        }
        if has_ended && let Some(request) = self.live.remove(&id) {
            self.put_aside(request);
        }
    }

    pub(super) fn change_state(&mut self, id: RequestId, next: impl FnOnce(&Request) -> State) {
        self.change_request(id, |request| request.state = next(request));
    }

    /// What has ended changes in these two ways only.
    pub(super) fn file(&mut self, id: RequestId, filed: Outcome, noted: Option<&str>) {
        if let Some(request) = self.ended.get_mut(&id)
            && let State::Closed {
                outcome,
                note,
                closing,
                ..
            } = &mut request.state
        {
            *outcome = filed;
            *note = noted.map(ToOwned::to_owned);
            *closing = Closing::Filed;
        }
    }

    /// Whoever has the customer by now, if anybody.
    pub(super) fn leave_note(&mut self, id: RequestId, agent: AgentId, note: Option<&str>) {
        let known = match self.live.get_mut(&id) {
            Some(live) => Some(live),
            None => self.ended.get_mut(&id),
        };
        let last = known.and_then(|request| {
            let mut handed_back = request.handed_back.iter_mut();
            handed_back.rfind(|it| it.by == agent)
        });
        if let Some(last) = last {
            last.note = note.map(ToOwned::to_owned);
        }
    }

    /// Every offer whose state is another passes here, so that what has ended is known.
    pub(super) fn put_offer(&mut self, offer: Offer) {
        let current = matches!(offer.state, OfferState::Pending | OfferState::Accepted(_))
            && self.live.contains_key(&offer.request);
        if current {
            self.current_offers.insert(offer.request, offer.id);
            self.over.remove(&offer.id);
        } else {
            if self.current_offers.get(&offer.request) == Some(&offer.id) {
                self.current_offers.remove(&offer.request);
            }
            self.past_offers.remember(&offer);
            self.over.insert(offer.id);
        }
        self.offers.insert(offer.id, offer);
    }

    /// The request has ended, and with it whatever offer of it was left.
    pub(super) fn put_offer_aside(&mut self, request: RequestId) {
        if let Some(offer) = self.current_offers.remove(&request) {
            if let Some(offer) = self.offers.get(&offer) {
                self.past_offers.remember(offer);
            }
            self.over.insert(offer);
        }
    }

    /// A request as a whole, whether it is known or not.
    pub(super) fn put_request(&mut self, request: Request) {
        let id = request.id;
        if let Some(known) = self.live.remove(&id) {
            self.unmark(id, Marks::of(&known));
        }
        if let Some(known) = self.ended.remove(&id)
            && let Some(until) = known.known_until()
        {
            self.forgets_at.remove(&(until, id));
        }
        if request.state.has_ended() {
            self.put_aside(Box::new(request));
        } else {
            self.mark(id, Marks::of(&request));
            self.live.insert(id, Box::new(request));
        }
    }

    /// It has ended.
    fn put_aside(&mut self, request: Box<Request>) {
        let until = request.known_until();
        self.forgets_at.extend(until.map(|at| (at, request.id)));
        self.put_offer_aside(request.id);
        self.ended.insert(request.id, request);
    }

    fn mark(&mut self, id: RequestId, marks: Marks) {
        self.timers.extend(marks.timer.map(|due| (due, id)));
        self.kept.extend(marks.kept_for.map(|agent| (agent, id)));
        if let Some(place) = marks.place {
            self.lines.add(place);
        }
    }

    fn unmark(&mut self, id: RequestId, marks: Marks) {
        if let Some(due) = marks.timer {
            self.timers.remove(&(due, id));
        }
        if let Some(agent) = marks.kept_for {
            self.kept.remove(&(agent, id));
        }
        if let Some(place) = marks.place {
            self.lines.remove(place);
        }
    }
}
