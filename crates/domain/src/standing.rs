//! How an agent stands to what may ring: all that a decision about them depends on, beside what a request
//! says of them by name.
//!
//! Two agents of a team who stand alike are decided alike, whatever the request and the time. So a desk
//! decides once for all of them, however many they are. A decision that comes to depend on something else
//! of an agent has to find it here.

use crate::{
    agent::{Agent, Intent, Presence},
    quiet_hours::QuietHours,
    reminder::Digest,
    request::Kind,
    serving::Serving,
    sorted::SortedSet,
    switch::Switch,
};

/// What makes no difference is left out: nobody asks for the wishes of somebody who is away.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Standing {
    SignedOut,
    /// By choice, or with a call in hand.
    Busy,
    Away {
        chats: usize,
    },
    NotResponding {
        chats: usize,
    },
    Free {
        chats: usize,
        is_reached: bool,
        /// What is given to them as soon as they have time, which they have.
        digest: Digest,
        wishes: Wishes,
    },
}

/// Which popups the agent wants.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Wishes {
    notifications: Switch,
    muted: SortedSet<Kind>,
    quiet: Option<QuietHours>,
}

impl Standing {
    pub fn of(agent: &Agent) -> Self {
        let chats = agent.serving.requests().len();
        match (agent.presence, &agent.serving) {
            (Presence::SignedOut, _) => Self::SignedOut,
            (Presence::SignedIn(_), Serving::Call(_)) | (Presence::SignedIn(Intent::Busy), _) => {
                Self::Busy
            }
            (Presence::SignedIn(Intent::Break), _) => Self::Away { chats },
            (Presence::SignedIn(Intent::Available), _) if !agent.responding.is_there() => {
                Self::NotResponding { chats }
            }
            (Presence::SignedIn(Intent::Available), _) => {
                let is_reached = agent.can_be_reached();
                let preferences = &agent.preferences;
                Self::Free {
                    chats,
                    is_reached,
                    digest: if is_reached && chats == 0 {
                        agent.digest
                    } else {
                        Digest::Settled
                    },
                    wishes: Wishes {
                        notifications: preferences.desktop_notifications,
                        muted: preferences.muted_kinds.clone(),
                        quiet: preferences.quiet_hours.clone(),
                    },
                }
            }
        }
    }
}
