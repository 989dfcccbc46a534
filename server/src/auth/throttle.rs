//! How often somebody may be wrong: per account and per address, with a wait that grows.
//!
//! A try is counted before its password is looked at and taken back when it was right, so that many
//! tries at once can't all slip through. A try during a wait is refused whatever the password; it
//! neither counts nor lengthens the wait. Known and unknown accounts are counted alike.

use std::{
    collections::{HashMap, VecDeque},
    hash::Hash,
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
/// Beyond so many accounts or addresses, those that no longer matter are dropped.
const CROWD: usize = 10_000;

#[derive(Debug, Default)]
pub struct Throttle {
    accounts: HashMap<String, Tries>,
    addresses: HashMap<IpAddr, Tries>,
}

#[derive(Debug, Default)]
struct Tries {
    wrong: VecDeque<Timestamp>,
    closed_until: Timestamp,
}

/// A try that was let through, to be taken back unless it proves wrong.
#[derive(Debug)]
pub struct Counted {
    account: String,
    address: IpAddr,
    at: Timestamp,
    /// What follows if the password is wrong.
    pub wait: Option<Span>,
}

impl Throttle {
    /// Counts a try.
    ///
    /// # Errors
    /// How long to wait.
    pub fn count(
        &mut self,
        account: &str,
        address: IpAddr,
        now: Timestamp,
    ) -> Result<Counted, Span> {
        let address = network(address);
        forget(&mut self.accounts, now);
        forget(&mut self.addresses, now);
        let closed_until = [
            self.accounts.get(account).map(|tries| tries.closed_until),
            self.addresses.get(&address).map(|tries| tries.closed_until),
        ]
        .into_iter()
        .flatten()
        .max()
        .unwrap_or_default();
        if closed_until > now {
            return Err(closed_until.since(now));
        }
        let by_account = self
            .accounts
            .entry(account.to_owned())
            .or_default()
            .add(now, ACCOUNT_LIMIT);
        let by_address = self
            .addresses
            .entry(address)
            .or_default()
            .add(now, ADDRESS_LIMIT);
        Ok(Counted {
            account: account.to_owned(),
            address,
            at: now,
            wait: by_account.max(by_address),
        })
    }

    /// The password was right: the account starts afresh, the address has one wrong try less.
    pub fn was_right(&mut self, counted: &Counted) {
        self.accounts.remove(&counted.account);
        take_back(&mut self.addresses, &counted.address, counted.at);
    }

    /// The password was not looked at.
    pub fn was_not_judged(&mut self, counted: &Counted) {
        take_back(&mut self.accounts, &counted.account, counted.at);
        take_back(&mut self.addresses, &counted.address, counted.at);
    }
}

impl Tries {
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
        self.closed_until > now || self.wrong.back().is_some_and(|at| *at + WINDOW > now)
    }
}

/// 2 s, 4 s, 8 s, ... up to 15 minutes.
fn wait(beyond: usize) -> Span {
    let doublings = u32::try_from(beyond).unwrap_or(u32::MAX).min(30);
    Span((FIRST_WAIT.0 << doublings).min(LONGEST_WAIT.0))
}

fn take_back<Key: Hash + Eq>(tries: &mut HashMap<Key, Tries>, key: &Key, at: Timestamp) {
    let Some(known) = tries.get_mut(key) else {
        return;
    };
    if let Some(index) = known.wrong.iter().rposition(|wrong| *wrong == at) {
        known.wrong.remove(index);
        known.closed_until = at;
    }
    if known.wrong.is_empty() {
        tries.remove(key);
    }
}

fn forget<Key: Hash + Eq>(tries: &mut HashMap<Key, Tries>, now: Timestamp) {
    if tries.len() > CROWD {
        tries.retain(|_, tries| tries.matters(now));
    }
}

/// One customer of a provider gets a whole /64 of IPv6.
fn network(address: IpAddr) -> IpAddr {
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

    fn count(throttle: &mut Throttle, account: &str, from: &str, second: i64) -> Result<i64, i64> {
        throttle
            .count(account, from.parse().unwrap(), at(second))
            .map(|counted| counted.wait.map_or(0, Span::as_seconds))
            .map_err(Span::as_seconds)
    }

    #[test]
    fn the_sixth_wrong_try_of_an_account_begins_a_wait_that_doubles() {
        let mut throttle = Throttle::default();
        for second in 0..5 {
            assert_eq!(count(&mut throttle, "ana", HOME, second), Ok(0));
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
                count(&mut throttle, "ana", HOME, second),
                outcome,
                "second {second}"
            );
        }
        assert_eq!(count(&mut throttle, "ben", HOME, 20), Ok(0));
    }

    #[test]
    fn the_twenty_first_wrong_try_of_an_address_begins_a_wait_for_every_account() {
        let mut throttle = Throttle::default();
        for number in 0..20 {
            let account = format!("somebody-{number}");
            assert_eq!(count(&mut throttle, &account, HOME, 0), Ok(0));
        }
        assert_eq!(count(&mut throttle, "ana", HOME, 1), Ok(2));
        assert_eq!(count(&mut throttle, "ben", HOME, 2), Err(1));
        assert_eq!(count(&mut throttle, "ben", "192.0.2.2", 2), Ok(0));
    }

    #[test]
    fn a_right_password_clears_the_account_and_gives_the_address_its_try_back() {
        let mut throttle = Throttle::default();
        for second in 0..5 {
            assert_eq!(count(&mut throttle, "ana", HOME, second), Ok(0));
        }
        let counted = throttle.count("ana", HOME.parse().unwrap(), at(5)).unwrap();
        throttle.was_right(&counted);
        for second in 6..11 {
            assert_eq!(count(&mut throttle, "ana", HOME, second), Ok(0));
        }
        assert_eq!(
            throttle.addresses[&HOME.parse::<IpAddr>().unwrap()]
                .wrong
                .len(),
            10
        );
    }

    #[test]
    fn a_try_that_was_not_judged_leaves_no_trace() {
        let mut throttle = Throttle::default();
        let counted = throttle.count("ana", HOME.parse().unwrap(), at(0)).unwrap();
        throttle.was_not_judged(&counted);
        assert!(throttle.accounts.is_empty());
        assert!(throttle.addresses.is_empty());
    }

    #[test]
    fn wrong_tries_are_forgotten_after_a_quarter_of_an_hour() {
        let mut throttle = Throttle::default();
        for second in 0..5 {
            assert_eq!(count(&mut throttle, "ana", HOME, second), Ok(0));
        }
        assert_eq!(count(&mut throttle, "ana", HOME, 15 * 60 + 4), Ok(0));
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
            assert_eq!(count(&mut throttle, &account, &from, 0), Ok(0));
        }
        assert_eq!(count(&mut throttle, "ana", "2001:db8::ffff", 0), Ok(2));
        assert_eq!(count(&mut throttle, "ben", "::ffff:192.0.2.9", 0), Ok(0));
    }
}
