//! The stage a story is played on: a desk, a clock that only the story moves, and the journal.

use domain::{
    command::{Choice, Command, NewRequest},
    consequence::execute,
    customer::Customer,
    decide::Moment,
    desk::Desk,
    event::{Actor, Event, Recorded},
    id::{AgentId, OfferId, RequestId, TeamId},
    preferences::Preferences,
    quiet_hours::QuietHours,
    rejection::Rejection,
    request::Draft,
    sorted::SortedSet,
    time::{self, Span, Timestamp},
    zone::MinuteOfDay,
};
use uuid::Uuid;

use crate::{
    house::{PHONE, SAM, device_id, distribution_rule, new_agent, new_team, opening_hours},
    story::{Device, Rule, Step, ToTeam, Which, Who},
};

const MORNING: Timestamp = Timestamp(1_800_000_000_000);

pub struct Stage {
    pub desk: Desk,
    pub now: Timestamp,
    /// The latest time for which the desk was tidied.
    pub latest: Timestamp,
    pub journal: Vec<Recorded>,
    agents: Vec<AgentId>,
    teams: Vec<TeamId>,
    requests: Vec<RequestId>,
    offers: Vec<OfferId>,
    minted: u128,
}

impl Stage {
    /// An empty desk; [`opening`](crate::house::opening) says what to do first.
    pub fn new() -> Self {
        Self {
            desk: Desk::default(),
            now: MORNING,
            latest: MORNING,
            journal: vec![],
            agents: vec![],
            teams: vec![],
            requests: vec![],
            offers: vec![],
            minted: 1 << 60,
        }
    }

    pub fn run(&mut self, command: &Command) -> Result<Vec<Recorded>, Rejection> {
        self.minted += 1_000_000;
        let mut moment = Moment::new(self.now, self.minted);
        let happened = execute(&mut self.desk, Actor::Operator, command, &mut moment)?;
        for recorded in &happened {
            match &recorded.event {
                Event::RequestReceived { request } => self.requests.push(request.id),
                Event::OfferMade { offer, .. } => self.offers.push(*offer),
                Event::AgentAdded { agent } => self.agents.push(agent.id),
                Event::TeamAdded { team } => self.teams.push(team.id),
                _ => {}
            }
        }
        self.journal.extend(happened.iter().cloned());
        Ok(happened)
    }

    /// What is forgotten stays forgotten when the clock is put back.
    pub fn tidy(&mut self) {
        self.latest = self.latest.max(self.now);
        self.desk.forget_ended(self.latest);
    }

    /// The command a step stands for, after moving the clock as it says. `None`: only time passed.
    #[expect(
        clippy::too_many_lines,
        reason = "one arm a step: the table reads best in one piece"
    )]
    pub fn command(&mut self, step: &Step) -> Option<Command> {
        Some(match step {
            Step::SecondsPass(seconds) => {
                self.now = self.now + Span::seconds(*seconds);
                return None;
            }
            Step::TimerRings { seconds_late } => {
                let due = self.desk.next_due()?;
                self.now = self.now.max(due + Span::seconds(*seconds_late));
                Command::Tick
            }
            Step::Ticks => Command::Tick,
            Step::MemoryIsTidied => {
                self.tidy();
                return None;
            }
            Step::ClockIsSet(seconds) => {
                let before = self.now;
                self.now = self.in_seconds(*seconds);
                Command::StepClock {
                    by: time::Step::between(before, self.now),
                }
            }
            Step::Arrives {
                kind,
                team,
                due_in_seconds,
                owner,
                priority,
                phone,
            } => Command::ReceiveRequest(Box::new(NewRequest {
                id: RequestId(self.fresh()),
                kind: *kind,
                customer: Customer {
                    name: Some("Maria Silva".to_owned()),
                    phone: phone.then(|| PHONE.to_owned()),
                    ..Customer::default()
                },
                team: self.team_choice(*team),
                message: None,
                scheduled_at: due_in_seconds.map(|seconds| self.in_seconds(seconds)),
                owner: owner.map(|owner| Choice::Id(self.agent(owner))),
                priority: *priority,
            })),
            Step::ArrivesAgain(which) => {
                let id = self.request(Who::Stranger, *which);
                let known = self.desk.request(id)?;
                Command::ReceiveRequest(Box::new(NewRequest {
                    id,
                    kind: known.kind,
                    customer: known.customer.clone(),
                    team: Some(Choice::Id(known.team)),
                    message: None,
                    scheduled_at: known.scheduled_at,
                    owner: None,
                    priority: 9,
                }))
            }
            Step::CallsAreForbidden => Command::ForbidCalls {
                phone: PHONE.to_owned(),
            },
            Step::CallsAreAllowed => Command::AllowCalls {
                phone: PHONE.to_owned(),
            },
            Step::IsCancelled(which) => Command::Cancel {
                request: self.request(Who::Stranger, *which),
            },
            Step::IsMoved {
                request,
                due_in_seconds,
            } => Command::Reschedule {
                request: self.request(Who::Stranger, *request),
                due_at: self.in_seconds(*due_in_seconds),
            },
            Step::SignsIn(who) => Command::SignIn {
                agent: self.agent(*who),
            },
            Step::SignsOut(who) => Command::SignOut {
                agent: self.agent(*who),
            },
            Step::Sets(who, intent) => Command::SetIntent {
                agent: self.agent(*who),
                intent: *intent,
            },
            Step::Becomes(who, reachability) => Command::SetReachability {
                agent: self.agent(*who),
                reachability: *reachability,
            },
            Step::TouchesTheDesktop(who) => Command::Touch {
                agent: self.agent(*who),
            },
            Step::LoadsThePage(who) => Command::Hear {
                agent: self.agent(*who),
            },
            Step::TurnsPopups(who, switch) => self.prefer(*who, |preferences| {
                preferences.desktop_notifications = *switch;
                preferences.upcoming = *switch;
            }),
            Step::Mutes(who, kind) => self.prefer(*who, |preferences| {
                preferences.muted_kinds.insert(*kind);
            }),
            Step::RuleIs(team, rule) => Command::SetRule {
                team: self.team(*team),
                rule: rule.map(distribution_rule),
            },
            Step::HoursAre(team, hours) => Command::SetHours {
                team: self.team(*team),
                hours: opening_hours(*hours),
            },
            Step::QuietHoursAre(who, hours) => self.prefer(*who, |preferences| {
                preferences.quiet_hours = hours.map(|(from, until)| QuietHours {
                    zone: "UTC".to_owned(),
                    from: MinuteOfDay::hour(from),
                    until: MinuteOfDay::hour(until),
                    breaks_through: SortedSet::new(),
                });
            }),
            Step::IsHired(teams) => self.hire(teams),
            Step::Leaves(who) => Command::DisableAgent {
                agent: self.agent(*who),
            },
            Step::ComesBack(who) => Command::EnableAgent {
                agent: self.agent(*who),
            },
            Step::TeamIsAdded(rule) => self.add_team(*rule),
            Step::DeskIsOpenedAgain => Command::OpenDesk {
                name: "Other".to_owned(),
                country: "PT".to_owned(),
            },
            Step::Reports(who, back, device, report) => Command::Report {
                agent: self.agent(*who),
                device: device_id(*device),
                offer: self.offer(*back),
                report: *report,
            },
            Step::ReportsUnknownOffer(who) => Command::Report {
                agent: self.agent(*who),
                device: device_id(Device::Laptop),
                offer: OfferId(Uuid::nil()),
                report: domain::notification::Report::Received,
            },
            session => return Some(self.session_command(session)),
        })
    }

    fn session_command(&self, step: &Step) -> Command {
        match step {
            Step::Connects(who, which) => Command::Connect {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::AttendsNext(who) => Command::AttendNext {
                agent: self.agent(*who),
            },
            Step::PutsOff(who, which) => Command::Later {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::Answered(who, which) => Command::Answered {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::NoAnswer(who, which) => Command::NoAnswer {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::Ends(who, which) => Command::EndSession {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::Extends(who, which) => Command::ExtendWrapUp {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            Step::Notes(who, which, outcome) => Command::KeepDraft {
                agent: self.agent(*who),
                request: self.request(*who, *which),
                draft: Draft {
                    outcome: Some(*outcome),
                    note: "called twice".to_owned(),
                },
            },
            Step::Finishes(who, which, outcome) => Command::Finish {
                agent: self.agent(*who),
                request: self.request(*who, *which),
                outcome: *outcome,
                note: None,
            },
            Step::Files(who, which, outcome) => Command::Finish {
                agent: self.agent(*who),
                request: self.request(*who, *which),
                outcome: *outcome,
                note: Some("asked for a refund".to_owned()),
            },
            Step::HandsBack(who, which) => Command::HandBack {
                agent: self.agent(*who),
                request: self.request(*who, *which),
            },
            other => unreachable!("{other:?} has no session"),
        }
    }

    fn fresh(&mut self) -> Uuid {
        self.minted += 1;
        Uuid::from_u128(self.minted)
    }

    fn in_seconds(&self, seconds: i64) -> Timestamp {
        self.now + Span::seconds(seconds)
    }

    fn agent(&self, who: Who) -> AgentId {
        match who {
            // Sam is the first who was hired.
            Who::Cast(place) => {
                let cast = &self.agents[1..];
                cast[usize::from(place) % cast.len()]
            }
            Who::Sam => SAM,
            Who::Stranger => AgentId(Uuid::nil()),
        }
    }

    fn team(&self, number: u8) -> TeamId {
        self.teams[usize::from(number) % self.teams.len()]
    }

    fn team_choice(&self, team: ToTeam) -> Option<Choice<TeamId>> {
        match team {
            ToTeam::Unnamed => None,
            ToTeam::Numbered(number) => Some(Choice::Id(self.team(number))),
            ToTeam::Named(number) => {
                let team = self.desk.team(self.team(number))?;
                Some(Choice::Name(team.name.to_uppercase()))
            }
            ToTeam::Unknown => Some(Choice::Name("Nobody".to_owned())),
        }
    }

    fn request(&self, who: Who, which: Which) -> RequestId {
        let unknown = RequestId(Uuid::nil());
        let found = match which {
            Which::Theirs(number) => self.desk.agent(self.agent(who)).and_then(|agent| {
                let theirs = agent.serving.requests();
                theirs
                    .get(usize::from(number) % theirs.len().max(1))
                    .copied()
            }),
            Which::Live(number) => {
                let live: Vec<_> = self
                    .desk
                    .live_requests()
                    .map(|request| request.id)
                    .collect();
                live.get(usize::from(number) % live.len().max(1)).copied()
            }
            Which::Ever(number) => self
                .requests
                .get(usize::from(number) % self.requests.len().max(1))
                .copied(),
            Which::Unknown => None,
        };
        found.unwrap_or(unknown)
    }

    fn offer(&self, back: u8) -> OfferId {
        self.offers
            .iter()
            .rev()
            .nth(usize::from(back))
            .copied()
            .unwrap_or(OfferId(Uuid::nil()))
    }

    fn prefer(&self, who: Who, change: impl FnOnce(&mut Preferences)) -> Command {
        let agent = self.agent(who);
        let mut preferences = self
            .desk
            .agent(agent)
            .map(|agent| agent.preferences.clone())
            .unwrap_or_default();
        change(&mut preferences);
        Command::SetPreferences { agent, preferences }
    }

    fn hire(&self, teams: &[u8]) -> Command {
        let teams = teams.iter().map(|number| self.team(*number)).collect();
        new_agent(self.agents.len(), teams)
    }

    fn add_team(&self, rule: Option<Rule>) -> Command {
        new_team(self.teams.len(), rule)
    }
}
