//! Writing what happened: journal and state tables in one transaction, one `fsync` for the batch.

mod batch;
mod house;
mod journal;
mod notifications;
mod requests;
mod touched;

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

pub use self::batch::Commit;
use self::{
    batch::number,
    house::{write_agents, write_do_not_call, write_teams},
    journal::write_journal,
    notifications::{write_deliveries, write_notifications, write_offer_ends},
    requests::{write_offers, write_requests},
    touched::Touched,
};
use crate::{error::StoreError, open::Store, presses::insert_press, receipts::insert_receipt};

impl Store {
    /// When this returns `Ok`, everything is on the disk; otherwise nothing has changed.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn commit(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        write(&mut transaction, commit).await?;
        transaction.commit().await?;
        self.journal_grew(commit.recorded.len());
        Ok(())
    }

    /// Writes the state tables again from a desk and the journal that made it. For the test that
    /// compares what is stored with what the journal says.
    ///
    /// # Errors
    /// The database refused or did not answer.
    pub async fn rewrite_state(&self, commit: &Commit<'_>) -> Result<(), StoreError> {
        let mut transaction = self.begin_write().await?;
        // Passwords and sessions refer to agents, who are back before the transaction ends.
        sqlx::query("PRAGMA defer_foreign_keys = ON")
            .execute(&mut *transaction)
            .await?;
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
            let mut delete = QueryBuilder::<Sqlite>::new("DELETE FROM ");
            delete.push(table).push(" WHERE desk_id = ");
            delete.push_bind(commit.desk.to_string());
            delete.build().execute(&mut *transaction).await?;
        }
        write_state(&mut transaction, commit).await?;
        transaction.commit().await
    }
}

async fn write(connection: &mut SqliteConnection, commit: &Commit<'_>) -> Result<(), StoreError> {
    write_desk(connection, commit).await?;
    write_journal(connection, commit).await?;
    write_state(connection, commit).await?;
    for receipt in commit.receipts {
        insert_receipt(connection, commit.desk, receipt).await?;
    }
    for press in commit.presses {
        insert_press(connection, commit.desk, press).await?;
    }
    Ok(())
}

async fn write_desk(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let profile = commit.after.profile();
    sqlx::query(
        "INSERT INTO desk (id, name, country, seq) VALUES ($1, $2, $3, $4)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, country = excluded.country,
             seq = excluded.seq",
    )
    .bind(commit.desk.to_string())
    .bind(&profile.name)
    .bind(&profile.country)
    .bind(number(commit.after.seq()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn write_state(
    connection: &mut SqliteConnection,
    commit: &Commit<'_>,
) -> Result<(), StoreError> {
    let touched = Touched::by(commit.recorded, commit.after);
    write_teams(connection, commit, &touched).await?;
    write_agents(connection, commit, &touched).await?;
    write_requests(connection, commit, &touched).await?;
    write_offers(connection, commit, &touched).await?;
    write_notifications(connection, commit).await?;
    write_deliveries(connection, commit).await?;
    write_offer_ends(connection, commit).await?;
    write_do_not_call(connection, commit).await
}
