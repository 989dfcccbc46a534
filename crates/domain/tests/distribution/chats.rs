//! Chats are served side by side, as many as the team's rule allows; a call takes its agent whole.

use domain::{
    agent::Intent,
    command::{Choice, Command},
    desk::{Contents, Desk},
    event::Event,
    id::{AgentId, RequestId, TeamId},
    notification::{Decision, Suppression},
    offer::{Leaving, OfferState, Withdrawal},
    rejection::Rejection,
    request::Kind,
    serving::Serving,
    team::Sources,
};

use crate::office::Office;

/// An office whose agents may have two chats at once, and Ana.
fn with_two_chats() -> (Office, TeamId, AgentId) {
    let (mut office, sales) = Office::with_sales();
    office.takes_chats(sales, 2);
    let ana = office.agent("ana", &[sales]);
    (office, sales, ana)
}

fn with_one_chat_open() -> (Office, AgentId, RequestId) {
    let (mut office, _, ana) = with_two_chats();
    let chat = office.chat();
    office.connects(ana, chat).unwrap();
    (office, ana, chat)
}

#[test]
fn unless_the_rule_says_otherwise_one_chat_makes_an_agent_busy_for_everything() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let first = office.chat();
    let second = office.chat();
    office.connects(ana, first).unwrap();

    assert_eq!(office.state(second), "waiting");
    assert_eq!(office.connects(ana, second), Err(Rejection::ChatsFull));
    let call = office.request();
    assert_eq!(office.state(call), "waiting");
}

#[test]
fn below_capacity_another_chat_rings_and_a_call_does_not() {
    let (mut office, ana, _) = with_one_chat_open();

    let chat = office.chat();
    assert_eq!(office.decided(chat, ana), Some(Decision::Notify));

    let call = office.draft(Kind::InboundCall);
    let (call, happened) = office.receives_and(call);
    assert_eq!(office.state(call), "waiting");
    assert_eq!(
        decision_about(&happened, ana),
        Some(Decision::Suppress(Suppression::Busy))
    );
}

#[test]
fn at_capacity_a_further_chat_is_kept_from_the_agent_as_busy() {
    let (mut office, ana, _) = with_one_chat_open();
    let second = office.chat();
    office.connects(ana, second).unwrap();

    let third = office.draft(Kind::InboundChat);
    let (third, happened) = office.receives_and(third);

    assert_eq!(office.state(third), "waiting");
    assert_eq!(
        decision_about(&happened, ana),
        Some(Decision::Suppress(Suppression::Busy))
    );
    assert_eq!(office.connects(ana, third), Err(Rejection::ChatsFull));
}

#[test]
fn taking_a_chat_ends_what_rings_of_calls_and_leaves_what_rings_of_chats() {
    let (mut office, sales, ana) = with_two_chats();
    let ben = office.agent("ben", &[sales]);
    let (first, second, call) = (office.chat(), office.chat(), office.request());

    let happened = office.connects(ana, first).unwrap();

    assert!(office.ringing(second).rings_for(ana));
    assert!(!office.ringing(call).rings_for(ana));
    assert!(office.ringing(call).rings_for(ben));
    let left: Vec<_> = happened
        .iter()
        .filter_map(|event| match event {
            Event::OfferLeft { request, why, .. } => Some((*request, *why)),
            _ => None,
        })
        .collect();
    assert_eq!(left, [(call, Leaving::AgentBusy)]);
}

#[test]
fn the_chat_that_fills_the_agent_ends_what_else_rings_of_chats() {
    let (mut office, ana, _) = with_one_chat_open();
    let (second, third) = (office.chat(), office.chat());
    let offer = office.ringing(third).id;

    office.connects(ana, second).unwrap();

    assert_eq!(office.state(third), "waiting");
    assert_eq!(
        office.offer_state(offer),
        &OfferState::Withdrawn(Withdrawal::NobodyFree)
    );
}

#[test]
fn a_chat_in_wrap_up_counts_until_it_is_finished_and_then_what_waits_rings_again() {
    let (mut office, ana, first) = with_one_chat_open();
    let second = office.chat();
    office.connects(ana, second).unwrap();
    let third = office.chat();
    let call = office.request();
    office.does(Command::EndSession {
        agent: ana,
        request: first,
    });
    assert_eq!(office.state(third), "waiting");

    office.finishes(ana, first);

    assert_eq!(office.decided(third, ana), Some(Decision::Notify));
    assert_eq!(office.state(call), "waiting", "a chat is still open");

    office.does(Command::Cancel { request: third });
    office.finishes(ana, second);
    assert_eq!(office.decided(call, ana), Some(Decision::Notify));
}

#[test]
fn a_chat_that_rings_for_a_colleague_is_joined_when_one_is_handed_back() {
    let (mut office, sales, ana) = with_two_chats();
    let (first, second) = (office.chat(), office.chat());
    office.connects(ana, first).unwrap();
    office.connects(ana, second).unwrap();
    let ben = office.agent("ben", &[sales]);
    let third = office.chat();
    assert!(!office.ringing(third).rings_for(ana));

    office.does(Command::HandBack {
        agent: ana,
        request: first,
    });

    assert!(office.ringing(third).rings_for(ana) && office.ringing(third).rings_for(ben));
    assert!(office.ringing(first).rings_for(ben));
    assert!(
        !office.ringing(first).rings_for(ana),
        "whom she has just handed back"
    );
    assert_eq!(office.person(ana).serving, Serving::Chats(vec![second]));
}

#[test]
fn a_call_needs_an_agent_without_chats_and_an_agent_in_a_call_takes_no_chat() {
    let (mut office, ana, chat) = with_one_chat_open();
    let call = office.request();
    assert_eq!(office.connects(ana, call), Err(Rejection::FinishChats));

    office.finishes(ana, chat);
    office.connects(ana, call).unwrap();
    let chat = office.chat();

    assert_eq!(office.state(chat), "waiting");
    assert_eq!(office.connects(ana, chat), Err(Rejection::FinishFirst));
}

#[test]
fn attending_the_next_customer_passes_over_whom_the_agent_may_not_take() {
    let (mut office, ana, _) = with_one_chat_open();
    let attend = Command::AttendNext { agent: ana };
    let mut call = office.draft(Kind::InboundCall);
    call.priority = 9;
    office.receives(call);
    assert_eq!(office.tries(&attend), Err(Rejection::FinishChats));

    let chat = office.chat();
    office.does(attend.clone());

    assert!(office.person(ana).serving.includes(chat));
    assert_eq!(office.tries(&attend), Err(Rejection::FinishChats));
    let third = office.draft(Kind::InboundChat);
    office.receives(third);
    assert_eq!(
        office.tries(&attend),
        Err(Rejection::FinishChats),
        "the call is first in line"
    );
}

#[test]
fn nobody_signs_out_with_a_chat_open() {
    let (mut office, ana, first) = with_one_chat_open();
    let second = office.chat();
    office.connects(ana, second).unwrap();
    let sign_out = Command::SignOut { agent: ana };

    office.finishes(ana, first);
    assert_eq!(office.tries(&sign_out), Err(Rejection::SessionOpen));

    office.does(Command::HandBack {
        agent: ana,
        request: second,
    });
    assert!(office.tries(&sign_out).is_ok());
}

#[test]
fn a_chat_taken_on_a_break_leaves_the_agent_on_a_break() {
    let (mut office, _, ana) = with_two_chats();
    office.is(ana, Intent::Break);
    let (first, second) = (office.chat(), office.chat());
    office.connects(ana, first).unwrap();
    assert_eq!(office.state(second), "waiting");

    office.is(ana, Intent::Available);
    assert_eq!(office.decided(second, ana), Some(Decision::Notify));
}

#[test]
fn chats_of_all_teams_count_against_the_capacity_of_the_team_that_asks() {
    let (mut office, sales) = Office::with_sales();
    let support = office.team("Support", Some(Sources::Named));
    office.takes_chats(sales, 2);
    let ana = office.agent("ana", &[sales, support]);
    let first = office.chat();
    office.connects(ana, first).unwrap();

    let mut other = office.draft(Kind::InboundChat);
    other.team = Some(Choice::Id(support));
    let other = office.receives(other);
    let own = office.chat();

    assert_eq!(office.state(other), "waiting", "one is enough there");
    assert!(office.ringing(own).rings_for(ana));
}

#[test]
fn a_capacity_that_is_raised_rings_what_waits_and_one_that_is_lowered_takes_it_away() {
    let (mut office, sales) = Office::with_sales();
    let ana = office.agent("ana", &[sales]);
    let first = office.chat();
    office.connects(ana, first).unwrap();
    let second = office.chat();
    assert_eq!(office.state(second), "waiting");

    office.takes_chats(sales, 2);
    assert_eq!(office.decided(second, ana), Some(Decision::Notify));

    let ben = office.agent("ben", &[sales]);
    office.takes_chats(sales, 1);
    assert!(!office.ringing(second).rings_for(ana));
    assert!(office.ringing(second).rings_for(ben));

    office.takes_chats(sales, 3);
    assert!(office.ringing(second).rings_for(ana), "and joins again");
}

/// Such a release wrote an id, whichever channel it was.
#[test]
fn a_chat_that_an_older_release_left_open_is_one_of_several() {
    let (office, ana, chat) = with_one_chat_open();
    let mut agent = office.person(ana).clone();
    agent.serving = Serving::Call(chat);

    let desk = Desk::from_contents(Contents {
        agents: vec![agent],
        requests: vec![office.found(chat).clone()],
        ..Contents::default()
    });

    let serving = desk.agent(ana).map(|agent| agent.serving.clone());
    assert_eq!(serving, Some(Serving::Chats(vec![chat])));
}

fn decision_about(happened: &[Event], agent: AgentId) -> Option<Decision> {
    happened.iter().find_map(|event| match event {
        Event::NotificationsDecided { decisions, .. } => decisions.about(agent),
        _ => None,
    })
}

/// Who could not take it when it rang can now.
#[test]
fn more_chats_at_once_are_asked_of_who_was_busy_with_one() {
    let (mut office, sales) = Office::with_sales();
    office.takes_chats(sales, 1);
    let ana = office.agent("ana", &[sales]);
    let ben = office.agent("ben", &[sales]);
    let first = office.chat();
    office.connects(ana, first).unwrap();
    let second = office.chat();
    office.rings_in_vain(&[ben], second);
    assert_eq!(office.state(second), "timed_out");

    office.takes_chats(sales, 2);

    assert!(office.ringing(second).rings_for(ana));
    assert!(!office.ringing(second).rings_for(ben), "who was asked");
}
