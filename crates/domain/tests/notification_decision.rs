//! Whether an agent is notified: the first rule that matches wins, and says its reason.

use std::collections::BTreeSet;

use domain::{
    agent::{Agent, Intent, Preferences, Presence, Reachability, Role, Switch},
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Decisions, Suppression, decide},
    request::Kind,
    team::{DistributionRule, Sources, Team},
    time::Timestamp,
};
use rstest::rstest;
use uuid::Uuid;

use Suppression::{
    AlreadySent, Away, Busy, KindTurnedOff, NoDistributionRule, NotSignedIn, TurnedOff, Unreachable,
};

/// One thing that keeps an agent from being notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    NoRule,
    SignedOut,
    ServesSomebody,
    IntentBusy,
    IntentBreak,
    NoDevice,
    PopupsOff,
    KindOff,
}

/// In the order in which they are asked about.
const EVERY_OBSTACLE: [(Obstacle, Suppression); 8] = [
    (Obstacle::NoRule, NoDistributionRule),
    (Obstacle::SignedOut, NotSignedIn),
    (Obstacle::ServesSomebody, Busy),
    (Obstacle::IntentBusy, Busy),
    (Obstacle::IntentBreak, Away),
    (Obstacle::NoDevice, Unreachable),
    (Obstacle::PopupsOff, TurnedOff),
    (Obstacle::KindOff, KindTurnedOff),
];

#[rstest]
#[case::nothing_in_the_way(&[], Decision::Notify)]
#[case(&[Obstacle::NoRule], Decision::Suppress(NoDistributionRule))]
#[case(&[Obstacle::SignedOut], Decision::Suppress(NotSignedIn))]
#[case(&[Obstacle::ServesSomebody], Decision::Suppress(Busy))]
#[case(&[Obstacle::IntentBusy], Decision::Suppress(Busy))]
#[case(&[Obstacle::IntentBreak], Decision::Suppress(Away))]
#[case(&[Obstacle::NoDevice], Decision::Suppress(Unreachable))]
#[case(&[Obstacle::PopupsOff], Decision::Suppress(TurnedOff))]
#[case(&[Obstacle::KindOff], Decision::Suppress(KindTurnedOff))]
#[case::busy_with_a_customer_while_on_a_break(
    &[Obstacle::ServesSomebody, Obstacle::IntentBreak],
    Decision::Suppress(Busy)
)]
fn each_obstacle_has_its_reason(#[case] obstacles: &[Obstacle], #[case] expected: Decision) {
    assert_eq!(decided(obstacles), expected);
}

#[test]
fn of_two_obstacles_the_earlier_one_is_the_reason() {
    for (place, (first, reason)) in EVERY_OBSTACLE.iter().enumerate() {
        for (second, _) in &EVERY_OBSTACLE[place + 1..] {
            assert_eq!(
                decided(&[*first, *second]),
                Decision::Suppress(*reason),
                "{first:?} and {second:?}"
            );
        }
    }
}

#[test]
fn another_kind_that_is_switched_off_is_no_obstacle() {
    let mut agent = agent();
    agent.preferences.muted_kinds = BTreeSet::from([Kind::InboundChat]);
    assert_eq!(decide(&team(), &agent, Kind::InboundCall), Decision::Notify);
}

/// Who chose to have no popup still sees the row ring; who can't be asked doesn't.
#[rstest]
#[case(Decision::Notify, true)]
#[case(Decision::Suppress(TurnedOff), true)]
#[case(Decision::Suppress(KindTurnedOff), true)]
#[case(Decision::Suppress(AlreadySent), true)]
#[case(Decision::Suppress(NoDistributionRule), false)]
#[case(Decision::Suppress(NotSignedIn), false)]
#[case(Decision::Suppress(Busy), false)]
#[case(Decision::Suppress(Away), false)]
#[case(Decision::Suppress(Unreachable), false)]
fn rings_in_the_list(#[case] decision: Decision, #[case] rings: bool) {
    assert_eq!(decision.rings(), rings);
}

#[test]
fn decisions_say_the_usual_one_once_and_the_exceptions_by_name() {
    let (ana, ben, cleo) = (agent_id(1), agent_id(2), agent_id(3));
    let decisions = Decisions::from_iter([
        (ana, Decision::Notify),
        (ben, Decision::Suppress(Busy)),
        (cleo, Decision::Notify),
    ]);

    assert_eq!(decisions.about(ana), Some(Decision::Notify));
    assert_eq!(decisions.about(ben), Some(Decision::Suppress(Busy)));
    assert_eq!(decisions.about(cleo), Some(Decision::Notify));
    assert_eq!(
        serde_json::to_value(&decisions).unwrap(),
        serde_json::json!({"rest": "notify", "named": [[{"suppress": "busy"}, [ben]]]}),
    );
}

#[test]
fn a_replaced_decision_leaves_the_others_alone() {
    let (ana, ben, cleo) = (agent_id(1), agent_id(2), agent_id(3));
    let mut decisions = Decisions::from_iter([
        (ana, Decision::Notify),
        (ben, Decision::Suppress(Busy)),
        (cleo, Decision::Notify),
    ]);

    decisions.set(ben, Decision::Suppress(AlreadySent));
    decisions.set(cleo, Decision::Suppress(Away));
    decisions.set(cleo, Decision::Notify);

    assert_eq!(decisions.about(ana), Some(Decision::Notify));
    assert_eq!(decisions.about(ben), Some(Decision::Suppress(AlreadySent)));
    assert_eq!(decisions.about(cleo), Some(Decision::Notify));
    let distinct: Vec<_> = decisions.distinct().collect();
    assert_eq!(
        distinct,
        [Decision::Suppress(AlreadySent), Decision::Notify]
    );
}

#[test]
fn a_decision_for_one_concerns_nobody_else() {
    let decisions = Decisions::for_one(agent_id(1), Decision::Notify);
    assert_eq!(decisions.about(agent_id(1)), Some(Decision::Notify));
    assert_eq!(decisions.about(agent_id(2)), None);
}

fn decided(obstacles: &[Obstacle]) -> Decision {
    let (mut team, mut agent) = (team(), agent());
    // Backwards, so that of two presences the earlier obstacle stands.
    for obstacle in obstacles.iter().rev() {
        match obstacle {
            Obstacle::NoRule => team.rule = None,
            Obstacle::SignedOut => agent.presence = Presence::SignedOut,
            Obstacle::ServesSomebody => agent.serving = Some(RequestId(Uuid::from_u128(9))),
            Obstacle::IntentBusy => agent.presence = Presence::SignedIn(Intent::Busy),
            Obstacle::IntentBreak => agent.presence = Presence::SignedIn(Intent::Break),
            Obstacle::NoDevice => agent.reachability = Reachability::Unreachable,
            Obstacle::PopupsOff => agent.preferences.desktop_notifications = Switch::Off,
            Obstacle::KindOff => {
                agent.preferences.muted_kinds.insert(Kind::NewRequest);
            }
        }
    }
    decide(&team, &agent, Kind::NewRequest)
}

fn team() -> Team {
    Team {
        id: TeamId(Uuid::from_u128(1)),
        name: "Sales".to_owned(),
        rule: Some(DistributionRule::broadcast(Sources::CatchAll)),
    }
}

/// Somebody whom nothing keeps from being notified.
fn agent() -> Agent {
    Agent {
        id: agent_id(1),
        name: "Ana Torres".to_owned(),
        email: "ana@demo.example".to_owned(),
        role: Role::Agent,
        teams: BTreeSet::from([TeamId(Uuid::from_u128(1))]),
        added_at: Timestamp(0),
        presence: Presence::SignedIn(Intent::Available),
        reachability: Reachability::Reachable,
        serving: None,
        preferences: Preferences {
            desktop_notifications: Switch::On,
            ..Preferences::default()
        },
    }
}

fn agent_id(number: u128) -> AgentId {
    AgentId(Uuid::from_u128(number))
}
