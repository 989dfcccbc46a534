//! Which tab leads: it alone holds the event stream, raises popups and says who sounds.
//!
//! The browser's lock decides, so there is never a vote. A leader that is closed or crashes loses the
//! lock by itself; one that the browser has frozen keeps it and says nothing, so it is stolen.

use domain::time::Timestamp;

use super::liveness::{Leader, leader_after};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Follower,
    Leader,
}

/// How the leader's lock is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Claim {
    /// When whoever holds it is gone.
    InTurn,
    /// At once: whoever holds it loses it.
    Steal,
}

#[derive(Debug)]
pub struct Leadership {
    role: Role,
    /// Whether this tab already waits for the leader's lock.
    in_line: bool,
    /// Browser time.
    leader_heard_at: Timestamp,
}

impl Leadership {
    pub fn new(now: Timestamp) -> Self {
        Self {
            role: Role::Follower,
            in_line: false,
            leader_heard_at: now,
        }
    }

    pub fn leads(&self) -> bool {
        self.role == Role::Leader
    }

    /// What to ask for, to lead when its turn comes: nothing, if it waits already.
    pub fn line_up(&mut self) -> Option<Claim> {
        let waits = std::mem::replace(&mut self.in_line, true);
        (!waits).then_some(Claim::InTurn)
    }

    /// What was asked for is there. Who has stolen the lock may be in line for it as well.
    pub fn granted(&mut self, claim: Claim) {
        if claim == Claim::InTurn {
            self.in_line = false;
        }
    }

    /// Whether that is new.
    pub fn lead(&mut self) -> bool {
        std::mem::replace(&mut self.role, Role::Leader) == Role::Follower
    }

    /// The lead was lost to another tab.
    pub fn follow(&mut self, now: Timestamp) {
        self.role = Role::Follower;
        self.leader_heard_at = now;
    }

    pub fn leader_heard(&mut self, now: Timestamp) {
        self.leader_heard_at = now;
    }

    pub fn leader(&self, now: Timestamp) -> Leader {
        leader_after(now.since(self.leader_heard_at))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::time::Span;

    const NOW: Timestamp = Timestamp(1_000_000);

    #[test]
    fn a_tab_waits_in_line_once_until_its_turn_has_come() {
        let mut tab = Leadership::new(NOW);
        assert_eq!(tab.line_up(), Some(Claim::InTurn));
        assert_eq!(tab.line_up(), None);
        tab.granted(Claim::InTurn);
        assert_eq!(tab.line_up(), Some(Claim::InTurn));
    }

    #[test]
    fn who_steals_the_lead_keeps_its_place_in_the_line() {
        let mut tab = Leadership::new(NOW);
        tab.line_up();
        tab.granted(Claim::Steal);
        assert!(tab.lead());
        tab.follow(NOW);
        assert_eq!(tab.line_up(), None);
    }

    #[test]
    fn leading_begins_once() {
        let mut tab = Leadership::new(NOW);
        assert!(tab.lead());
        assert!(!tab.lead());
    }

    #[test]
    fn who_was_robbed_gives_the_new_leader_time_to_speak() {
        let mut tab = Leadership::new(NOW);
        tab.lead();
        let robbed = NOW + Span::minutes(30);
        tab.follow(robbed);
        assert_eq!(tab.leader(robbed + Span::seconds(15)), Leader::Alive);
        assert_eq!(tab.leader(robbed + Span::seconds(26)), Leader::Frozen);
    }
}
