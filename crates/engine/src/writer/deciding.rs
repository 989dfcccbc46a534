//! What the writer does with each job: it is decided on the working copy, and what came of it joins the batch.

use domain::{
    agent::Reachability,
    command::Command,
    consequence::execute,
    decide::Moment,
    desk::Desk,
    event::{Actor, Event, Recorded},
    id::AgentId,
    time::Timestamp,
};
use storage::{PressRow, StoreError};

use super::{Batch, Writer, answer::Answer};
use crate::{
    command_error::CommandError,
    ids,
    mailbox::{Asked, Job},
    receipt::{Receipt, Received},
};

impl Writer {
    /// Memory keeps a number of the requests that have ended. A command may be about another, which then comes from the
    /// database, as the last commit left it.
    ///
    /// # Errors
    /// The database does not answer.
    pub(super) async fn recall(
        &self,
        working: &mut Desk,
        job: &Job,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        if let Some(lost) = job.about()
            && working.request(lost).is_none()
            && let Some(request) = self.store.request(self.id, lost).await?
        {
            working.recall(request, now);
        }
        Ok(())
    }

    pub(super) fn decide_job(
        &mut self,
        working: &mut Desk,
        job: Job,
        now: Timestamp,
        batch: &mut Batch,
    ) {
        match job {
            Job::Execute { asked, reply } => {
                let decided = self.execute(working, asked, now, batch);
                batch.answers.push(Answer::Executed(reply, decided));
            }
            Job::Receive {
                actor,
                command,
                receipt,
                reply,
            } => {
                let received = self.receive(working, actor, &command, receipt, now, batch);
                batch
                    .answers
                    .push(Answer::Received(reply, Box::new(received)));
            }
            Job::LookForSilence { .. } => {
                for agent in self.heard.silent(self.clock.awake()) {
                    let reachability = Reachability::Unreachable;
                    batch
                        .recorded
                        .extend(told(working, agent, reachability, now));
                    batch.silent.push(agent);
                }
            }
        }
    }

    /// What a press has already done is not done again: it is answered as done.
    fn execute(
        &mut self,
        working: &mut Desk,
        asked: Asked,
        now: Timestamp,
        batch: &mut Batch,
    ) -> Result<Vec<Recorded>, CommandError> {
        let Asked {
            actor,
            command,
            press,
        } = asked;
        if press
            .as_ref()
            .is_some_and(|press| self.presses.get(press).is_some())
        {
            return Ok(vec![]);
        }
        let recorded = decide(working, actor, &command, now)?;
        batch.recorded.extend(recorded.iter().cloned());
        if let Some(press) = press.filter(|_| !recorded.is_empty()) {
            batch.presses.push(PressRow {
                agent: press.agent,
                key: press.key.clone(),
                at: now,
            });
            self.presses.put(press, (), self.clock.elapsed());
        }
        Ok(recorded)
    }

    fn receive(
        &mut self,
        working: &mut Desk,
        actor: Actor,
        command: &Command,
        receipt: Option<Receipt>,
        now: Timestamp,
        batch: &mut Batch,
    ) -> Result<Received, CommandError> {
        if let Some(receipt) = &receipt
            && let Some(known) = self.receipts.get(&(receipt.api_key, receipt.key.clone()))
        {
            return Received::from_row(known, &receipt.body_hash);
        }
        let recorded = decide(working, actor, command, now)?;
        let request = recorded
            .iter()
            .find_map(|recorded| match &recorded.event {
                Event::RequestReceived { request } => working.request(request.id).cloned(),
                _ => None,
            })
            .ok_or(CommandError::Unavailable)?;
        batch.recorded.extend(recorded);
        if let Some(receipt) = receipt {
            let row = receipt.row(&request, now);
            let key = (row.api_key, row.key.clone());
            self.receipts.put(key, row.clone(), self.clock.elapsed());
            batch.receipts.push(row);
        }
        Ok(Received::New(request))
    }
}

/// Nothing for somebody who is not on the desk any more: there is nothing to be said of them.
pub(super) fn told(
    working: &mut Desk,
    agent: AgentId,
    reachability: Reachability,
    now: Timestamp,
) -> Vec<Recorded> {
    let command = Command::SetReachability {
        agent,
        reachability,
    };
    decide(working, Actor::Desk, &command, now).unwrap_or_default()
}

pub(super) fn decide(
    working: &mut Desk,
    actor: Actor,
    command: &Command,
    now: Timestamp,
) -> Result<Vec<Recorded>, CommandError> {
    let mut moment = Moment::new(now, ids::entropy());
    execute(working, actor, command, &mut moment).map_err(CommandError::Rejected)
}
