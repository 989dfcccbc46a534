//! Whatever an event changes about what somebody is told, it has looked at.

use domain::{
    command::Command,
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::{Actor, Recorded},
    preferences::Preferences,
    switch::Switch,
    time::{Span, Timestamp},
};
use uuid::Uuid;

use super::*;
use crate::escalation::{
    due::{due, ending},
    subject::Subject,
};

#[path = "../../../../crates/storage/tests/conformance/history.rs"]
mod history;

/// Numbers that look random, the same in each run.
struct Rolls(u64);

impl Iterator for Rolls {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(mixed ^ (mixed >> 31))
    }
}

struct Life {
    desk: Desk,
    now: Timestamp,
    minted: u128,
}

impl Life {
    fn begin() -> Self {
        let mut life = Self {
            desk: Desk::default(),
            now: Timestamp(1_800_000_000_000),
            minted: 1 << 64,
        };
        for command in history::opening(Span::seconds(20)) {
            life.does(&command);
        }
        for agent in [history::ANA, history::BEN, history::CLEO, history::DAN] {
            let preferences = Preferences {
                desktop_notifications: Switch::On,
                ..Preferences::default()
            };
            life.does(&Command::SetPreferences { agent, preferences });
        }
        life
    }

    fn does(&mut self, command: &Command) -> Vec<Recorded> {
        self.minted += 1 << 16;
        let mut moment = Moment::new(self.now, self.minted);
        execute(&mut self.desk, Actor::Operator, command, &mut moment).unwrap_or_default()
    }

    fn goes_on(&mut self, roll: u64) -> Vec<Recorded> {
        let mut dice = history::Dice(roll);
        let seconds = i64::try_from(dice.roll(12)).unwrap();
        self.now = self.now + Span::seconds(seconds);
        self.minted += 1 << 16;
        let fresh = RequestId(Uuid::from_u128(self.minted));
        let mut happened = self.does(&Command::Tick);
        let command = history::next(dice, &self.desk, self.now, fresh);
        happened.extend(self.does(&command));
        happened
    }

    /// Everything that somebody may have been told of, for everybody.
    fn subjects(&self) -> Vec<(Subject, AgentId)> {
        let offers = self.desk.offers().map(|it| (it.id.0, it.request));
        let requests = self.desk.requests().map(|it| (it.id.0, it.id));
        let subjects = offers
            .chain(requests)
            .map(|(tag, request)| Subject::of(tag, request));
        subjects
            .flat_map(|subject| self.desk.agents().map(move |it| (subject.clone(), it.id)))
            .collect()
    }

    fn is_over(&self, (subject, agent): &(Subject, AgentId)) -> bool {
        ending(&self.desk, subject, *agent).is_some()
    }

    fn is_due(&self, (subject, agent): &(Subject, AgentId)) -> bool {
        due(&self.desk, subject, *agent, self.now).is_some()
    }
}

fn concerns(happened: &[Recorded], (subject, agent): &(Subject, AgentId)) -> bool {
    happened
        .iter()
        .any(|recorded| match concern(&recorded.event) {
            Concern::Nothing => false,
            Concern::Request(request) => request == subject.request(),
            Concern::Agent(who) => who == *agent,
            Concern::RequestAndAgent(request, who) => request == subject.request() || who == *agent,
            Concern::Desk => true,
        })
}

/// Whatever ends a popup, and whatever makes one due, is an event that has it looked at: nothing stands
/// until somebody happens to look.
#[test]
fn nothing_becomes_due_or_over_unnoticed() {
    let mut ended = 0;
    let mut began = 0;
    for seed in 0..60 {
        let mut life = Life::begin();
        for roll in Rolls(seed).take(150) {
            let before: Vec<_> = life
                .subjects()
                .into_iter()
                .map(|about| (life.is_over(&about), life.is_due(&about), about))
                .collect();
            let happened = life.goes_on(roll);
            for (was_over, was_due, about) in &before {
                let ends = !was_over && life.is_over(about);
                let begins = !was_due && life.is_due(about);
                ended += usize::from(ends);
                began += usize::from(begins);
                assert!(
                    !(ends || begins) || concerns(&happened, about),
                    "story {seed}: {about:?} unnoticed after {happened:?}"
                );
            }
            life.desk.forget_ended(life.now);
        }
    }
    assert!(ended > 100 && began > 10, "{ended} ended, {began} began");
}
