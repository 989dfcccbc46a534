//! Sessions that were read, in memory: whoever is signed in waits for no database.
//!
//! Invariant: a session that has ended is not here any more when whoever ended it hears of it. So every commit
//! that may end one stands inside a [`Change`], and what was read from the database before the end of a change is
//! not remembered. After a commit that failed, or that nobody waited for, nobody can say which sessions there
//! are: nothing is remembered then until somebody else may write, which is not before that commit is over.
//!
//! A session takes some 210 bytes here.

use std::{
    borrow::Borrow,
    collections::HashSet,
    hash::{Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use domain::time::{Span, Timestamp};

use crate::web_session::WebSession;

/// Those that nobody uses are looked for this often.
const SIFTED_EVERY: Span = Span::minutes(5);

/// Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct LiveSessions(Arc<Mutex<State>>);

#[derive(Debug, Default)]
struct State {
    known: HashSet<Known>,
    /// How often something changed that a reader may not have seen.
    changes: u64,
    certainty: Certainty,
    sifted: Timestamp,
}

/// Whether the last commit is known to have happened, or not to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Certainty {
    #[default]
    Certain,
    InDoubt,
}

/// Found by the hash of its token.
#[derive(Debug)]
struct Known(Box<WebSession>);

/// A look into the database that has begun.
#[derive(Debug)]
#[must_use]
pub(crate) struct Reading<'sessions> {
    sessions: &'sessions LiveSessions,
    changes: u64,
}

/// A commit that may end sessions. Dropped before its end is known, it leaves all of them in doubt.
#[derive(Debug)]
#[must_use]
pub(crate) struct Change {
    sessions: LiveSessions,
    changes: u64,
    end: End,
}

#[derive(Debug, PartialEq, Eq)]
enum End {
    Unknown,
    Committed,
}

impl LiveSessions {
    /// # Errors
    /// It is not known here: it is to be read, and may be remembered then.
    pub fn find(&self, token_hash: &str) -> Result<WebSession, Reading<'_>> {
        let state = self.lock();
        match state.known.get(token_hash) {
            Some(known) => Ok((*known.0).clone()),
            None => Err(Reading {
                sessions: self,
                changes: state.changes,
            }),
        }
    }

    /// To be called when everything is written and the commit begins.
    pub fn change(&self) -> Change {
        Change {
            sessions: self.clone(),
            changes: self.lock().changes,
            end: End::Unknown,
        }
    }

    /// To be called by whoever has begun to write: no commit of before is under way any more.
    pub fn are_certain(&self) {
        let mut state = self.lock();
        if state.certainty == Certainty::InDoubt {
            state.certainty = Certainty::Certain;
            // Whoever read meanwhile may have read what was there before that commit.
            state.changes += 1;
        }
    }

    /// They were used, which has been written.
    pub fn touched(&self, seen: &[(String, Timestamp)]) {
        let mut state = self.lock();
        state.changes += 1;
        for (token_hash, at) in seen {
            if let Some(mut known) = state.known.take(token_hash.as_str()) {
                known.0.seen_at = known.0.seen_at.max(*at);
                state.known.insert(known);
            }
        }
    }

    /// Forgets those that nobody has used since: they are read again when somebody does.
    pub fn sift(&self, unused_since: Timestamp) {
        let mut state = self.lock();
        if unused_since.since(state.sifted) < SIFTED_EVERY {
            return;
        }
        state.sifted = unused_since;
        state.known.retain(|known| known.0.seen_at > unused_since);
        state.known.shrink_to_fit();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Reading<'_> {
    /// The session that was read, unless it may have ended meanwhile.
    pub fn remember(self, session: &WebSession) {
        self.sessions.lock().remember(session, self.changes);
    }
}

impl Change {
    /// It has reached the disk. `begun`: the session that began with it, if one did.
    pub fn committed<'hash>(
        mut self,
        ended: impl Iterator<Item = &'hash str>,
        begun: Option<&WebSession>,
    ) {
        self.end = End::Committed;
        let mut state = self.sessions.lock();
        for token_hash in ended {
            state.known.remove(token_hash);
        }
        // It may have ended already.
        if let Some(begun) = begun {
            state.remember(begun, self.changes);
        }
        state.changes += 1;
    }
}

impl Drop for Change {
    fn drop(&mut self) {
        if self.end == End::Unknown {
            let mut state = self.sessions.lock();
            state.known.clear();
            state.certainty = Certainty::InDoubt;
            state.changes += 1;
        }
    }
}

impl State {
    fn remember(&mut self, session: &WebSession, as_of: u64) {
        if self.changes == as_of && self.certainty == Certainty::Certain {
            self.known.insert(Known(Box::new(session.clone())));
        }
    }
}

impl Borrow<str> for Known {
    fn borrow(&self) -> &str {
        &self.0.token_hash
    }
}

impl Hash for Known {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        self.0.token_hash.hash(hasher);
    }
}

impl PartialEq for Known {
    fn eq(&self, other: &Self) -> bool {
        self.0.token_hash == other.0.token_hash
    }
}

impl Eq for Known {}

#[cfg(test)]
mod tests {
    use std::iter;

    use domain::id::{AgentId, DeskId, DeviceId};
    use uuid::Uuid;

    use super::*;

    fn session(token: &str) -> WebSession {
        WebSession {
            token_hash: token.repeat(32),
            desk: DeskId(Uuid::from_u128(1)),
            agent: AgentId(Uuid::from_u128(2)),
            device: DeviceId(Uuid::from_u128(3)),
            created_at: Timestamp(0),
            seen_at: Timestamp(0),
        }
    }

    fn is_known(sessions: &LiveSessions, session: &WebSession) -> bool {
        sessions.find(&session.token_hash).is_ok()
    }

    fn read(sessions: &LiveSessions, session: &WebSession) {
        sessions
            .find(&session.token_hash)
            .unwrap_err()
            .remember(session);
    }

    #[test]
    fn what_was_read_before_a_change_is_not_remembered_after_it() {
        let sessions = LiveSessions::default();
        let (ends, stays) = (session("a1"), session("b1"));
        let early = sessions.find(&ends.token_hash).unwrap_err();
        read(&sessions, &stays);
        let change = sessions.change();
        let meanwhile = sessions.find(&ends.token_hash).unwrap_err();
        change.committed(iter::once(ends.token_hash.as_str()), None);
        early.remember(&ends);
        meanwhile.remember(&ends);
        assert!(!is_known(&sessions, &ends));
        assert!(is_known(&sessions, &stays));
    }

    #[test]
    fn a_session_that_ended_before_its_beginning_was_noted_is_not_remembered() {
        let sessions = LiveSessions::default();
        let session = session("a1");
        let begins = sessions.change();
        let ends = sessions.change();
        ends.committed(iter::once(session.token_hash.as_str()), None);
        begins.committed(iter::empty(), Some(&session));
        assert!(!is_known(&sessions, &session));
    }

    #[test]
    fn after_a_commit_whose_end_nobody_knows_nothing_is_remembered_until_somebody_writes() {
        let sessions = LiveSessions::default();
        let session = session("a1");
        read(&sessions, &session);
        drop(sessions.change());
        assert!(!is_known(&sessions, &session));
        let in_doubt = sessions.find(&session.token_hash).unwrap_err();
        read(&sessions, &session);
        assert!(!is_known(&sessions, &session));
        sessions.are_certain();
        in_doubt.remember(&session);
        assert!(!is_known(&sessions, &session), "it may have ended");
        read(&sessions, &session);
        assert!(is_known(&sessions, &session));
    }

    #[test]
    fn who_is_not_seen_for_long_is_forgotten_and_who_is_stays() {
        let sessions = LiveSessions::default();
        let (gone, here) = (session("a1"), session("b1"));
        read(&sessions, &gone);
        read(&sessions, &here);
        let later = Timestamp(0) + Span::minutes(60);
        sessions.touched(&[(here.token_hash.clone(), later)]);
        sessions.sift(later - Span::minutes(30));
        assert!(!is_known(&sessions, &gone));
        assert_eq!(sessions.find(&here.token_hash).unwrap().seen_at, later);
    }
}
