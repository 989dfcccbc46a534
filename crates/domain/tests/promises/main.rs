//! The promises of a desk, kept through random stories under a clock that only the story moves.
//!
//! A broken promise prints the shortest story that breaks it. Turn that story into a named test of
//! its behaviour before mending the desk.

mod alike;
mod comeback;
mod house;
mod keeper;
mod reader;
mod rules;
mod stage;
mod story;

use domain::{
    command::Command,
    desk::{Contents, Desk},
    event::Recorded,
    notification::Report,
    offer::Offer,
    request::State,
    time::Span,
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{
    alike::{decided_as_one_by_one, quirks, taken_in_order},
    comeback::everybody_is_asked,
    house::opening,
    keeper::Keeper,
    stage::Stage,
    story::{Story, stories},
};

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 384,
        max_shrink_iters: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// P2, P3, P4, P11, refusals without a trace, repetitions without effect, and every browser
    /// knowing what the desk knows.
    #[test]
    fn every_promise_is_kept_after_every_command(story in stories()) {
        play(&story)?;
    }

    #[test]
    fn a_prefix_and_the_rest_of_the_journal_make_the_same_desk(
        story in stories(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut stage = play(&story)?;
        stage.tidy();
        let (prefix, rest) = stage.journal.split_at(cut.index(stage.journal.len() + 1));
        let mut half_way = replay(Desk::default(), prefix);
        half_way = Desk::from_contents(contents(&half_way));
        let mut whole = replay(half_way, rest);
        whole.forget_ended(stage.latest);
        prop_assert_eq!(&whole, &stage.desk);
        prop_assert_eq!(&Desk::from_contents(contents(&stage.desk)), &stage.desk);
    }

    /// Nobody is swallowed: whatever order of *Later*, breaks, moves, closing times and rings in vain
    /// a story has, what waits rings sooner or later for everybody who may take it.
    #[test]
    fn whatever_may_be_taken_rings_sooner_or_later_for_everybody_who_may_take_it(story in stories()) {
        let mut stage = play(&story)?;
        everybody_is_asked(&mut stage)?;
    }

    /// A desk decides once for all who stand alike: it comes to the same as to ask each of them.
    #[test]
    fn a_team_is_decided_about_as_if_each_member_were_asked(
        story in stories(),
        quirks in prop::collection::vec(quirks(), 0..6),
    ) {
        let stage = play(&story)?;
        for quirk in &quirks {
            decided_as_one_by_one(&stage, quirk)?;
        }
        taken_in_order(&stage.desk)?;
    }

    /// However a story ends, its timers lead to an end for everything that is in nobody's hands.
    #[test]
    fn every_pending_timer_leads_somewhere(story in stories(), days in 0..3_i64) {
        let mut stage = play(&story)?;
        for _ in 0..400 {
            let Some(due) = stage.desk.next_due() else { break };
            stage.now = stage.now.max(due + Span::days(days));
            tick(&mut stage)?;
            // Whether days or milliseconds apart: a desk that nobody looks at must come to rest.
            stage.now = stage.now + Span::minutes(90);
        }
        for request in stage.desk.live_requests() {
            prop_assert!(
                matches!(request.state, State::Connecting { .. } | State::InSession { .. }),
                "still {} at the end of time",
                request.state.name()
            );
        }
    }
}

fn play(story: &Story) -> Result<Stage, TestCaseError> {
    let mut stage = Stage::new();
    let mut keeper = Keeper::default();
    for command in opening(story) {
        perform(&mut stage, &mut keeper, &command)?;
    }
    for step in &story.steps {
        match stage.command(step) {
            Some(command) => perform(&mut stage, &mut keeper, &command)?,
            None => keeper.watch(&stage, None, &[])?,
        }
    }
    Ok(stage)
}

fn perform(stage: &mut Stage, keeper: &mut Keeper, command: &Command) -> Result<(), TestCaseError> {
    let before = stage.desk.clone();
    if let Ok(happened) = stage.run(command) {
        keeper.watch(stage, Some(command), &happened)?;
        if has_no_effect_twice(command) {
            let again = stage.run(command);
            prop_assert_eq!(
                again,
                Ok(vec![]),
                "repeating {:?} causes something",
                command
            );
        }
    } else {
        prop_assert_eq!(
            &before,
            &stage.desk,
            "a refusal left a trace: {:?}",
            command
        );
    }
    Ok(())
}

/// What is due happens, all of it at once.
fn tick(stage: &mut Stage) -> Result<Vec<Recorded>, TestCaseError> {
    let was_due = stage.desk.next_due().is_some_and(|due| due <= stage.now);
    let happened = stage.run(&Command::Tick).expect("a tick is never refused");
    prop_assert_eq!(
        was_due,
        !happened.is_empty(),
        "a tick does something exactly when something is due"
    );
    prop_assert!(
        stage.desk.next_due().is_none_or(|due| due > stage.now),
        "a tick leaves something due"
    );
    Ok(happened)
}

fn has_no_effect_twice(command: &Command) -> bool {
    match command {
        Command::ReceiveRequest(_)
        | Command::SetRule { .. }
        | Command::SetHours { .. }
        | Command::Later { .. }
        | Command::ForbidCalls { .. }
        | Command::AllowCalls { .. }
        | Command::SignIn { .. }
        | Command::SignOut { .. }
        | Command::SetIntent { .. }
        | Command::SetReachability { .. }
        | Command::SetPreferences { .. }
        | Command::Touch { .. }
        | Command::Hear { .. }
        | Command::ChangePreferences { .. }
        | Command::Reschedule { .. }
        | Command::Cancel { .. }
        | Command::Connect { .. }
        | Command::Answered { .. }
        | Command::NoAnswer { .. }
        | Command::EndSession { .. }
        | Command::PlanCall(_)
        | Command::KeepDraft { .. }
        | Command::Finish { .. }
        | Command::DisableAgent { .. }
        | Command::EnableAgent { .. }
        | Command::Tick => true,
        Command::Report { report, .. } => *report == Report::Received,
        Command::OpenDesk { .. }
        | Command::AddTeam { .. }
        | Command::AddAgent { .. }
        | Command::NotePassword { .. }
        | Command::NoteRevokedKey { .. }
        | Command::AttendNext { .. }
        | Command::ExtendWrapUp { .. }
        | Command::StepClock { .. }
        | Command::HandBack { .. } => false,
    }
}

fn replay(mut desk: Desk, journal: &[Recorded]) -> Desk {
    for recorded in journal {
        let line = serde_json::to_string(recorded).expect("the journal is JSON");
        desk.apply(&serde_json::from_str(&line).expect("and can be read back"));
    }
    desk
}

/// As the state tables keep it: an offer as its row says it, and beside it what was reported.
fn contents(desk: &Desk) -> Contents {
    let row = |offer: &Offer| {
        let row = serde_json::to_string(offer).expect("an offer is JSON");
        serde_json::from_str(&row).expect("and can be read back")
    };
    let reported = |offer: &Offer| {
        let id = offer.id;
        let reports = offer
            .reports()
            .filter(|(agent, ..)| !offer.keeps_reports_of(*agent));
        let reports: Vec<_> = reports
            .map(|(agent, device, report)| (id, agent, device, report))
            .collect();
        reports
    };
    Contents {
        seq: desk.seq(),
        profile: desk.profile().clone(),
        teams: desk.teams().cloned().collect(),
        agents: desk.agents().cloned().collect(),
        requests: desk.requests().cloned().collect(),
        offers: desk.offers().map(row).collect(),
        reports: desk.offers().flat_map(reported).collect(),
        do_not_call: desk.do_not_call().iter().cloned().collect(),
    }
}
