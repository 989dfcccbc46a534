//! A desk with a clock, and methods that say what people do there.

use std::collections::BTreeMap;

use domain::{
    agent::{Agent, Intent, Reachability, Role},
    command::{Choice, Command, NewRequest},
    consequence::execute,
    customer::Customer,
    decide::Moment,
    desk::Desk,
    event::{Actor, Event, Recorded},
    hours::{OpeningHours, Slot},
    id::{AgentId, DeviceId, OfferId, RequestId, TeamId},
    notification::{Decision, Report},
    offer::{Offer, OfferState},
    preferences::Preferences,
    rejection::Rejection,
    request::{Kind, Outcome, Request, State},
    serving::ChatCapacity,
    switch::Switch,
    team::{DistributionRule, Sources},
    time::{Span, Timestamp},
    zone::{MinuteOfDay, Zone},
};
use uuid::Uuid;

pub const PHONE: &str = "+34600123456";

/// Everybody has one.
pub fn device(of: AgentId) -> DeviceId {
    DeviceId(of.0)
}

pub struct Office {
    pub desk: Desk,
    pub now: Timestamp,
    last: u128,
}

impl Office {
    pub fn new() -> Self {
        let mut office = Self {
            desk: Desk::default(),
            now: Timestamp(1_800_000_000_000),
            last: 0,
        };
        office.does(Command::OpenDesk {
            name: "Acme".to_owned(),
            country: "ES".to_owned(),
        });
        office
    }

    /// An office whose one team has a catch-all rule.
    pub fn with_sales() -> (Self, TeamId) {
        let mut office = Self::new();
        let sales = office.team("Sales", Some(Sources::CatchAll));
        (office, sales)
    }

    pub fn tries(&mut self, command: &Command) -> Result<Vec<Event>, Rejection> {
        self.last += 1_000;
        let mut moment = Moment::new(self.now, self.last);
        let happened = execute(&mut self.desk, Actor::Operator, command, &mut moment)?;
        Ok(happened
            .into_iter()
            .map(|Recorded { event, .. }| event)
            .collect())
    }

    #[expect(
        clippy::needless_pass_by_value,
        reason = "a story reads better without ampersands"
    )]
    #[track_caller]
    pub fn does(&mut self, command: Command) -> Vec<Event> {
        self.tries(&command)
            .unwrap_or_else(|why| panic!("{command:?} refused: {why}"))
    }

    pub fn passes(&mut self, span: Span) -> Vec<Event> {
        self.now = self.now + span;
        self.does(Command::Tick)
    }

    pub fn team(&mut self, name: &str, sources: Option<Sources>) -> TeamId {
        let team = TeamId(self.fresh());
        self.does(Command::AddTeam {
            team,
            name: name.to_owned(),
            rule: sources.map(DistributionRule::broadcast),
        });
        team
    }

    /// Somebody who is not signed in yet.
    pub fn hires(&mut self, name: &str, teams: &[TeamId]) -> AgentId {
        let agent = AgentId(self.fresh());
        self.does(Command::AddAgent {
            agent,
            name: name.to_owned(),
            email: format!("{name}@acme.example"),
            role: Role::Agent,
            teams: teams.iter().copied().collect(),
        });
        agent
    }

    /// Signed in, reachable, with popups on.
    pub fn agent(&mut self, name: &str, teams: &[TeamId]) -> AgentId {
        let agent = self.hires(name, teams);
        self.does(Command::SignIn { agent });
        self.popups(agent, Switch::On);
        self.reachable(agent, Reachability::Reachable);
        agent
    }

    pub fn popups(&mut self, agent: AgentId, switch: Switch) {
        self.does(Command::SetPreferences {
            agent,
            preferences: Preferences {
                desktop_notifications: switch,
                ..Preferences::default()
            },
        });
    }

    pub fn reachable(&mut self, agent: AgentId, reachability: Reachability) -> Vec<Event> {
        self.does(Command::SetReachability {
            agent,
            reachability,
        })
    }

    pub fn is(&mut self, agent: AgentId, intent: Intent) -> Vec<Event> {
        self.does(Command::SetIntent { agent, intent })
    }

    pub fn draft(&mut self, kind: Kind) -> NewRequest {
        NewRequest {
            id: RequestId(self.fresh()),
            kind,
            customer: Customer {
                name: Some("Maria Silva".to_owned()),
                ..Customer::default()
            },
            team: None,
            message: None,
            scheduled_at: None,
            owner: None,
            priority: 0,
        }
    }

    pub fn receives(&mut self, new: NewRequest) -> RequestId {
        let id = new.id;
        self.does(Command::ReceiveRequest(Box::new(new)));
        id
    }

    pub fn receives_and(&mut self, new: NewRequest) -> (RequestId, Vec<Event>) {
        (new.id, self.does(Command::ReceiveRequest(Box::new(new))))
    }

    /// Opens and closes at these hours every day, in UTC.
    pub fn opens_daily(&mut self, team: TeamId, opens: u8, closes: u8) {
        let slot = Slot::new(MinuteOfDay::hour(opens), MinuteOfDay::hour(closes));
        let slots: Vec<_> = slot.into_iter().collect();
        self.does(Command::SetHours {
            team,
            hours: Some(OpeningHours {
                zone: Zone::UTC,
                week: std::array::from_fn(|_| slots.clone()),
                exceptions: BTreeMap::new(),
            }),
        });
    }

    /// The team's agents may have this many chats at once.
    pub fn takes_chats(&mut self, team: TeamId, chats: u8) -> Vec<Event> {
        let mut rule = self.desk.team(team).and_then(|team| team.rule);
        if let Some(rule) = &mut rule {
            rule.chat_capacity = ChatCapacity::try_from(chats).expect("from one to ten");
        }
        self.does(Command::SetRule { team, rule })
    }

    pub fn chat(&mut self) -> RequestId {
        let new = self.draft(Kind::InboundChat);
        self.receives(new)
    }

    pub fn finishes(&mut self, agent: AgentId, request: RequestId) -> Vec<Event> {
        self.does(Command::EndSession { agent, request });
        self.does(Command::Finish {
            agent,
            request,
            outcome: Outcome::Resolved,
            note: None,
        })
    }

    pub fn request(&mut self) -> RequestId {
        let new = self.draft(Kind::NewRequest);
        self.receives(new)
    }

    pub fn scheduled(&mut self, due_in: Span, owner: Option<AgentId>) -> RequestId {
        let mut new = self.draft(Kind::ScheduledByAgent);
        new.scheduled_at = Some(self.now + due_in);
        new.owner = owner.map(Choice::Id);
        self.receives(new)
    }

    /// Somebody with a number.
    pub fn caller(&mut self, kind: Kind) -> NewRequest {
        let mut new = self.draft(kind);
        new.customer.phone = Some(PHONE.to_owned());
        new
    }

    /// The call-back that follows a request.
    pub fn call_back_after(&self, id: RequestId) -> Option<&Request> {
        self.desk.live_requests().find(|request| {
            request
                .call_back
                .as_ref()
                .is_some_and(|known| known.follows == Some(id))
        })
    }

    pub fn receipt(&mut self, agent: AgentId, request: RequestId) {
        let offer = self.ringing(request).id;
        self.does(Command::Report {
            agent,
            device: device(agent),
            offer,
            report: Report::Received,
        });
    }

    /// Their devices receive it, and its time runs out.
    pub fn rings_in_vain(&mut self, agents: &[AgentId], request: RequestId) {
        for agent in agents {
            self.receipt(*agent, request);
        }
        self.now = self.ringing(request).deadline;
        self.does(Command::Tick);
    }

    pub fn rings_again_at(&self, request: RequestId) -> Option<Timestamp> {
        match self.found(request).state {
            State::TimedOut { rings_again_at, .. } => rings_again_at,
            ref other => panic!("not timed out but {}", other.name()),
        }
    }

    /// Somebody who was hired before signs in, and a device of theirs answers.
    pub fn arrives(&mut self, agent: AgentId) -> Vec<Event> {
        self.popups(agent, Switch::On);
        let mut happened = self.does(Command::SignIn { agent });
        happened.extend(self.reachable(agent, Reachability::Reachable));
        happened
    }

    /// As the journal has it.
    pub fn records(&mut self, command: &Command) -> Vec<Recorded> {
        self.last += 1_000;
        let mut moment = Moment::new(self.now, self.last);
        execute(&mut self.desk, Actor::Operator, command, &mut moment)
            .unwrap_or_else(|why| panic!("{command:?} refused: {why}"))
    }

    pub fn connects(
        &mut self,
        agent: AgentId,
        request: RequestId,
    ) -> Result<Vec<Event>, Rejection> {
        self.tries(&Command::Connect { agent, request })
    }

    #[track_caller]
    pub fn found(&self, id: RequestId) -> &Request {
        self.desk.request(id).expect("known to the desk")
    }

    pub fn state(&self, id: RequestId) -> &'static str {
        self.found(id).state.name()
    }

    pub fn person(&self, id: AgentId) -> &Agent {
        self.desk.agent(id).expect("known to the desk")
    }

    /// The offer that rings for this request.
    #[track_caller]
    pub fn ringing(&self, id: RequestId) -> &Offer {
        match self.found(id).state {
            State::Offered { offer, .. } => self.desk.offer(offer).expect("known to the desk"),
            ref other => panic!("not offered but {}", other.name()),
        }
    }

    pub fn offer_state(&self, id: OfferId) -> &OfferState {
        &self.desk.offer(id).expect("known to the desk").state
    }

    #[track_caller]
    pub fn decided(&self, request: RequestId, agent: AgentId) -> Option<Decision> {
        self.ringing(request).decisions.about(agent)
    }

    fn fresh(&mut self) -> Uuid {
        self.last += 1;
        Uuid::from_u128(self.last)
    }
}
