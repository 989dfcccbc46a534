//! Having the desk do something, once.

use domain::{
    command::{Command, NewRequest},
    event::{Actor, Recorded},
};

use super::DeskHandle;
use crate::{
    command_error::CommandError,
    mailbox::Asked,
    press::Press,
    receipt::{Receipt, Received},
};

impl DeskHandle {
    /// Has the desk do something. `Ok` means that it is on the disk.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn execute(
        &self,
        actor: Actor,
        command: Command,
    ) -> Result<Vec<Recorded>, CommandError> {
        self.inner
            .mailbox
            .execute(Asked {
                actor,
                command,
                press: None,
            })
            .await
    }

    /// Several things, in this order: they share the way to the disk. Each is tried, whatever becomes of the
    /// others; the answers are in the same order.
    pub async fn execute_all(
        &self,
        actor: Actor,
        commands: impl Iterator<Item = Command>,
    ) -> Vec<Result<Vec<Recorded>, CommandError>> {
        self.inner.mailbox.execute_all(actor, commands).await
    }

    /// One thing that a form asks for: done once however often this press is sent. What was refused
    /// may be tried again.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn execute_once(
        &self,
        actor: Actor,
        command: Command,
        press: Press,
    ) -> Result<Vec<Recorded>, CommandError> {
        let done = self
            .inner
            .store
            .is_pressed(self.id(), press.agent, &press.key);
        if done.await? {
            return Ok(vec![]);
        }
        self.inner
            .mailbox
            .execute(Asked {
                actor,
                command,
                press: Some(press),
            })
            .await
    }

    /// Takes in a request, once however often the same receipt is shown.
    ///
    /// # Errors
    /// The desk refused, or could not be asked.
    pub async fn receive(
        &self,
        actor: Actor,
        new: NewRequest,
        receipt: Option<Receipt>,
    ) -> Result<Received, CommandError> {
        if let Some(receipt) = &receipt {
            let known = self
                .inner
                .store
                .receipt(self.id(), receipt.api_key, &receipt.key)
                .await?;
            if let Some(row) = known {
                return Received::from_row(&row, &receipt.body_hash);
            }
        }
        let command = Command::ReceiveRequest(Box::new(new));
        self.inner.mailbox.receive(actor, command, receipt).await
    }
}
