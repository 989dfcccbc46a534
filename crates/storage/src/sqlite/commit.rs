//! Writing what happened.

use std::io;

use super::{
    batch::{Commit, Rows},
    open::Store,
    writer::Extent,
};
use crate::error::StoreError;

impl Store {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed. Waits for the disk on the thread
    /// that asks: a desk has one of its own.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        self.writer().commit(commit).await?;
        self.journal_grew(commit.recorded.len());
        Ok(())
    }

    /// Makes the log as long as it will be: nobody who commits then waits for the disk to learn how long it is. Takes some
    /// ten milliseconds, in which nobody else writes; worth it for a server, not for a single command.
    ///
    /// # Errors
    /// There is no room for it. Nothing has changed: the log grows as it is needed.
    pub async fn lengthen_log(&self) -> io::Result<()> {
        self.writer().lengthen_log().await
    }

    /// How many events the state tables are behind the journal.
    pub fn behind(&self) -> usize {
        self.writer().behind()
    }

    /// Writes what the state tables lack, which costs some time and waits for no disk. Who reads them has it done by
    /// themselves; done now and then by whoever commits, it is little each time.
    ///
    /// # Errors
    /// The database refused or did not answer. Nothing is lost: it is tried again with the next one.
    pub async fn settle(&self) -> Result<(), StoreError> {
        self.writer().settle(Extent::All).await
    }

    /// The same, but only so much that nobody waits long for it; what is left waits for the next time.
    ///
    /// # Errors
    /// As of [`settle`](Self::settle).
    pub async fn settle_some(&self) -> Result<(), StoreError> {
        self.writer().settle(Extent::Portion).await
    }

    /// Changes how what desks have decided is written, as the store itself never does: for tests of what happens then.
    /// Answers the number that the statement gives, if it gives one.
    ///
    /// # Errors
    /// The database refused or did not answer.
    #[doc(hidden)]
    pub async fn tamper(&self, statement: &str) -> Result<Option<i64>, StoreError> {
        self.writer().tamper(statement).await
    }

    /// Writes the state tables again from a desk and the journal that made it. For the test that
    /// compares what is stored with what the journal says.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn rewrite_state(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let rows = Rows::of(commit)?;
        let written = self.writer().write(|connection| {
            // Passwords and sessions refer to agents, who are back before the transaction ends.
            connection.execute_batch("PRAGMA defer_foreign_keys = ON")?;
            for table in [
                "delivery",
                "offer_end",
                "notification",
                "offer",
                "request",
                "agent",
                "team",
                "do_not_call",
            ] {
                let delete = format!("DELETE FROM {table} WHERE desk_id = ?1");
                connection.execute(&delete, [commit.desk.to_string()])?;
            }
            rows.write(connection, commit.desk)
        });
        written.await
    }
}
