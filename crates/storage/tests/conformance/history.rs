//! A desk's life at random. A roll of the dice becomes a command that makes sense on the desk as it
//! stands, so that most are accepted and every table is written to.

use std::collections::BTreeMap;

use domain::{
    agent::{Intent, Reachability, Role},
    command::{Choice, Command, NewRequest},
    customer::Customer,
    desk::Desk,
    hours::{OpeningHours, Slot},
    id::{AgentId, DeviceId, RequestId, TeamId},
    notification::{DeviceFailure, Report},
    preferences::Preferences,
    request::{Kind, Outcome, Scheduling},
    serving::ChatCapacity,
    switch::Switch,
    team::{DistributionRule, Sources},
    time::{Span, Timestamp},
    zone::{MinuteOfDay, Zone},
};
use uuid::Uuid;

pub const SALES: TeamId = TeamId(Uuid::from_u128(0x5a1e5));
pub const SUPPORT: TeamId = TeamId(Uuid::from_u128(0x5099));

pub const ANA: AgentId = AgentId(Uuid::from_u128(0xa0a));
pub const BEN: AgentId = AgentId(Uuid::from_u128(0xbe0));
/// In support, where Ana and Ben are not.
pub const CLEO: AgentId = AgentId(Uuid::from_u128(0xc1e0));
/// In both teams.
pub const DAN: AgentId = AgentId(Uuid::from_u128(0xda0));
/// A supervisor in no team.
pub const SAM: AgentId = AgentId(Uuid::from_u128(0x5a3));

const AGENTS: [AgentId; 5] = [ANA, BEN, CLEO, DAN, SAM];

pub const LAPTOP: DeviceId = DeviceId(Uuid::from_u128(0x1a9));
pub const TABLET: DeviceId = DeviceId(Uuid::from_u128(0x7ab));

/// A random number that is spent choice by choice.
#[derive(Clone, Copy, Debug)]
pub struct Dice(pub u64);

impl Dice {
    /// A number below `sides`.
    pub fn roll(&mut self, sides: u64) -> u64 {
        let rolled = self.0 % sides;
        self.0 /= sides;
        rolled
    }

    pub fn pick<T: Copy>(&mut self, among: &[T]) -> Option<T> {
        let sides = u64::try_from(among.len()).ok().filter(|len| *len > 0)?;
        let place = usize::try_from(self.roll(sides)).ok()?;
        among.get(place).copied()
    }
}

/// What makes the desk on which the rest happens: everybody is there and two can be rung. Sales has
/// its agents serve two chats at once.
pub fn opening(ring_time: Span) -> Vec<Command> {
    let rule = |sources| DistributionRule {
        ring_time,
        ..DistributionRule::broadcast(sources)
    };
    let mut commands = vec![
        Command::AddTeam {
            team: SALES,
            name: "Sales".to_owned(),
            rule: Some(DistributionRule {
                chat_capacity: ChatCapacity::try_from(2).expect("from one to ten"),
                ..rule(Sources::CatchAll)
            }),
        },
        Command::AddTeam {
            team: SUPPORT,
            name: "Support".to_owned(),
            rule: Some(rule(Sources::Named)),
        },
        agent(ANA, "Ana", Role::Agent, &[SALES]),
        agent(BEN, "Ben", Role::Agent, &[SALES]),
        agent(CLEO, "Cleo", Role::Agent, &[SUPPORT]),
        agent(DAN, "Dan", Role::Agent, &[SALES, SUPPORT]),
        agent(SAM, "Sam", Role::Supervisor, &[]),
    ];
    commands.extend(AGENTS.map(|agent| Command::SignIn { agent }));
    commands.extend([ANA, BEN].map(|agent| Command::SetReachability {
        agent,
        reachability: Reachability::Reachable,
    }));
    commands
}

pub fn new_request(id: RequestId, customer: &str) -> NewRequest {
    NewRequest {
        id,
        kind: Kind::NewRequest,
        customer: Customer {
            name: Some(customer.to_owned()),
            ..Customer::default()
        },
        team: None,
        message: None,
        scheduled_at: None,
        owner: None,
        priority: 0,
    }
}

/// The next thing that happens. `fresh` is the id of the request, should one come in.
pub fn next(mut dice: Dice, desk: &Desk, now: Timestamp, fresh: RequestId) -> Command {
    let agent = dice.pick(&AGENTS).unwrap_or(ANA);
    match dice.roll(24) {
        0..=5 => arrival(dice, now, fresh),
        6..=9 => presence(dice, agent),
        10..=13 => connection(dice, desk, agent),
        14..=18 => session(dice, desk),
        19..=20 => report(dice, desk, agent).unwrap_or(Command::Tick),
        21..=22 => change(dice, desk, now),
        _ => Command::Tick,
    }
}

const PHONE: &str = "+34600123456";

fn agent(id: AgentId, name: &str, role: Role, teams: &[TeamId]) -> Command {
    Command::AddAgent {
        agent: id,
        name: name.to_owned(),
        email: format!("{}@acme.example", name.to_lowercase()),
        role,
        teams: teams.iter().copied().collect(),
    }
}

fn arrival(mut dice: Dice, now: Timestamp, fresh: RequestId) -> Command {
    let kind = dice.pick(&Kind::ALL).unwrap_or(Kind::NewRequest);
    let ahead = Span(i64::try_from(1 + dice.roll(40_000)).unwrap_or(1));
    let team = dice.pick(&[None, Some(SALES), Some(SUPPORT)]).flatten();
    Command::ReceiveRequest(Box::new(NewRequest {
        kind,
        team: team.map(Choice::Id),
        scheduled_at: (kind.scheduling() != Scheduling::Refused).then_some(now + ahead),
        priority: u8::try_from(dice.roll(3)).unwrap_or(0),
        customer: Customer {
            phone: (dice.roll(2) == 0).then(|| PHONE.to_owned()),
            ..Customer::default()
        },
        owner: (dice.roll(3) == 0).then_some(Choice::Id(DAN)),
        message: (dice.roll(2) == 0).then(|| "Hello, \"friend\"\n".to_owned()),
        ..new_request(fresh, "Customer")
    }))
}

fn presence(mut dice: Dice, agent: AgentId) -> Command {
    match dice.roll(8) {
        0 | 1 => Command::SignIn { agent },
        2 => Command::SignOut { agent },
        3 | 4 => Command::SetIntent {
            agent,
            intent: dice.pick(&Intent::ALL).unwrap_or(Intent::Available),
        },
        5 | 6 => Command::SetReachability {
            agent,
            reachability: if dice.roll(4) == 0 {
                Reachability::Unreachable
            } else {
                Reachability::Reachable
            },
        },
        _ => Command::SetPreferences {
            agent,
            preferences: Preferences {
                desktop_notifications: Switch::from(dice.roll(4) > 0),
                muted_kinds: dice.pick(&Kind::ALL).into_iter().collect(),
                ..Preferences::default()
            },
        },
    }
}

fn connection(mut dice: Dice, desk: &Desk, agent: AgentId) -> Command {
    match live(&mut dice, desk) {
        Some(request) if dice.roll(4) == 0 => Command::Later { agent, request },
        Some(request) if dice.roll(3) > 0 => Command::Connect { agent, request },
        _ => Command::AttendNext { agent },
    }
}

/// Somebody who has a customer goes on with them.
fn session(mut dice: Dice, desk: &Desk) -> Command {
    let serving: Vec<_> = desk
        .agents()
        .flat_map(|agent| {
            let requests = agent.serving.requests().iter();
            requests.map(|request| (agent.id, *request))
        })
        .collect();
    let Some((agent, request)) = dice.pick(&serving) else {
        return Command::Tick;
    };
    match dice.roll(8) {
        0 | 1 => Command::Answered { agent, request },
        2 => Command::NoAnswer { agent, request },
        3 | 4 => Command::EndSession { agent, request },
        5 => Command::HandBack { agent, request },
        6 => Command::ExtendWrapUp { agent, request },
        _ => Command::Finish {
            agent,
            request,
            outcome: dice.pick(&Outcome::PICKABLE).unwrap_or(Outcome::Resolved),
            note: (dice.roll(2) == 0).then(|| "called twice".to_owned()),
        },
    }
}

fn report(mut dice: Dice, desk: &Desk, agent: AgentId) -> Option<Command> {
    let offers: Vec<_> = desk.offers().map(|offer| offer.id).collect();
    Some(Command::Report {
        agent,
        device: dice.pick(&[LAPTOP, TABLET])?,
        offer: dice.pick(&offers)?,
        report: dice.pick(&[
            Report::Received,
            Report::Failed(DeviceFailure::PermissionDenied),
            Report::Failed(DeviceFailure::Refused),
            Report::InPage,
            Report::Shown,
            Report::Dismissed,
            Report::Clicked,
        ])?,
    })
}

fn change(mut dice: Dice, desk: &Desk, now: Timestamp) -> Command {
    let phone = || PHONE.to_owned();
    match dice.roll(12) {
        0 => return Command::ForbidCalls { phone: phone() },
        1 => return Command::AllowCalls { phone: phone() },
        2 | 3 => return opening_hours(dice),
        _ => {}
    }
    if dice.roll(4) == 0 {
        let on = dice.roll(2) == 0;
        return Command::SetRule {
            team: SUPPORT,
            rule: on.then(|| DistributionRule::broadcast(Sources::Named)),
        };
    }
    let Some(request) = live(&mut dice, desk) else {
        return Command::Tick;
    };
    if dice.roll(2) == 0 {
        Command::Cancel { request }
    } else {
        Command::Reschedule {
            request,
            due_at: now + Span::seconds(5),
        }
    }
}

fn opening_hours(mut dice: Dice) -> Command {
    let opens = u8::try_from(dice.roll(24)).unwrap_or(0);
    let day = Slot::new(MinuteOfDay::hour(opens), MinuteOfDay::END);
    let week = std::array::from_fn(|_| day.into_iter().collect());
    let hours = OpeningHours {
        zone: Zone::UTC,
        week,
        exceptions: BTreeMap::new(),
    };
    Command::SetHours {
        team: SALES,
        hours: (dice.roll(2) == 0).then_some(hours),
    }
}

fn live(dice: &mut Dice, desk: &Desk) -> Option<RequestId> {
    let live: Vec<_> = desk.live_requests().map(|request| request.id).collect();
    dice.pick(&live)
}
