//! How agents prove who they are. Passwords arrive here as PHC strings.

use async_trait::async_trait;
use domain::{
    id::{AgentId, DeskId},
    time::Timestamp,
};

use super::{
    open::SqliteDatabase,
    sessions::{hashes, remove_all},
};
use crate::{
    credentials::{Credential, Credentials},
    error::StoreError,
    web_session::WebSession,
};

#[async_trait]
impl Credentials for SqliteDatabase {
    async fn put_credential(
        &self,
        email: &str,
        credential: &Credential,
        now: Timestamp,
    ) -> Result<Vec<WebSession>, StoreError> {
        let mut transaction = self.begin_write().await?;
        sqlx::query(
            "INSERT INTO credential (email, desk_id, agent_id, password, changed_at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (desk_id, agent_id)
             DO UPDATE SET password = excluded.password, changed_at = excluded.changed_at",
        )
        .bind(email)
        .bind(credential.desk.to_string())
        .bind(credential.agent.to_string())
        .bind(&credential.password)
        .bind(now.0)
        .execute(&mut *transaction)
        .await?;
        let ended = remove_all(&mut transaction, credential.desk, credential.agent).await?;
        self.commit_ends(transaction, hashes(&ended), None).await?;
        Ok(ended)
    }

    async fn credential_of(
        &self,
        desk: DeskId,
        agent: AgentId,
    ) -> Result<Option<Credential>, StoreError> {
        let password: Option<String> = sqlx::query_scalar(
            "SELECT password FROM credential WHERE desk_id = $1 AND agent_id = $2",
        )
        .bind(desk.to_string())
        .bind(agent.to_string())
        .fetch_optional(self.reader())
        .await?;
        Ok(password.map(|password| Credential {
            desk,
            agent,
            password,
        }))
    }
}
