//! How often somebody may be wrong: per account and per address, with a wait that grows. And how many
//! tries are judged at once, so that nobody gets further by racing.
//!
//! Only a password that was looked at and was wrong counts. Until then a try is *in flight*, and takes the
//! place of one that may yet be wrong: with three wrong tries behind them, an account has three in flight
//! at most. Others wait in one line. A try during a wait for being wrong is refused whatever the password;
//! it neither counts nor lengthens the wait. Known and unknown accounts are treated alike.

mod tries;

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
};

use domain::time::{Span, Timestamp};

use self::tries::Tries;
use crate::client::address::network;

/// From this wrong try on there is a wait.
const ACCOUNT_LIMIT: usize = 6;
const ADDRESS_LIMIT: usize = 21;
/// Tries in flight altogether.
pub const JUDGED_AT_ONCE: usize = 64;
/// Tries that wait for their turn.
const LINE: usize = 1_024;
/// Beyond so many accounts or addresses, those that no longer matter are dropped.
const CROWD: usize = 10_000;

/// Who was wrong of late, who is being judged, and who waits for it.
#[derive(Debug, Default)]
pub struct Throttle {
    accounts: HashMap<String, Tries>,
    addresses: HashMap<IpAddr, Tries>,
    in_flight: usize,
    line: VecDeque<(Ticket, Try)>,
    next: u64,
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

fn forget<Key>(tries: &mut HashMap<Key, Tries>, now: Timestamp) {
    if tries.len() > CROWD {
        tries.retain(|_, tries| tries.matters(now));
    }
}

#[cfg(test)]
mod tests;
