//! The desk that is measured, and who signs in to it.
//!
//! Two teams: one that every request rings, and one that nothing is sent to, for the idle streams.

use crate::{
    BenchError,
    door::Door,
    server::Server,
    session::{Session, add_agent_command},
};

/// The server's own limit.
pub const STREAMS_PER_SESSION: usize = 8;
/// Below the server's own limit. More sessions an agent means fewer agents to create.
const SESSIONS_PER_AGENT: usize = 16;

pub const TEAM: &str = "Ringing";
const IDLE_TEAM: &str = "Idle";

#[derive(Debug)]
pub struct Desk {
    pub door: Door,
    pub agents: Vec<Session>,
    pub idle: Vec<Session>,
}

impl Desk {
    /// Creates everything with the server's own commands, and signs everybody in.
    pub async fn set_up(
        server: &Server,
        agents: usize,
        streams: usize,
    ) -> Result<Self, BenchError> {
        let door = open_desk(server)?;
        server.tell(&["team", "add", "--name", TEAM], "")?;
        let mut rung = Vec::with_capacity(agents);
        for number in 0..agents {
            let email = add_agent(server, TEAM, number)?;
            rung.push(Session::begin(server.address(), &email).await?);
        }
        let idle = idle_sessions(server, streams).await?;
        Ok(Self {
            door,
            agents: rung,
            idle,
        })
    }
}

/// An empty desk, and the key that opens its door.
pub fn open_desk(server: &Server) -> Result<Door, BenchError> {
    server.tell(&["desk", "add", "--name", "bench"], "")?;
    let rate = "1000000/1000000";
    Ok(Door::Deskbell {
        server: server.address(),
        api_key: server.tell(&["key", "add", "--name", "bench", "--rate", rate], "")?,
    })
}

/// Whose streams nothing is sent to: enough of them for so many.
pub async fn idle_sessions(server: &Server, streams: usize) -> Result<Vec<Session>, BenchError> {
    server.tell(&["team", "add", "--name", IDLE_TEAM, "--rule", "none"], "")?;
    let sessions = streams.div_ceil(STREAMS_PER_SESSION);
    let mut idle = Vec::with_capacity(sessions);
    for number in 0..sessions.div_ceil(SESSIONS_PER_AGENT) {
        let email = add_agent(server, IDLE_TEAM, number)?;
        for _ in 0..SESSIONS_PER_AGENT.min(sessions - idle.len()) {
            idle.push(Session::begin(server.address(), &email).await?);
        }
    }
    Ok(idle)
}

fn add_agent(server: &Server, team: &str, number: usize) -> Result<String, BenchError> {
    let email = format!("{}-{number}@bench.example", team.to_lowercase());
    let name = format!("{team} {number}");
    let teams = [team.to_owned()];
    let (arguments, password) = add_agent_command(&email, &name, &teams);
    server.tell(&arguments, password)?;
    Ok(email)
}
