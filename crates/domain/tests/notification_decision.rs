//! Whether an agent is notified: the first rule that matches wins, and says its reason.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use domain::{
    agent::{Access, Agent, Intent, Presence, Reachability, Role},
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Decisions, Suppression},
    notifying::decide,
    preferences::Preferences,
    quiet_hours::QuietHours,
    reminder::Digest,
    request::Kind,
    serving::{ChatCapacity, Serving},
    sorted::SortedSet,
    switch::Switch,
    team::{DistributionRule, Sources, Team},
    time::Timestamp,
    zone::MinuteOfDay,
};
use rstest::rstest;
use uuid::Uuid;

use Suppression::{
    AlreadySent, Away, Busy, KindTurnedOff, NoDistributionRule, NotSignedIn,
    QuietHours as InQuietHours, TurnedOff, Unreachable,
};

/// In UTC: 2027-01-15 12:00.
const NOON: Timestamp = Timestamp(1_800_014_400_000);

/// One thing that keeps an agent from being notified.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Obstacle {
    NoRule,
    SignedOut,
    ServesSomebody,
    IntentBusy,
    IntentBreak,
    QuietHours,
    PopupsOff,
    KindOff,
    NoDevice,
}

/// In the order in which they are asked about.
const EVERY_OBSTACLE: [(Obstacle, Suppression); 9] = [
    (Obstacle::NoRule, NoDistributionRule),
    (Obstacle::SignedOut, NotSignedIn),
    (Obstacle::ServesSomebody, Busy),
    (Obstacle::IntentBusy, Busy),
    (Obstacle::IntentBreak, Away),
    (Obstacle::QuietHours, InQuietHours),
    (Obstacle::PopupsOff, TurnedOff),
    (Obstacle::KindOff, KindTurnedOff),
    (Obstacle::NoDevice, Unreachable),
];

#[rstest]
#[case::nothing_in_the_way(&[], Decision::Notify)]
#[case(&[Obstacle::NoRule], Decision::Suppress(NoDistributionRule))]
#[case(&[Obstacle::SignedOut], Decision::Suppress(NotSignedIn))]
#[case(&[Obstacle::ServesSomebody], Decision::Suppress(Busy))]
#[case(&[Obstacle::IntentBusy], Decision::Suppress(Busy))]
#[case(&[Obstacle::IntentBreak], Decision::Suppress(Away))]
#[case(&[Obstacle::QuietHours], Decision::Suppress(InQuietHours))]
#[case(&[Obstacle::PopupsOff], Decision::Suppress(TurnedOff))]
#[case(&[Obstacle::KindOff], Decision::Suppress(KindTurnedOff))]
#[case(&[Obstacle::NoDevice], Decision::Suppress(Unreachable))]
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
                reason_of(decided(&[*first, *second])),
                Some(*reason),
                "{first:?} and {second:?}"
            );
        }
    }
}

#[test]
fn an_agent_who_wants_no_popups_and_whose_devices_are_silent_rings_nowhere() {
    for (wish, reason) in [
        (Obstacle::QuietHours, InQuietHours),
        (Obstacle::PopupsOff, TurnedOff),
        (Obstacle::KindOff, KindTurnedOff),
    ] {
        let decision = decided(&[wish, Obstacle::NoDevice]);
        assert_eq!(decision, Decision::Unheard(reason));
        assert!(!decision.rings(), "{wish:?}");
    }
}

#[test]
fn another_kind_that_is_switched_off_is_no_obstacle() {
    let mut agent = agent();
    agent.preferences.muted_kinds = SortedSet::from([Kind::InboundChat]);
    assert_eq!(
        decide(&team(), &agent, Kind::InboundCall, NOON),
        Decision::Notify
    );
}

/// Of an agent in a team where one may have two chats at once.
#[rstest]
#[case::the_first_chat(Serving::Nobody, Kind::InboundChat, Decision::Notify)]
#[case::a_chat_below_capacity(chats(1), Kind::InboundChat, Decision::Notify)]
#[case::a_chat_at_capacity(chats(2), Kind::InboundChat, Decision::Suppress(Busy))]
#[case::a_call_while_chatting(chats(1), Kind::InboundCall, Decision::Suppress(Busy))]
#[case::a_new_request_while_chatting(chats(1), Kind::NewRequest, Decision::Suppress(Busy))]
#[case::a_chat_during_a_call(
    Serving::Call(request(1)),
    Kind::InboundChat,
    Decision::Suppress(Busy)
)]
fn chats_below_capacity_are_an_obstacle_for_calls_alone(
    #[case] serving: Serving,
    #[case] kind: Kind,
    #[case] expected: Decision,
) {
    let mut team = team();
    if let Some(rule) = &mut team.rule {
        rule.chat_capacity = ChatCapacity::try_from(2).unwrap();
    }
    let agent = Agent { serving, ..agent() };
    assert_eq!(decide(&team, &agent, kind, NOON), expected);
}

#[rstest]
#[case::within("UTC", 11, 13, true)]
#[case::from_the_first_minute("UTC", 12, 13, true)]
#[case::not_from_the_last("UTC", 11, 12, false)]
#[case::over_midnight("UTC", 22, 13, true)]
#[case::over_midnight_elsewhere("UTC", 22, 7, false)]
#[case::in_their_own_zone("America/New_York", 22, 8, true)]
#[case::round_the_clock("UTC", 12, 12, true)]
#[case::round_the_clock_from_another_hour("UTC", 22, 22, true)]
fn quiet_hours_are_those_of_the_wall_clock(
    #[case] zone: &str,
    #[case] from: u8,
    #[case] until: u8,
    #[case] is_quiet: bool,
) {
    assert_eq!(quiet(zone, from, until).covers(NOON), is_quiet);
}

/// From one to three at night, when the clocks change.
#[rstest]
#[case::usual_night("Europe/Madrid", "2026-10-24T00:30:00Z", true)]
#[case::first_half_past_two("Europe/Madrid", "2026-10-25T00:30:00Z", true)]
#[case::second_half_past_two("Europe/Madrid", "2026-10-25T01:30:00Z", true)]
#[case::three_at_last("Europe/Madrid", "2026-10-25T02:00:00Z", false)]
#[case::last_before_the_skip("Europe/Madrid", "2026-03-29T00:59:00Z", true)]
#[case::three_after_the_skip("Europe/Madrid", "2026-03-29T01:00:00Z", false)]
#[case::after_half_an_hours_skip("Australia/Lord_Howe", "2026-10-03T15:30:00Z", true)]
#[case::three_after_half_an_hours_skip("Australia/Lord_Howe", "2026-10-03T16:00:00Z", false)]
#[case::half_hour_zone("Asia/Kolkata", "2026-10-24T21:29:00Z", true)]
#[case::three_in_a_half_hour_zone("Asia/Kolkata", "2026-10-24T21:30:00Z", false)]
fn quiet_hours_follow_the_clock_when_it_changes(
    #[case] zone: &str,
    #[case] now: DateTime<Utc>,
    #[case] is_quiet: bool,
) {
    let now = Timestamp(now.timestamp_millis());
    assert_eq!(quiet(zone, 1, 3).covers(now), is_quiet);
}

#[test]
fn a_kind_that_breaks_through_disturbs_quiet_hours() {
    let mut agent = agent();
    let mut hours = quiet("UTC", 11, 13);
    hours.breaks_through.insert(Kind::InboundCall);
    agent.preferences.quiet_hours = Some(hours);
    assert_eq!(
        decide(&team(), &agent, Kind::InboundCall, NOON),
        Decision::Notify
    );
    assert_eq!(
        decide(&team(), &agent, Kind::InboundChat, NOON),
        Decision::Suppress(InQuietHours)
    );
}

/// Who chose to have no popup still sees the row ring; who can't be asked doesn't.
#[rstest]
#[case(Decision::Notify, true)]
#[case(Decision::Suppress(InQuietHours), true)]
#[case(Decision::Suppress(TurnedOff), true)]
#[case(Decision::Suppress(KindTurnedOff), true)]
#[case(Decision::Suppress(AlreadySent), true)]
#[case(Decision::Suppress(NoDistributionRule), false)]
#[case(Decision::Suppress(NotSignedIn), false)]
#[case(Decision::Suppress(Suppression::OutsideHours), false)]
#[case(Decision::Suppress(Suppression::PutOff), false)]
#[case(Decision::Suppress(Busy), false)]
#[case(Decision::Suppress(Away), false)]
#[case(Decision::Suppress(Unreachable), false)]
#[case(Decision::Unheard(InQuietHours), false)]
#[case(Decision::Unheard(TurnedOff), false)]
#[case(Decision::Unheard(KindTurnedOff), false)]
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

fn quiet(zone: &str, from: u8, until: u8) -> QuietHours {
    QuietHours {
        zone: zone.to_owned(),
        from: MinuteOfDay::hour(from),
        until: MinuteOfDay::hour(until),
        breaks_through: SortedSet::new(),
    }
}

fn reason_of(decision: Decision) -> Option<Suppression> {
    match decision {
        Decision::Notify => None,
        Decision::Suppress(reason) | Decision::Unheard(reason) => Some(reason),
    }
}

fn decided(obstacles: &[Obstacle]) -> Decision {
    let (mut team, mut agent) = (team(), agent());
    // Backwards, so that of two presences the earlier obstacle stands.
    for obstacle in obstacles.iter().rev() {
        match obstacle {
            Obstacle::NoRule => team.rule = None,
            Obstacle::SignedOut => agent.presence = Presence::SignedOut,
            Obstacle::ServesSomebody => agent.serving = Serving::Call(request(9)),
            Obstacle::IntentBusy => agent.presence = Presence::SignedIn(Intent::Busy),
            Obstacle::IntentBreak => agent.presence = Presence::SignedIn(Intent::Break),
            Obstacle::NoDevice => agent.reachability = Reachability::Unreachable,
            Obstacle::QuietHours => agent.preferences.quiet_hours = Some(quiet("UTC", 11, 13)),
            Obstacle::PopupsOff => agent.preferences.desktop_notifications = Switch::Off,
            Obstacle::KindOff => {
                agent.preferences.muted_kinds.insert(Kind::NewRequest);
            }
        }
    }
    decide(&team, &agent, Kind::NewRequest, NOON)
}

fn team() -> Team {
    Team {
        hours: None,
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
        hearing: domain::response::Hearing::default(),
        responding: domain::response::Responding::default(),
        missed_at: None,
        serving: Serving::Nobody,
        preferences: Preferences {
            desktop_notifications: Switch::On,
            ..Preferences::default()
        },
        digest: Digest::Settled,
        quiet_until: None,
        access: Access::Open,
    }
}

fn chats(count: u128) -> Serving {
    Serving::Chats((1..=count).map(request).collect())
}

fn request(number: u128) -> RequestId {
    RequestId(Uuid::from_u128(number))
}

fn agent_id(number: u128) -> AgentId {
    AgentId(Uuid::from_u128(number))
}
