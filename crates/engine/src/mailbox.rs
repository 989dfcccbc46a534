//! The mailbox of a desk: what its writer is asked to do, and how the answer comes back.

use domain::{
    command::Command,
    event::{Actor, Recorded},
    id::RequestId,
};
use tokio::sync::{mpsc, oneshot};

use crate::{
    command_error::CommandError,
    press::Press,
    receipt::{Receipt, Received},
};

/// Of one caller's commands, so that the mailbox is not theirs alone.
const AT_ONCE: usize = 32;

/// Cheap to clone. It never waits for room: who comes when it is full is told so.
#[derive(Clone, Debug)]
pub(crate) struct Mailbox(mpsc::Sender<Job>);

type Answer = oneshot::Receiver<Result<Vec<Recorded>, CommandError>>;

/// Something that the desk is to do.
#[derive(Debug)]
pub(crate) struct Asked {
    pub actor: Actor,
    pub command: Command,
    pub press: Option<Press>,
}

#[derive(Debug)]
pub(crate) enum Job {
    Execute {
        asked: Asked,
        reply: oneshot::Sender<Result<Vec<Recorded>, CommandError>>,
    },
    Receive {
        actor: Actor,
        command: Command,
        receipt: Option<Receipt>,
        reply: oneshot::Sender<Result<Received, CommandError>>,
    },
    /// Look who has been silent for too long. Who that is, is found out when its turn has come: an
    /// agent who answered while the writer was busy is not silent. The sender says, by being dropped,
    /// that it has been done: who asked need not ask again before that.
    LookForSilence { _done: oneshot::Sender<()> },
}

impl Mailbox {
    /// For so many jobs, and where the writer takes them out.
    pub fn for_jobs(count: usize) -> (Self, mpsc::Receiver<Job>) {
        let (sender, jobs) = mpsc::channel(count);
        (Self(sender), jobs)
    }

    pub async fn execute(&self, asked: Asked) -> Result<Vec<Recorded>, CommandError> {
        let answer = self.ask(asked)?;
        answer.await.unwrap_or(Err(CommandError::Unavailable))
    }

    /// Several in this order, some of them at once. Each is tried, whatever becomes of the others.
    pub async fn execute_all(
        &self,
        actor: Actor,
        mut commands: impl Iterator<Item = Command>,
    ) -> Vec<Result<Vec<Recorded>, CommandError>> {
        let mut answers = Vec::new();
        loop {
            let some = commands.by_ref().take(AT_ONCE).map(|command| {
                self.ask(Asked {
                    actor,
                    command,
                    press: None,
                })
            });
            let some: Vec<_> = some.collect();
            if some.is_empty() {
                return answers;
            }
            for asked in some {
                answers.push(match asked {
                    Ok(answer) => answer.await.unwrap_or(Err(CommandError::Unavailable)),
                    Err(error) => Err(error),
                });
            }
        }
    }

    fn ask(&self, asked: Asked) -> Result<Answer, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.put(Job::Execute { asked, reply })?;
        Ok(answer)
    }

    pub async fn receive(
        &self,
        actor: Actor,
        command: Command,
        receipt: Option<Receipt>,
    ) -> Result<Received, CommandError> {
        let (reply, answer) = oneshot::channel();
        self.put(Job::Receive {
            actor,
            command,
            receipt,
            reply,
        })?;
        answer.await.unwrap_or(Err(CommandError::Unavailable))
    }

    /// What is returned says, by being closed, that it has been done.
    pub fn look_for_silence(&self) -> Result<oneshot::Receiver<()>, CommandError> {
        let (done, doing) = oneshot::channel();
        self.put(Job::LookForSilence { _done: done })?;
        Ok(doing)
    }

    fn put(&self, job: Job) -> Result<(), CommandError> {
        self.0.try_send(job).map_err(|error| match error {
            mpsc::error::TrySendError::Full(_) => CommandError::Overloaded,
            mpsc::error::TrySendError::Closed(_) => CommandError::Unavailable,
        })
    }
}

impl Job {
    /// The one request that it is about and that may have ended.
    pub fn about(&self) -> Option<RequestId> {
        match self {
            Self::Execute { asked, .. } => asked.command.about(),
            Self::Receive { .. } | Self::LookForSilence { .. } => None,
        }
    }

    pub fn refuse(self) {
        // A caller who went away doesn't need the answer.
        match self {
            Self::Execute { reply, .. } => drop(reply.send(Err(CommandError::Unavailable))),
            Self::Receive { reply, .. } => drop(reply.send(Err(CommandError::Unavailable))),
            // It comes again.
            Self::LookForSilence { .. } => {}
        }
    }
}
