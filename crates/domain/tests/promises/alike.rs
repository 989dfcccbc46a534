//! What a desk decides about a whole team at once, against what asking each member would come to.

use domain::{
    agent::Agent,
    consequence::consequences,
    decide::Moment,
    desk::Desk,
    distribution,
    event::{Actor, Back, Event, Recorded},
    id::{AgentId, OfferId, RequestId},
    notification::{Decision, Decisions, Suppression},
    notifying,
    offer::{A_MOMENT, Withdrawal},
    preferences::Preferences,
    quiet_hours::QuietHours,
    reminding,
    request::{Kind, Request, State, WaitsFor},
    ring_hours::may_ring,
    sorted::SortedSet,
    switch::Switch,
    team::Team,
    time::{Span, Timestamp},
    zone::MinuteOfDay,
};
use proptest::{collection::vec, option, prelude::*, sample::select};
use uuid::Uuid;

use crate::{rules::Kept, stage::Stage};

/// A request that names some of the team, and wishes that some of them have.
#[derive(Clone, Debug)]
pub struct Quirks {
    stands: Stands,
    kind: Kind,
    put_off: Vec<u8>,
    asked: Vec<u8>,
    wishes: Vec<(u8, Wish)>,
    minutes_later: i64,
}

#[derive(Clone, Copy, Debug)]
enum Stands {
    Waiting,
    OwnersAlone,
    TimedOut,
}

#[derive(Clone, Debug)]
struct Wish {
    quiet: Option<(&'static str, u8, u8)>,
    breaks_through: Option<Kind>,
    muted: Option<Kind>,
    popups: Switch,
}

pub fn quirks() -> impl Strategy<Value = Quirks> {
    let kind = || select(Kind::ALL.to_vec());
    let zones = select(vec!["UTC", "Asia/Kolkata", "America/New_York", "Nowhere"]);
    let wish = (
        option::of((zones, 0..24_u8, 0..24_u8)),
        option::of(kind()),
        option::of(kind()),
        select(vec![Switch::On, Switch::On, Switch::Off]),
    )
        .prop_map(|(quiet, breaks_through, muted, popups)| Wish {
            quiet,
            breaks_through,
            muted,
            popups,
        });
    (
        select(vec![Stands::Waiting, Stands::OwnersAlone, Stands::TimedOut]),
        kind(),
        vec(0..8_u8, 0..3),
        vec(0..8_u8, 0..4),
        vec((0..8_u8, wish), 0..4),
        0..600_i64,
    )
        .prop_map(
            |(stands, kind, put_off, asked, wishes, minutes_later)| Quirks {
                stands,
                kind,
                put_off,
                asked,
                wishes,
                minutes_later,
            },
        )
}

/// Each team of the desk gets a request of this sort.
pub fn decided_as_one_by_one(stage: &Stage, quirks: &Quirks) -> Kept {
    let now = stage.now + Span::minutes(quirks.minutes_later);
    let mut desk = stage.desk.clone();
    let agents: Vec<AgentId> = desk.agents().map(|agent| agent.id).collect();
    let named = |place: &u8| agents[usize::from(*place) % agents.len()];
    for (place, wish) in &quirks.wishes {
        let preferences = wish.as_preferences();
        let agent = named(place);
        apply(
            &mut desk,
            now,
            Event::PreferencesChanged { agent, preferences },
        );
    }
    for team in stage.desk.teams() {
        let request = Request {
            put_off: quirks
                .put_off
                .iter()
                .map(|it| (named(it), now + Span::seconds(9)))
                .collect(),
            asked: quirks.asked.iter().map(named).collect(),
            ..a_request(&desk, team, quirks, now)
        };
        let received = Event::RequestReceived {
            request: Box::new(request.clone()),
        };
        apply(&mut desk, now, received.clone());
        let cause = match quirks.stands {
            Stands::Waiting | Stands::OwnersAlone => received,
            Stands::TimedOut => Event::OfferWithdrawn {
                offer: OfferId(Uuid::nil()),
                request: request.id,
                team: team.id,
                since: now,
                why: Withdrawal::NobodyFree,
                back: Back::TimedOut,
            },
        };
        let events = consequences(&desk, &cause, &mut Moment::new(now, 1 << 90));
        if let [Event::RequestAbandoned { .. }] = events[..] {
            continue;
        }
        let made = events.iter().find_map(|event| match event {
            Event::OfferMade {
                deadline,
                decisions,
                ..
            } => Some((*deadline, decisions.clone())),
            _ => None,
        });
        prop_assert_eq!(&made, &offer(&desk, team, &request, now));
        if made.is_none() && matches!(request.state, State::Waiting { .. }) {
            let said = events.iter().find_map(|event| match event {
                Event::NotificationsDecided { decisions, .. } => Some(decisions.clone()),
                _ => None,
            });
            prop_assert_eq!(said, decided(&desk, team, &request, now));
        }
    }
    Ok(())
}

/// The line of an agent is as if each request that lives were looked at.
pub fn taken_in_order(desk: &Desk) -> Kept {
    for agent in desk.agents() {
        let first = |is_meant: &dyn Fn(&Request) -> bool| {
            desk.live_requests()
                .filter(|request| agent.sees(request.team) && is_meant(request))
                .filter(|request| request.kept_for().is_none_or(|owner| owner == agent.id))
                .filter_map(|request| {
                    let timed_out = matches!(request.state, State::TimedOut { .. });
                    Some((timed_out, request.in_line()?))
                })
                .min()
                .map(|(_, place)| place.id())
        };
        let id = |request: &Request| request.id;
        prop_assert_eq!(
            distribution::first_in_line(desk, agent).map(id),
            first(&|_| true)
        );
        let may_take = |request: &Request| {
            distribution::room(desk, agent, request).is_ok()
                && !request.put_off.contains_key(&agent.id)
        };
        prop_assert_eq!(
            distribution::next_for(desk, agent).map(id),
            first(&may_take)
        );
    }
    Ok(())
}

impl Wish {
    fn as_preferences(&self) -> Preferences {
        Preferences {
            desktop_notifications: self.popups,
            muted_kinds: self.muted.into_iter().collect(),
            quiet_hours: self.quiet.map(|(zone, from, until)| QuietHours {
                zone: zone.to_owned(),
                from: MinuteOfDay::hour(from),
                until: MinuteOfDay::hour(until),
                breaks_through: self.breaks_through.into_iter().collect::<SortedSet<Kind>>(),
            }),
            ..Preferences::default()
        }
    }
}

fn apply(desk: &mut Desk, at: Timestamp, event: Event) {
    let recorded = Recorded {
        seq: desk.seq() + 1,
        at,
        actor: Actor::Desk,
        event,
    };
    desk.apply(&recorded);
}

fn a_request(desk: &Desk, team: &Team, quirks: &Quirks, now: Timestamp) -> Request {
    let owner = desk.members(team.id).last().map(Agent::reference);
    let row = serde_json::json!({
        "id": RequestId(Uuid::from_u128(team.id.0.as_u128() ^ (1 << 100))),
        "kind": quirks.kind,
        "channel": quirks.kind.channel(),
        "customer": {},
        "team": team.id,
        "owner": owner,
        "created_at": now,
        "state": {"name": "waiting", "since": now},
    });
    let mut request: Request = serde_json::from_value(row).expect("a request");
    request.state = match quirks.stands {
        Stands::Waiting => request.state,
        Stands::OwnersAlone => State::Waiting {
            since: now,
            waits_for: WaitsFor::Owner {
                until: now + Span::minutes(2),
            },
        },
        Stands::TimedOut => State::TimedOut {
            since: now,
            rings_again_at: Some(now + Span::seconds(quirks.minutes_later)),
        },
    };
    request
}

/// Whom an offer of the request would ring for, member by member.
fn offer(
    desk: &Desk,
    team: &Team,
    request: &Request,
    now: Timestamp,
) -> Option<(Timestamp, Decisions)> {
    let rule = team.rule?;
    if !may_ring(team, request, now) {
        return None;
    }
    let can_be_asked =
        |agent: &&Agent| is_meant(request, agent) && can_be_asked(team, agent, request);
    let decide = |agent: &Agent| (agent.id, decide(team, agent, request, now));
    desk.members(team.id).find(can_be_asked)?;
    let those = || desk.members(team.id).filter(can_be_asked).map(decide);
    let usual = now + rule.ring_time;
    let (deadline, decisions) = match &request.state {
        State::Waiting { waits_for, .. } => match waits_for {
            WaitsFor::Anybody => (usual, desk.members(team.id).map(decide).collect()),
            WaitsFor::Owner { until } => (*until, Decisions::about_some(those())),
            WaitsFor::Opening { .. } => return None,
        },
        State::TimedOut { rings_again_at, .. } => {
            if rings_again_at.is_some_and(|again| again < now + A_MOMENT) {
                return None;
            }
            let deadline = rings_again_at.map_or(usual, |again| usual.min(again));
            (deadline, Decisions::about_some(those()))
        }
        _ => return None,
    };
    (now < deadline).then_some((deadline, decisions))
}

/// Why nobody is asked, member by member.
fn decided(desk: &Desk, team: &Team, request: &Request, now: Timestamp) -> Option<Decisions> {
    let closed = team.rule.is_some() && !may_ring(team, request, now);
    let mut concerned = desk
        .members(team.id)
        .filter(|agent| is_meant(request, agent))
        .map(|agent| {
            let decision = if closed {
                Decision::Suppress(Suppression::OutsideHours)
            } else {
                decide(team, agent, request, now)
            };
            (agent.id, decision)
        })
        .peekable();
    concerned.peek()?;
    Some(match request.kept_for() {
        Some(_) => Decisions::about_some(concerned),
        None => concerned.collect(),
    })
}

fn is_meant(request: &Request, agent: &Agent) -> bool {
    !request.was_asked(agent.id) && request.kept_for().is_none_or(|owner| owner == agent.id)
}

fn can_be_asked(team: &Team, agent: &Agent, request: &Request) -> bool {
    distribution::can_ring(team, agent, request.channel) && !request.put_off.contains_key(&agent.id)
}

fn decide(team: &Team, agent: &Agent, request: &Request, now: Timestamp) -> Decision {
    let asked = team.rule.is_some() && agent.occupied_for(team, request.channel).is_none();
    if asked && request.put_off.contains_key(&agent.id) {
        return Decision::Suppress(Suppression::PutOff);
    }
    match notifying::decide(team, agent, request.kind, now) {
        Decision::Notify if is_told_in_digest(agent, request, now) => {
            Decision::Suppress(Suppression::InDigest)
        }
        decision => decision,
    }
}

fn is_told_in_digest(agent: &Agent, request: &Request, now: Timestamp) -> bool {
    agent.digest.tells_of(request)
        && agent.occupied().is_none()
        && agent.can_be_reached()
        && reminding::decide(agent, Switch::On, now) == Decision::Notify
}
