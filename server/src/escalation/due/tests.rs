//! Who is told of what, and who no longer: as the desk goes on.

use std::{collections::BTreeSet, sync::Arc};

use domain::{
    agent::{Intent, Role},
    command::{Command, NewRequest},
    consequence::execute,
    customer::Customer,
    decide::Moment,
    event::{Actor, Event, Recorded},
    id::{RequestId, TeamId},
    preferences::Preferences,
    request::{Kind, LIFE},
    switch::Switch,
    team::{DistributionRule, Sources},
    time::Span,
};
use uuid::Uuid;

use super::*;

const START: Timestamp = Timestamp(1_800_000_000_000);
const TEAM: TeamId = TeamId(Uuid::from_u128(1));
const ANA: AgentId = AgentId(Uuid::from_u128(2));
const BEN: AgentId = AgentId(Uuid::from_u128(3));
const REQUEST: RequestId = RequestId(Uuid::from_u128(4));

/// A desk where Maria waits to be called back and nobody can be reached but by Web Push.
struct Story {
    desk: Desk,
    now: Timestamp,
    subject: Subject,
    entropy: u128,
}

impl Story {
    fn begin() -> Self {
        let mut story = Self {
            desk: Desk::default(),
            now: START,
            subject: Subject::of(REQUEST.0, REQUEST),
            entropy: 1 << 64,
        };
        story.does(&Command::AddTeam {
            team: TEAM,
            name: "Sales".to_owned(),
            rule: Some(DistributionRule::broadcast(Sources::CatchAll)),
        });
        for (agent, name) in [(ANA, "Ana"), (BEN, "Ben")] {
            story.does(&Command::AddAgent {
                agent,
                name: name.to_owned(),
                email: format!("{name}@acme.example"),
                role: Role::Agent,
                teams: BTreeSet::from([TEAM]),
            });
            story.does(&Command::SignIn { agent });
            let preferences = Preferences {
                desktop_notifications: Switch::On,
                ..Preferences::default()
            };
            story.does(&Command::SetPreferences { agent, preferences });
        }
        let happened = story.does(&Command::ReceiveRequest(Box::new(NewRequest {
            id: REQUEST,
            kind: Kind::CallMeBack,
            customer: Customer {
                name: Some("Maria Silva".to_owned()),
                phone: Some("+34600123456".to_owned()),
                ..Customer::default()
            },
            team: None,
            message: None,
            scheduled_at: None,
            owner: None,
            priority: 0,
        })));
        let decisions = happened
            .into_iter()
            .find_map(|recorded| match recorded.event {
                Event::NotificationsDecided { decisions, .. } => Some(decisions),
                _ => None,
            });
        story.subject = Subject::Request {
            request: REQUEST,
            at: START,
            decisions: Arc::new(decisions.expect("nobody can be asked")),
        };
        story
    }

    fn does(&mut self, command: &Command) -> Vec<Recorded> {
        self.entropy += 1 << 16;
        let mut moment = Moment::new(self.now, self.entropy);
        execute(&mut self.desk, Actor::Desk, command, &mut moment).expect("the desk does it")
    }

    fn happens(&mut self, event: Event) {
        let (seq, at) = (self.desk.seq() + 1, self.now);
        let actor = Actor::Desk;
        self.desk.apply(&Recorded {
            seq,
            at,
            actor,
            event,
        });
    }

    fn ending(&self) -> Option<Ending> {
        ending(&self.desk, &self.subject, ANA)
    }
}

#[test]
fn while_it_waits_a_popup_about_it_stands() {
    let mut story = Story::begin();
    let until = START + Span::seconds(20);
    assert_eq!(due(&story.desk, &story.subject, ANA, START), Some(until));
    assert_eq!(due(&story.desk, &story.subject, ANA, until), None);
    story.now = START + Span::minutes(10);
    assert_eq!(story.ending(), None);
}

#[test]
fn whichever_way_a_request_leaves_the_line_a_popup_about_it_is_over() {
    let taken = || Some(Ending::TakenBy("Ben".to_owned()));
    let (request, team) = (REQUEST, TEAM);
    let mut story = Story::begin();
    story.does(&Command::Cancel { request });
    assert_eq!(story.ending(), Some(Ending::Over), "cancelled");

    let mut story = Story::begin();
    let due_at = START + Span::minutes(60);
    story.does(&Command::Reschedule { request, due_at });
    assert_eq!(story.ending(), Some(Ending::Over), "moved");

    let mut story = Story::begin();
    story.happens(Event::RequestAbandoned {
        request,
        team,
        call_back_at: None,
    });
    assert_eq!(story.ending(), Some(Ending::Over), "abandoned");

    let mut story = Story::begin();
    story.now = START + LIFE;
    story.does(&Command::Tick);
    assert_eq!(story.ending(), Some(Ending::Over), "expired");

    let mut story = Story::begin();
    let agent = BEN;
    story.does(&Command::Connect { agent, request });
    assert_eq!(story.ending(), taken(), "taken");
    story.does(&Command::NoAnswer { agent, request });
    assert_eq!(
        story.ending(),
        Some(Ending::TakenBy("Ben".to_owned())),
        "closed"
    );
}

#[test]
fn who_can_not_take_it_any_more_has_no_popup_about_it() {
    for intent in [Intent::Busy, Intent::Break] {
        let mut story = Story::begin();
        story.does(&Command::SetIntent { agent: ANA, intent });
        assert_eq!(story.ending(), Some(Ending::Over), "{intent:?}");
    }
    let mut story = Story::begin();
    story.does(&Command::SignOut { agent: ANA });
    assert_eq!(story.ending(), Some(Ending::Over), "signed out");
    assert_eq!(due(&story.desk, &story.subject, ANA, START), None);
}

#[test]
fn of_an_offer_that_the_desk_has_forgotten_a_popup_is_over() {
    let story = Story::begin();
    let forgotten = Subject::of(Uuid::from_u128(99), REQUEST);
    let ended = ending(&story.desk, &forgotten, ANA);
    assert_eq!(ended, Some(Ending::Over));
    assert!(forgotten.is_over(&story.desk, START));
}
