//! Writing what happened: journal and state tables in one transaction, one `fsync` for the batch. Each statement is written
//! down once and stays prepared, whatever a batch has of its rows.

mod batch;
mod house;
mod journal;
mod notifications;
mod replies;
mod requests;
mod touched;

use rusqlite::{Connection, params};

pub use self::batch::Commit;
use self::{
    batch::number,
    house::{write_agents, write_do_not_call, write_teams},
    journal::write_journal,
    notifications::{write_deliveries, write_notifications, write_offer_ends},
    replies::{write_presses, write_receipts},
    requests::{write_offers, write_requests},
    touched::Touched,
};
use crate::{error::StoreError, open::Store};

impl Store {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed. Waits for the disk on the thread
    /// that asks: a desk has one of its own.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let written = self.writer().write(|connection| write(connection, commit));
        written.await?;
        self.journal_grew(commit.recorded.len());
        Ok(())
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
            write_state(connection, commit)
        });
        written.await
    }
}

fn write(connection: &Connection, commit: &Commit<'_>) -> Result<(), StoreError> {
    write_desk(connection, commit)?;
    write_journal(connection, commit)?;
    write_state(connection, commit)?;
    write_receipts(connection, commit)?;
    write_presses(connection, commit)
}

fn write_desk(connection: &Connection, commit: &Commit<'_>) -> Result<(), StoreError> {
    let profile = commit.after.profile();
    connection
        .prepare_cached(
            "INSERT INTO desk (id, name, country, seq) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country,
                 seq = excluded.seq",
        )?
        .execute(params![
            commit.desk.to_string(),
            profile.name,
            profile.country,
            number(commit.after.seq()),
        ])?;
    Ok(())
}

fn write_state(connection: &Connection, commit: &Commit<'_>) -> Result<(), StoreError> {
    let touched = Touched::by(commit.recorded, commit.after);
    write_teams(connection, commit, &touched)?;
    write_agents(connection, commit, &touched)?;
    write_requests(connection, commit, &touched)?;
    write_offers(connection, commit, &touched)?;
    write_notifications(connection, commit)?;
    write_deliveries(connection, commit)?;
    write_offer_ends(connection, commit)?;
    write_do_not_call(connection, commit)
}
