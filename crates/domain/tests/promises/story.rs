//! What can happen on a desk, as short sentences: "Connects(Ben, Live(0))". Names and numbers are
//! looked up when the story is played, so a story still makes sense after shrinking took steps away.

use std::fmt;

use domain::{
    agent::{Intent, Reachability},
    notification::{DeviceFailure, Report},
    request::{Kind, Outcome},
    switch::Switch,
    team::Sources,
};
use proptest::{collection::vec, option, prelude::*, sample::select};

/// Who works on the desk before the story begins, and what happens then.
#[derive(Clone)]
pub struct Story {
    pub teams: Vec<Option<Rule>>,
    pub cast: Vec<Role>,
    pub steps: Vec<Step>,
}

/// Which requests a team's rule is for, and how many chats an agent may have at once.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    pub sources: Sources,
    pub chats: u8,
}

/// An agent at the start: member of these teams (by number).
#[derive(Clone, Debug)]
pub struct Role {
    pub teams: Vec<u8>,
    pub starts: Start,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// Signed in, reachable, popups on.
    Ready,
    SignedOut,
}

/// Agents by their place in the cast; Sam is the supervisor, outside all teams.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Who {
    Cast(u8),
    Sam,
    Stranger,
}

impl fmt::Debug for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Cast(0) => "Ana",
            Self::Cast(1) => "Ben",
            Self::Cast(2) => "Cleo",
            Self::Cast(3) => "Dan",
            Self::Cast(_) => "Eve",
            Self::Sam => "Sam",
            Self::Stranger => "Stranger",
        })
    }
}

#[derive(Clone, Copy, Debug)]
pub enum Which {
    /// Of those in the agent's hands, by number.
    Theirs(u8),
    /// Of those that live, by number.
    Live(u8),
    /// Of all there ever were, by number.
    Ever(u8),
    Unknown,
}

#[derive(Clone, Copy, Debug)]
pub enum ToTeam {
    Unnamed,
    Numbered(u8),
    Named(u8),
    Unknown,
}

#[derive(Clone, Debug)]
pub enum Step {
    SecondsPass(i64),
    /// To the next timer or this many seconds past it, then a tick.
    TimerRings {
        seconds_late: i64,
    },
    Ticks,
    MemoryIsTidied,
    /// The server's clock is put forward by so many seconds, or back.
    ClockIsSet(i64),

    Arrives {
        kind: Kind,
        team: ToTeam,
        due_in_seconds: Option<i64>,
        owner: Option<Who>,
        priority: u8,
        phone: bool,
    },
    ArrivesAgain(Which),
    CallsAreForbidden,
    CallsAreAllowed,
    IsCancelled(Which),
    IsMoved {
        request: Which,
        due_in_seconds: i64,
    },

    SignsIn(Who),
    SignsOut(Who),
    Sets(Who, Intent),
    Becomes(Who, Reachability),
    TouchesTheDesktop(Who),
    LoadsThePage(Who),
    TurnsPopups(Who, Switch),
    Mutes(Who, Kind),

    Connects(Who, Which),
    AttendsNext(Who),
    PutsOff(Who, Which),
    Answered(Who, Which),
    NoAnswer(Who, Which),
    Ends(Who, Which),
    Extends(Who, Which),
    Notes(Who, Which, Outcome),
    Finishes(Who, Which, Outcome),
    HandsBack(Who, Which),
    /// What was entered too late: with a note.
    Files(Who, Which, Outcome),

    /// About the newest offer (0), the one before (1), ...; from one of two devices.
    Reports(Who, u8, Device, Report),
    ReportsUnknownOffer(Who),

    RuleIs(u8, Option<Rule>),
    HoursAre(u8, Hours),
    QuietHoursAre(Who, Option<(u8, u8)>),
    /// A new agent joins these teams.
    IsHired(Vec<u8>),
    Leaves(Who),
    ComesBack(Who),
    TeamIsAdded(Option<Rule>),
    DeskIsOpenedAgain,
}

#[derive(Clone, Copy, Debug)]
pub enum Hours {
    RoundTheClock,
    /// From the first hour to the second, every day, in UTC.
    Daily(u8, u8),
    Never,
}

#[derive(Clone, Copy, Debug)]
pub enum Device {
    Laptop,
    Tablet,
}

impl fmt::Debug for Story {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "a desk with {} teams:", self.teams.len())?;
        for (number, rule) in self.teams.iter().enumerate() {
            writeln!(f, "     team {number}, rule {rule:?}")?;
        }
        for (place, role) in self.cast.iter().enumerate() {
            let place = u8::try_from(place).unwrap_or(u8::MAX);
            writeln!(
                f,
                "     {:?}, {:?}, in teams {:?}",
                Who::Cast(place),
                role.starts,
                role.teams
            )?;
        }
        for (number, step) in self.steps.iter().enumerate() {
            writeln!(f, "{:>3}. {step:?}", number + 1)?;
        }
        Ok(())
    }
}

pub fn stories() -> impl Strategy<Value = Story> {
    let rules = option::weighted(0.8, rules());
    (vec(rules, 2..=3), vec(roles(), 3..=5), vec(steps(), 1..120))
        .prop_map(|(teams, cast, steps)| Story { teams, cast, steps })
}

fn roles() -> impl Strategy<Value = Role> {
    (
        vec(0..3_u8, 1..=2),
        prop_oneof![4 => Just(Start::Ready), 1 => Just(Start::SignedOut)],
    )
        .prop_map(|(teams, starts)| Role { teams, starts })
}

fn steps() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => clock(),
        6 => intake(),
        6 => presence(),
        8 => session(),
        4 => reports(),
        1 => setup(),
    ]
}

fn clock() -> impl Strategy<Value = Step> {
    let minute = 60_i64;
    let day = 24 * 60 * minute;
    prop_oneof![
        6 => (0..25_i64).prop_map(Step::SecondsPass),
        2 => (0..40 * minute).prop_map(Step::SecondsPass),
        1 => (0..9 * day).prop_map(Step::SecondsPass),
        6 => Just(Step::TimerRings { seconds_late: 0 }),
        3 => (1..30_i64).prop_map(|seconds_late| Step::TimerRings { seconds_late }),
        2 => Just(Step::Ticks),
        1 => Just(Step::MemoryIsTidied),
        1 => (-120 * minute..120 * minute).prop_map(Step::ClockIsSet),
        1 => (-30..30_i64).prop_map(Step::ClockIsSet),
    ]
}

fn intake() -> impl Strategy<Value = Step> {
    let team = prop_oneof![
        6 => (0..3_u8).prop_map(ToTeam::Numbered),
        2 => (0..3_u8).prop_map(ToTeam::Named),
        2 => Just(ToTeam::Unnamed),
        1 => Just(ToTeam::Unknown),
    ];
    let arrives = (
        kinds(),
        team,
        option::of(-10..4_000_i64),
        option::weighted(0.3, who()),
        0..3_u8,
        any::<bool>(),
    )
        .prop_map(|(kind, team, due, owner, priority, phone)| {
            use domain::request::Scheduling;
            // Mostly what the kind asks for; the refusals have their turn with the past.
            let due_in_seconds = match kind.scheduling() {
                Scheduling::Required => due.or(Some(90)),
                Scheduling::Optional => due,
                Scheduling::Refused => due.filter(|seconds| *seconds < 0),
            };
            Step::Arrives {
                kind,
                team,
                due_in_seconds,
                owner,
                priority,
                phone,
            }
        });
    prop_oneof![
        12 => arrives,
        1 => which().prop_map(Step::ArrivesAgain),
        1 => Just(Step::CallsAreForbidden),
        1 => Just(Step::CallsAreAllowed),
        2 => which().prop_map(Step::IsCancelled),
        2 => (which(), -10..4_000_i64)
            .prop_map(|(request, due_in_seconds)| Step::IsMoved { request, due_in_seconds }),
    ]
}

fn presence() -> impl Strategy<Value = Step> {
    let flip =
        || prop_oneof![2 => Just(Reachability::Reachable), 1 => Just(Reachability::Unreachable)];
    let intent = prop_oneof![2 => Just(Intent::Available), 1 => Just(Intent::Busy), 1 => Just(Intent::Break)];
    prop_oneof![
        3 => who().prop_map(Step::SignsIn),
        1 => who().prop_map(Step::SignsOut),
        5 => (who(), intent).prop_map(|(who, intent)| Step::Sets(who, intent)),
        4 => (who(), flip()).prop_map(|(who, flip)| Step::Becomes(who, flip)),
        1 => who().prop_map(Step::TouchesTheDesktop),
        1 => who().prop_map(Step::LoadsThePage),
        2 => (who(), switches()).prop_map(|(who, switch)| Step::TurnsPopups(who, switch)),
        1 => (who(), kinds()).prop_map(|(who, kind)| Step::Mutes(who, kind)),
        1 => (who(), option::of((0..24_u8, 0..24_u8)))
            .prop_map(|(who, hours)| Step::QuietHoursAre(who, hours)),
    ]
}

fn session() -> impl Strategy<Value = Step> {
    let outcome = || select(Outcome::PICKABLE.to_vec());
    prop_oneof![
        4 => (who(), which()).prop_map(|(who, which)| Step::Connects(who, which)),
        3 => who().prop_map(Step::AttendsNext),
        3 => (who(), which()).prop_map(|(who, which)| Step::PutsOff(who, which)),
        3 => (who(), theirs()).prop_map(|(who, which)| Step::Answered(who, which)),
        1 => (who(), theirs()).prop_map(|(who, which)| Step::NoAnswer(who, which)),
        2 => (who(), theirs()).prop_map(|(who, which)| Step::Ends(who, which)),
        1 => (who(), theirs()).prop_map(|(who, which)| Step::Extends(who, which)),
        1 => (who(), theirs(), outcome()).prop_map(|(who, which, outcome)| Step::Notes(who, which, outcome)),
        2 => (who(), theirs(), outcome())
            .prop_map(|(who, which, outcome)| Step::Finishes(who, which, outcome)),
        2 => (who(), theirs()).prop_map(|(who, which)| Step::HandsBack(who, which)),
        1 => (who(), (0..12_u8).prop_map(Which::Ever), outcome())
            .prop_map(|(who, which, outcome)| Step::Files(who, which, outcome)),
    ]
}

fn reports() -> impl Strategy<Value = Step> {
    let report = select(vec![
        Report::Received,
        Report::InPage,
        Report::Shown,
        Report::Clicked,
        Report::Dismissed,
        Report::Failed(DeviceFailure::PermissionDenied),
    ]);
    let device = select(vec![Device::Laptop, Device::Tablet]);
    prop_oneof![
        9 => (who(), 0..3_u8, device, report)
            .prop_map(|(who, offer, device, report)| Step::Reports(who, offer, device, report)),
        1 => who().prop_map(Step::ReportsUnknownOffer),
    ]
}

fn setup() -> impl Strategy<Value = Step> {
    let rule = || option::weighted(0.7, rules());
    prop_oneof![
        6 => (0..4_u8, rule()).prop_map(|(team, rule)| Step::RuleIs(team, rule)),
        4 => (0..4_u8, hours()).prop_map(|(team, hours)| Step::HoursAre(team, hours)),
        3 => vec(0..4_u8, 1..=2).prop_map(Step::IsHired),
        3 => who().prop_map(Step::Leaves),
        3 => who().prop_map(Step::ComesBack),
        1 => rule().prop_map(Step::TeamIsAdded),
        1 => Just(Step::DeskIsOpenedAgain),
    ]
}

fn rules() -> impl Strategy<Value = Rule> {
    let sources = select(vec![Sources::Named, Sources::CatchAll]);
    (sources, 1..=3_u8).prop_map(|(sources, chats)| Rule { sources, chats })
}

fn hours() -> impl Strategy<Value = Hours> {
    prop_oneof![
        2 => Just(Hours::RoundTheClock),
        5 => (0..12_u8, 12..25_u8).prop_map(|(opens, closes)| Hours::Daily(opens, closes)),
        1 => Just(Hours::Never),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    prop_oneof![16 => (0..5_u8).prop_map(Who::Cast), 2 => Just(Who::Sam), 1 => Just(Who::Stranger)]
}

fn which() -> impl Strategy<Value = Which> {
    prop_oneof![
        12 => (0..6_u8).prop_map(Which::Live),
        2 => (0..12_u8).prop_map(Which::Ever),
        1 => (0..3_u8).prop_map(Which::Theirs),
        1 => Just(Which::Unknown),
    ]
}

fn switches() -> impl Strategy<Value = Switch> {
    select(vec![Switch::On, Switch::Off])
}

fn theirs() -> impl Strategy<Value = Which> {
    prop_oneof![8 => (0..3_u8).prop_map(Which::Theirs), 1 => which()]
}

fn kinds() -> impl Strategy<Value = Kind> {
    prop_oneof![3 => select(Kind::ALL.to_vec()), 1 => Just(Kind::InboundChat)]
}
