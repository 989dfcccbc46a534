//! What makes a repeated request harmless: a receipt, and the answer that was given for it.

use domain::{id::ApiKeyId, request::Request, time::Timestamp};
use storage::{ReceiptRow, StoreError};

use crate::command_error::CommandError;

/// Makes a repeated request harmless: the same key gives the same answer.
#[derive(Clone, Debug)]
pub struct Receipt {
    pub api_key: ApiKeyId,
    pub key: String,
    pub body_hash: String,
}

impl Receipt {
    pub(crate) fn row(&self, request: &Request, at: Timestamp) -> ReceiptRow {
        ReceiptRow {
            api_key: self.api_key,
            key: self.key.clone(),
            body_hash: self.body_hash.clone(),
            request: request.id,
            answer: serde_json::to_string(request)
                .expect("a request is plain data with string keys"),
            at,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Received {
    New(Request),
    /// The request as it was answered the first time.
    Replayed(Request),
    /// The key was used before, for another body.
    Conflict,
}

impl Received {
    pub(crate) fn from_row(row: &ReceiptRow, body_hash: &str) -> Result<Self, CommandError> {
        if row.body_hash != body_hash {
            return Ok(Self::Conflict);
        }
        let request =
            serde_json::from_str(&row.answer).map_err(|error| StoreError::from(error).into());
        request.map(Self::Replayed)
    }
}
