//! Who has a connection, and who makes room when there are too many.
//!
//! Only what waits for its client makes room: idle connections first, then whoever has kept the server
//! waiting longest; those who have just begun only when there is nobody else. What the server works on, and agents, are never sent away.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use thiserror::Error;
use tokio::sync::oneshot;

use super::caps::Caps;

/// How much a connection that waits for its client would be missed; the least first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// It has been answered, and may or may not ask again.
    Idle,
    /// It owes a head, a body, or the taking in of its answer.
    Owing,
    /// Whatever it is to say or take in may be on its way.
    Young,
}

/// What a connection does that was asked to wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Stay,
    Leave,
}

/// Nobody can be sent away: all are agents, or being answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("the server has as many connections as it can keep; try again in a few seconds")]
pub struct Full;

/// The connections of a server. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Crowd(Arc<Mutex<Members>>);

/// A connection that is counted for as long as this lives.
#[derive(Debug)]
pub struct Member {
    place: Place,
    /// Comes when it has to make room.
    pub leave: oneshot::Receiver<()>,
}

/// What counts of a connection that nobody asks to make room any more.
#[derive(Debug)]
pub struct Place(Seat);

/// What requests know of their connection.
#[derive(Clone, Debug)]
pub struct Seat {
    crowd: Crowd,
    id: u64,
}

/// Where a waiting connection stands in the line of those who make room.
type Turn = (Worth, u64);

#[derive(Debug)]
struct Members {
    caps: Caps,
    next: u64,
    agents: HashSet<u64>,
    /// Sent away, and still there.
    leaving: HashSet<u64>,
    anonymous: HashMap<u64, Anonymous>,
    by_address: HashMap<IpAddr, Neighbours>,
    waiting: BTreeMap<Turn, u64>,
}

#[derive(Debug)]
struct Anonymous {
    address: Option<IpAddr>,
    turn: Option<Turn>,
    leave: oneshot::Sender<()>,
}

#[derive(Debug, Default)]
struct Neighbours {
    count: usize,
    waiting: BTreeMap<Turn, u64>,
}

impl Crowd {
    pub fn new(caps: Caps) -> Self {
        Self(Arc::new(Mutex::new(Members {
            caps,
            next: 0,
            agents: HashSet::new(),
            leaving: HashSet::new(),
            anonymous: HashMap::new(),
            by_address: HashMap::new(),
            waiting: BTreeMap::new(),
        })))
    }

    /// Counts a new connection. `address`: none for one that many share, such as a proxy's.
    pub fn admit(&self, address: Option<IpAddr>) -> Result<Member, Full> {
        let mut members = self.lock();
        let caps = members.caps;
        if let Some(neighbours) = address.and_then(|address| members.by_address.get(&address))
            && neighbours.count >= caps.per_address
            && let Some(id) = first(&neighbours.waiting)
        {
            members.send_away(id);
        }
        let strangers = members.anonymous.len();
        if strangers >= caps.anonymous || strangers + members.agents.len() >= caps.total {
            let id = first(&members.waiting).ok_or(Full)?;
            members.send_away(id);
        }
        let id = members.next;
        members.next += 1;
        let (leave, receiver) = oneshot::channel();
        if let Some(address) = address {
            members.by_address.entry(address).or_default().count += 1;
        }
        members.anonymous.insert(
            id,
            Anonymous {
                address,
                turn: None,
                leave,
            },
        );
        Ok(Member {
            place: Place(Seat {
                crowd: self.clone(),
                id,
            }),
            leave: receiver,
        })
    }

    /// Has one connection make room, if any can.
    pub fn make_room(&self) {
        let mut members = self.lock();
        if let Some(id) = first(&members.waiting) {
            members.send_away(id);
        }
    }

    /// How many were sent away and are still there.
    pub fn leaving(&self) -> usize {
        self.lock().leaving.len()
    }

    fn lock(&self) -> MutexGuard<'_, Members> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Member {
    /// What its requests are told of it.
    pub fn seat(&self) -> &Seat {
        &self.place.0
    }

    /// Stays for as long as what this answers. For a connection that proved whose it is.
    pub fn stay(self) -> Place {
        self.place
    }

    /// Whether it was asked to make room, and has not proved since who it is.
    pub fn is_sent_away(&self) -> bool {
        let Seat { crowd, id } = self.seat();
        crowd.lock().leaving.contains(id)
    }

    /// Waits for its client.
    pub fn waits(&self, worth: Worth) -> Verdict {
        let Seat { crowd, id } = self.seat();
        crowd.lock().wait(*id, worth)
    }

    /// Waits no more.
    pub fn goes_on(&self) {
        let Seat { crowd, id } = self.seat();
        crowd.lock().go_on(*id);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let Seat { crowd, id } = &self.0;
        let mut members = crowd.lock();
        members.agents.remove(id);
        members.leaving.remove(id);
        members.forget(*id);
    }
}

impl Seat {
    /// A request on this connection was a signed-in agent's, or had a valid key: it never makes room for
    /// strangers from here on.
    pub fn prove(&self) {
        let mut members = self.crowd.lock();
        if !members.agents.contains(&self.id) {
            members.forget(self.id);
            members.leaving.remove(&self.id);
            members.agents.insert(self.id);
        }
    }
}

impl Members {
    fn wait(&mut self, id: u64, worth: Worth) -> Verdict {
        if self.agents.contains(&id) {
            return Verdict::Stay;
        }
        self.go_on(id);
        let turn = (worth, self.next);
        self.next += 1;
        let Some(member) = self.anonymous.get_mut(&id) else {
            // It was sent away while a request came, and has been answered now.
            return Verdict::Leave;
        };
        member.turn = Some(turn);
        if let Some(neighbours) = member
            .address
            .and_then(|address| self.by_address.get_mut(&address))
        {
            neighbours.waiting.insert(turn, id);
        }
        self.waiting.insert(turn, id);
        Verdict::Stay
    }

    fn go_on(&mut self, id: u64) {
        let Some(member) = self.anonymous.get_mut(&id) else {
            return;
        };
        let Some(turn) = member.turn.take() else {
            return;
        };
        self.waiting.remove(&turn);
        if let Some(neighbours) = member
            .address
            .and_then(|address| self.by_address.get_mut(&address))
        {
            neighbours.waiting.remove(&turn);
        }
    }

    fn send_away(&mut self, id: u64) {
        if let Some(member) = self.forget(id) {
            self.leaving.insert(id);
            // Gone already, perhaps.
            let _ = member.leave.send(());
        }
    }

    fn forget(&mut self, id: u64) -> Option<Anonymous> {
        self.go_on(id);
        let member = self.anonymous.remove(&id)?;
        if let Some(address) = member.address
            && let Some(neighbours) = self.by_address.get_mut(&address)
        {
            neighbours.count -= 1;
            if neighbours.count == 0 {
                self.by_address.remove(&address);
            }
        }
        Some(member)
    }
}

fn first(waiting: &BTreeMap<Turn, u64>) -> Option<u64> {
    waiting.first_key_value().map(|(_, id)| *id)
}

#[cfg(test)]
mod tests;
