//! One of the two servers that are compared, and who listens there. Rows ask both the same.

use std::path::Path;

use tempfile::TempDir;

use super::prepared::{Desk, crowd_team, solo_team};
use crate::{
    BenchError,
    desk::STREAMS_PER_SESSION,
    door::Door,
    launched::{Cores, Launched},
    server::Server,
    session::{Pass, Session},
};

#[derive(Debug)]
pub struct Side {
    running: Running,
    door: Door,
}

#[derive(Debug)]
enum Running {
    Deskbell(Box<Server>, Desk),
    Plain(Launched, TempDir),
}

/// Listeners, and what a request has to be for in order to ring each of them.
#[derive(Clone, Debug)]
pub struct Listeners {
    pub to: String,
    pub sessions: Vec<Session>,
}

impl Side {
    pub fn ours(server: Server, desk: Desk) -> Self {
        let door = Door::Deskbell {
            server: server.address(),
            api_key: desk.api_key.clone(),
        };
        Self {
            running: Running::Deskbell(Box::new(server), desk),
            door,
        }
    }

    pub fn plain(launched: Launched, folder: TempDir) -> Self {
        let server = launched.address();
        Self {
            running: Running::Plain(launched, folder),
            door: Door::Plain { server },
        }
    }

    pub fn door(&self) -> &Door {
        &self.door
    }

    pub fn pid(&self) -> u32 {
        match &self.running {
            Running::Deskbell(server, _) => server.pid(),
            Running::Plain(launched, _) => launched.pid(),
        }
    }

    /// On the disk that is measured.
    pub fn folder(&self) -> &Path {
        match &self.running {
            Running::Deskbell(server, _) => server.folder(),
            Running::Plain(_, folder) => folder.path(),
        }
    }

    /// The first so many, each rung by requests that ring nobody else.
    pub fn solo(&self, count: usize) -> Vec<Listeners> {
        (0..count)
            .filter_map(|number| {
                let to = solo_team(number);
                let pass = match &self.running {
                    Running::Deskbell(_, desk) => desk.solo.get(number)?.clone(),
                    Running::Plain(..) => Pass::Stream(to.clone()),
                };
                Some(Listeners {
                    sessions: vec![self.session(pass)],
                    to,
                })
            })
            .collect()
    }

    /// The one with this number.
    pub fn one(&self, number: usize) -> Result<(String, Session), BenchError> {
        let mut all = self.solo(number + 1);
        match (all.len() == number + 1).then(|| all.pop()).flatten() {
            Some(Listeners { to, sessions }) => sessions
                .into_iter()
                .next()
                .map(|session| (to, session))
                .ok_or_else(|| too_few("agents")),
            None => Err(too_few("agents")),
        }
    }

    /// All of whom one request rings. Of Deskbell, one of the sizes that were prepared.
    pub fn crowd(&self, size: usize) -> Listeners {
        let to = crowd_team(size);
        let passes = match &self.running {
            Running::Deskbell(_, desk) => desk.crowd.iter().take(size).cloned().collect(),
            Running::Plain(..) => vec![Pass::Stream(to.clone()); size],
        };
        Listeners {
            sessions: passes.into_iter().map(|pass| self.session(pass)).collect(),
            to,
        }
    }

    /// Sessions for so many streams that nothing is sent to, and how many streams each may have.
    pub fn idle(&self, streams: usize) -> (Vec<Session>, usize) {
        match &self.running {
            Running::Deskbell(_, desk) => (
                desk.idle
                    .iter()
                    .map(|pass| self.session(pass.clone()))
                    .collect(),
                STREAMS_PER_SESSION,
            ),
            Running::Plain(..) => (
                (0..streams)
                    .map(|number| self.session(Pass::Stream(format!("idle-{number}"))))
                    .collect(),
                1,
            ),
        }
    }

    pub fn deskbell(&self) -> Result<&Server, BenchError> {
        match &self.running {
            Running::Deskbell(server, _) => Ok(server),
            Running::Plain(..) => Err(too_few("Deskbell servers")),
        }
    }

    /// Ended, and started again with what it has written.
    pub async fn restart(self) -> Result<Self, BenchError> {
        match self.running {
            Running::Deskbell(server, desk) => {
                Ok(Self::ours(server.restart(Cores::Pinned).await?, desk))
            }
            Running::Plain(..) => Err(too_few("Deskbell servers")),
        }
    }

    fn session(&self, pass: Pass) -> Session {
        Session::new(self.door.server(), pass)
    }
}

fn too_few(what: &str) -> BenchError {
    BenchError::Unexpected(format!("the prepared desk has too few {what}"))
}
