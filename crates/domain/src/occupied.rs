//! Whether an agent is free, and if not, why not: the rule about what they chose, whom they serve and
//! whether they answer. Whether an offer would arrive is a question of its own
//! ([`Agent::can_be_reached`]).

use crate::{
    agent::{Agent, Intent, Presence},
    request::Channel,
    response::Responding,
    serving::Serving,
    team::Team,
};

/// Why an agent is not free.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occupied {
    SignedOut,
    Busy,
    Away,
    /// They reacted to none of several offers in a row.
    NotResponding,
}

impl Agent {
    /// Why the agent can't be asked now to take a customer of this team, if so. Reachability is a
    /// question of its own.
    pub fn occupied_for(&self, team: &Team, channel: Channel) -> Option<Occupied> {
        let room = self.serving.room_for(channel, team.chat_capacity());
        match self.presence {
            Presence::SignedOut => Some(Occupied::SignedOut),
            Presence::SignedIn(_) if room.is_err() => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Busy) => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Break) => Some(Occupied::Away),
            Presence::SignedIn(Intent::Available) if !self.responding.is_there() => {
                Some(Occupied::NotResponding)
            }
            Presence::SignedIn(Intent::Available) => None,
        }
    }

    /// Whether they may take whatever comes.
    pub(crate) fn is_free(&self) -> bool {
        self.presence == Presence::SignedIn(Intent::Available)
            && self.serving == Serving::Nobody
            && self.responding.is_there()
    }

    /// Why nothing but what concerns a customer in their hands may be said to the agent now, if so.
    pub fn occupied(&self) -> Option<Occupied> {
        match self.presence {
            Presence::SignedOut => Some(Occupied::SignedOut),
            Presence::SignedIn(_) if self.serving != Serving::Nobody => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Busy) => Some(Occupied::Busy),
            Presence::SignedIn(Intent::Break) => Some(Occupied::Away),
            Presence::SignedIn(Intent::Available) if self.responding == Responding::No => {
                Some(Occupied::NotResponding)
            }
            Presence::SignedIn(Intent::Available) => None,
        }
    }
}
