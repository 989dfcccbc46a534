//! What it costs the server that an agent's browser says, every ten seconds, that it is alive.

use std::time::Duration;

use crate::{BenchError, agent::Agent, clock, figures::Durations, process, server::Server};

#[derive(Clone, Debug)]
pub struct Heartbeats {
    /// From sending one to its answer: one after the other, nothing else going on.
    pub to_answer: Durations,
    /// Of the server, for each.
    pub cpu: Duration,
}

/// Sends so many, in turn from each of these agents, who are reachable already: no answer changes the desk.
pub async fn measure(
    agents: &mut [Agent],
    count: u32,
    server: &Server,
) -> Result<Option<Heartbeats>, BenchError> {
    if count == 0 || agents.is_empty() {
        return Ok(None);
    }
    let mut to_answer = Durations::default();
    let before = process::cpu_time(server.pid())?;
    for index in 0..count {
        let turn = usize::try_from(index).unwrap_or(0) % agents.len();
        let begun = clock::now();
        agents[turn].acknowledge().await?;
        to_answer.record(clock::now() - begun);
    }
    let cpu = process::cpu_time(server.pid())?.saturating_sub(before) / count;
    Ok(Some(Heartbeats { to_answer, cpu }))
}
