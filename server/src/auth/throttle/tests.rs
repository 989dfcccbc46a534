//! How many tries somebody has, alone and together with others, and how long the waits are.

use super::*;

const HOME: &str = "192.0.2.1";

fn at(seconds: i64) -> Timestamp {
    Timestamp(1_800_000_000_000) + Span::seconds(seconds)
}

fn a_try(account: &str, from: &str) -> Try {
    Try::new(account, from.parse().unwrap())
}

/// One that is judged wrong at once: the seconds to wait after it, or that it is refused for.
fn wrong(throttle: &mut Throttle, account: &str, from: &str, second: i64) -> Result<i64, i64> {
    match throttle.ask(a_try(account, from), at(second)) {
        Ok((Turn::Now(attempt), None)) => {
            let wait = throttle.settle(&attempt, Judgement::Wrong, at(second));
            Ok(wait.map_or(0, Span::as_seconds))
        }
        Err(Refusal::Wait(wait)) => Err(wait.as_seconds()),
        other => panic!("{other:?}"),
    }
}

/// How many of so many tries at once are let in.
fn in_flight(throttle: &mut Throttle, account: &str, from: &str, count: usize) -> Vec<Try> {
    let asked = (0..count).map(|_| throttle.ask(a_try(account, from), at(0)).unwrap().0);
    asked
        .filter_map(|turn| match turn {
            Turn::Now(attempt) => Some(attempt),
            Turn::Later(_) => None,
        })
        .collect()
}

#[test]
fn the_sixth_wrong_try_of_an_account_begins_a_wait_that_doubles() {
    let mut throttle = Throttle::default();
    for second in 0..5 {
        assert_eq!(wrong(&mut throttle, "ana", HOME, second), Ok(0));
    }
    // When, from the beginning, and what it leads to.
    for (second, outcome) in [
        (5, Ok(2)),
        (5, Err(2)),
        (6, Err(1)),
        (7, Ok(4)),
        (8, Err(3)),
        (11, Ok(8)),
        (19, Ok(16)),
    ] {
        assert_eq!(
            wrong(&mut throttle, "ana", HOME, second),
            outcome,
            "second {second}"
        );
    }
    assert_eq!(wrong(&mut throttle, "ben", HOME, 20), Ok(0));
}

#[test]
fn the_twenty_first_wrong_try_of_an_address_begins_a_wait_for_every_account() {
    let mut throttle = Throttle::default();
    for number in 0..20 {
        let account = format!("somebody-{number}");
        assert_eq!(wrong(&mut throttle, &account, HOME, 0), Ok(0));
    }
    assert_eq!(wrong(&mut throttle, "ana", HOME, 1), Ok(2));
    assert_eq!(wrong(&mut throttle, "ben", HOME, 2), Err(1));
    assert_eq!(wrong(&mut throttle, "ben", "192.0.2.2", 2), Ok(0));
}

#[test]
fn a_right_password_clears_the_account_and_leaves_the_address_as_it_was() {
    let mut throttle = Throttle::default();
    for second in 0..5 {
        assert_eq!(wrong(&mut throttle, "ana", HOME, second), Ok(0));
    }
    let attempt = in_flight(&mut throttle, "ana", HOME, 1).remove(0);
    throttle.settle(&attempt, Judgement::Right, at(5));
    for second in 6..11 {
        assert_eq!(wrong(&mut throttle, "ana", HOME, second), Ok(0));
    }
    let home: IpAddr = HOME.parse().unwrap();
    assert_eq!(throttle.addresses[&home].wrong.len(), 10);
}

#[test]
fn a_try_that_was_not_judged_leaves_no_trace() {
    let mut throttle = Throttle::default();
    for _ in 0..30 {
        let attempt = in_flight(&mut throttle, "ana", HOME, 1).remove(0);
        assert_eq!(throttle.settle(&attempt, Judgement::None, at(0)), None);
    }
    assert!(throttle.accounts.is_empty());
    assert!(throttle.addresses.is_empty());
    assert_eq!(throttle.in_flight, 0);
}

#[test]
fn racing_gets_nobody_more_tries_than_asking_one_after_the_other() {
    for wrong_before in 0..10 {
        let mut throttle = Throttle::default();
        let mut second = 0;
        for _ in 0..wrong_before {
            let wait = wrong(&mut throttle, "ana", HOME, second).unwrap();
            second += wait;
        }
        let asked: Vec<_> = (0..100)
            .map(|_| throttle.ask(a_try("ana", HOME), at(second)).unwrap().0)
            .collect();
        let mut judged: Vec<_> = asked
            .into_iter()
            .filter_map(|turn| match turn {
                Turn::Now(attempt) => Some(attempt),
                Turn::Later(_) => None,
            })
            .collect();
        let mut count = 0;
        while let Some(attempt) = judged.pop() {
            count += 1;
            throttle.settle(&attempt, Judgement::Wrong, at(second));
            let called = throttle.call(at(second));
            judged.extend(called.into_iter().filter_map(|(_, turn)| turn.ok()));
        }
        let allowed = 6_usize.saturating_sub(wrong_before).max(1);
        assert_eq!(count, allowed, "after {wrong_before} wrong tries");
        assert!(throttle.line.is_empty(), "the others are told to wait");
    }
}

#[test]
fn everybody_with_the_right_password_gets_in_however_many_come_at_once() {
    let mut throttle = Throttle::default();
    let mut judged = VecDeque::new();
    for number in 0..500 {
        let account = format!("agent-{}", number % 250);
        if let (Turn::Now(attempt), _) = throttle.ask(a_try(&account, HOME), at(0)).unwrap() {
            judged.push_back(attempt);
        }
    }
    assert_eq!(judged.len(), ADDRESS_LIMIT);
    let mut count = 0;
    while let Some(attempt) = judged.pop_front() {
        count += 1;
        throttle.settle(&attempt, Judgement::Right, at(0));
        for (_, turn) in throttle.call(at(0)) {
            judged.push_back(turn.unwrap());
        }
    }
    assert_eq!(count, 500);
    assert!(throttle.accounts.is_empty() && throttle.addresses.is_empty());
}

#[test]
fn one_address_does_not_keep_the_others_out_of_the_line() {
    let mut throttle = Throttle::default();
    in_flight(&mut throttle, "ana", HOME, 6);
    for number in 0..LINE {
        let from = if number % 4 == 0 { "192.0.2.2" } else { HOME };
        throttle.ask(a_try("ana", from), at(0)).unwrap();
    }
    let from_home = |throttle: &Throttle| {
        let home: IpAddr = HOME.parse().unwrap();
        let line = throttle.line.iter();
        line.filter(|(_, attempt)| attempt.address == home).count()
    };
    let before = from_home(&throttle);
    assert_eq!(
        throttle.ask(a_try("ana", HOME), at(0)),
        Err(Refusal::Crowded)
    );
    let (turn, sent_away) = throttle.ask(a_try("ana", "192.0.2.3"), at(0)).unwrap();
    assert!(matches!(turn, Turn::Later(_)));
    assert!(sent_away.is_some());
    assert_eq!(from_home(&throttle), before - 1);
    assert_eq!(throttle.line.len(), LINE);
}

#[test]
fn who_gives_up_waiting_leaves_the_line() {
    let mut throttle = Throttle::default();
    let held = in_flight(&mut throttle, "ana", HOME, 6);
    let (Turn::Later(ticket), None) = throttle.ask(a_try("ana", HOME), at(0)).unwrap() else {
        panic!("a seventh try is in flight");
    };
    throttle.leave_line(ticket);
    for attempt in &held {
        throttle.settle(attempt, Judgement::None, at(0));
    }
    assert_eq!(throttle.call(at(0)), vec![]);
}

#[test]
fn wrong_tries_are_forgotten_after_a_quarter_of_an_hour() {
    let mut throttle = Throttle::default();
    for second in 0..5 {
        assert_eq!(wrong(&mut throttle, "ana", HOME, second), Ok(0));
    }
    assert_eq!(wrong(&mut throttle, "ana", HOME, 15 * 60 + 4), Ok(0));
}

#[test]
fn neighbours_in_one_ipv6_network_count_as_one() {
    let mut throttle = Throttle::default();
    for number in 0..20 {
        let account = format!("somebody-{number}");
        let from = format!("2001:db8::{number:x}");
        assert_eq!(wrong(&mut throttle, &account, &from, 0), Ok(0));
    }
    assert_eq!(wrong(&mut throttle, "ana", "2001:db8::ffff", 0), Ok(2));
    assert_eq!(wrong(&mut throttle, "ben", "::ffff:192.0.2.9", 0), Ok(0));
}
