//! How often somebody may be wrong: per account and per address, with a wait that grows. And how many
//! tries are judged at once, so that nobody gets further by racing.
//!
//! Only a password that was looked at and was wrong counts. Until then a try is *in flight*, and takes the
//! place of one that may yet be wrong: with three wrong tries behind them, an account has three in flight
//! at most. Others wait in one line. A try during a wait for being wrong is refused whatever the password;
//! it neither counts nor lengthens the wait. Known and unknown accounts are treated alike.

use std::{
    collections::{HashMap, VecDeque},
    net::{IpAddr, Ipv6Addr},
};

use domain::time::{Span, Timestamp};

/// Wrong tries are remembered this long.
const WINDOW: Span = Span::minutes(15);
const LONGEST_WAIT: Span = WINDOW;
const FIRST_WAIT: Span = Span::seconds(2);
/// From this wrong try on there is a wait.
const ACCOUNT_LIMIT: usize = 6;
const ADDRESS_LIMIT: usize = 21;
/// Tries in flight altogether.
pub const JUDGED_AT_ONCE: usize = 64;
/// Tries that wait for their turn.
const LINE: usize = 1_024;
/// Beyond so many accounts or addresses, those that no longer matter are dropped.
const CROWD: usize = 10_000;

#[derive(Debug, Default)]
pub struct Throttle {
    accounts: HashMap<String, Tries>,
    addresses: HashMap<IpAddr, Tries>,
    in_flight: usize,
    line: VecDeque<(Ticket, Try)>,
    next: u64,
}

#[derive(Debug, Default)]
struct Tries {
    wrong: VecDeque<Timestamp>,
    closed_until: Timestamp,
    in_flight: usize,
}

/// Somebody's try to sign in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    account: String,
    address: IpAddr,
}

/// Tells apart those who wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ticket(u64);

/// What becomes of a try.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    /// It is in flight and must be settled.
    Now(Try),
    /// It is named by one of the next [`Throttle::call`]s.
    Later(Ticket),
}

/// Why a try is not looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There were too many wrong ones.
    Wait(Span),
    /// There are too many at once.
    Crowded,
}

/// How a try in flight ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Judgement {
    Right,
    Wrong,
    /// The password was not looked at, or nobody waits for the answer any more.
    None,
}

impl Try {
    pub fn new(account: &str, address: IpAddr) -> Self {
        Self {
            account: account.to_owned(),
            address: network(address),
        }
    }
}

impl Throttle {
    /// Lets a try in, or has it wait in line. In a line that is full, the address with most tries in it
    /// makes room: the second value is who was sent away.
    ///
    /// # Errors
    /// It is not looked at.
    pub fn ask(&mut self, attempt: Try, now: Timestamp) -> Result<(Turn, Option<Ticket>), Refusal> {
        forget(&mut self.accounts, now);
        forget(&mut self.addresses, now);
        match self.admit(&attempt, now) {
            Some(Ok(())) => return Ok((Turn::Now(attempt), None)),
            Some(Err(wait)) => return Err(Refusal::Wait(wait)),
            None => {}
        }
        let sent_away = if self.line.len() < LINE {
            None
        } else {
            Some(
                self.make_room_for(attempt.address)
                    .ok_or(Refusal::Crowded)?,
            )
        };
        let ticket = Ticket(self.next);
        self.next += 1;
        self.line.push_back((ticket, attempt));
        Ok((Turn::Later(ticket), sent_away))
    }

    /// A try in flight has ended. Answers what follows from a wrong one.
    pub fn settle(&mut self, settled: &Try, judgement: Judgement, now: Timestamp) -> Option<Span> {
        self.in_flight -= 1;
        let account = self.accounts.entry(settled.account.clone()).or_default();
        let address = self.addresses.entry(settled.address).or_default();
        account.in_flight -= 1;
        address.in_flight -= 1;
        let mut wait = None;
        match judgement {
            Judgement::Wrong => {
                let by_account = account.add(now, ACCOUNT_LIMIT);
                wait = by_account.max(address.add(now, ADDRESS_LIMIT));
            }
            // The account starts afresh; the wrong tries of the address stand.
            Judgement::Right => account.wrong.clear(),
            Judgement::None => {}
        }
        if !account.matters(now) {
            self.accounts.remove(&settled.account);
        }
        if !address.matters(now) {
            self.addresses.remove(&settled.address);
        }
        wait
    }

    /// Those in line whose turn has come, or who must wait longer than the line is.
    pub fn call(&mut self, now: Timestamp) -> Vec<(Ticket, Result<Try, Span>)> {
        let mut called = vec![];
        let mut still_in_line = VecDeque::with_capacity(self.line.len());
        for (ticket, attempt) in std::mem::take(&mut self.line) {
            match self.admit(&attempt, now) {
                Some(Ok(())) => called.push((ticket, Ok(attempt))),
                Some(Err(wait)) => called.push((ticket, Err(wait))),
                None => still_in_line.push_back((ticket, attempt)),
            }
        }
        self.line = still_in_line;
        called
    }

    /// Somebody gave up waiting.
    pub fn leave_line(&mut self, ticket: Ticket) {
        self.line.retain(|(waiting, _)| *waiting != ticket);
    }

    /// Whether a try may be judged now; none: not yet.
    fn admit(&mut self, attempt: &Try, now: Timestamp) -> Option<Result<(), Span>> {
        let account = self.accounts.entry(attempt.account.clone()).or_default();
        let address = self.addresses.entry(attempt.address).or_default();
        let closed_until = account.closed_until.max(address.closed_until);
        if closed_until > now {
            return Some(Err(closed_until.since(now)));
        }
        let has_place = account.has_place(ACCOUNT_LIMIT, now)
            && address.has_place(ADDRESS_LIMIT, now)
            && self.in_flight < JUDGED_AT_ONCE;
        has_place.then(|| {
            account.in_flight += 1;
            address.in_flight += 1;
            self.in_flight += 1;
            Ok(())
        })
    }

    /// Whoever came last from the address that has most in line, if that is more than this one has.
    fn make_room_for(&mut self, address: IpAddr) -> Option<Ticket> {
        let mut counts: HashMap<IpAddr, usize> = HashMap::new();
        for (_, attempt) in &self.line {
            *counts.entry(attempt.address).or_default() += 1;
        }
        let own = counts.get(&address).copied().unwrap_or(0);
        let (most, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
        if count <= own + 1 {
            return None;
        }
        let last = self
            .line
            .iter()
            .rposition(|(_, attempt)| attempt.address == most)?;
        self.line.remove(last).map(|(ticket, _)| ticket)
    }
}

impl Tries {
    /// Whether one more may be in flight: if all of them are wrong, the wait begins with the last.
    fn has_place(&mut self, limit: usize, now: Timestamp) -> bool {
        self.drop_old(now);
        self.in_flight < limit.saturating_sub(self.wrong.len()).max(1)
    }

    fn add(&mut self, now: Timestamp, limit: usize) -> Option<Span> {
        self.drop_old(now);
        self.wrong.push_back(now);
        let beyond = self.wrong.len().checked_sub(limit)?;
        let wait = wait(beyond);
        self.closed_until = now + wait;
        Some(wait)
    }

    fn drop_old(&mut self, now: Timestamp) {
        while self.wrong.front().is_some_and(|at| *at + WINDOW <= now) {
            self.wrong.pop_front();
        }
    }

    fn matters(&self, now: Timestamp) -> bool {
        self.in_flight > 0
            || self.closed_until > now
            || self.wrong.back().is_some_and(|at| *at + WINDOW > now)
    }
}

/// 2 s, 4 s, 8 s, ... up to 15 minutes.
fn wait(beyond: usize) -> Span {
    let doublings = u32::try_from(beyond).unwrap_or(u32::MAX).min(30);
    Span((FIRST_WAIT.0 << doublings).min(LONGEST_WAIT.0))
}

fn forget<Key>(tries: &mut HashMap<Key, Tries>, now: Timestamp) {
    if tries.len() > CROWD {
        tries.retain(|_, tries| tries.matters(now));
    }
}

/// One customer of a provider gets a whole /64 of IPv6.
pub fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
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
    fn the_wait_has_an_end() {
        assert_eq!(wait(0), Span::seconds(2));
        assert_eq!(wait(8), Span::seconds(512));
        assert_eq!(wait(9), Span::minutes(15));
        assert_eq!(wait(usize::MAX), Span::minutes(15));
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
}
