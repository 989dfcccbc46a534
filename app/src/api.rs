//! The server functions: what the desktop asks of the server besides its event stream.
//!
//! Each body is one call of the agent's desk. They are public endpoints: who asks is taken from the
//! session that the server put into the context, never from an argument. All bodies are JSON, so a
//! form on another site can't send one; the server checks the origin besides.

#![cfg_attr(
    feature = "ssr",
    expect(
        clippy::unused_async,
        reason = "a server function is asynchronous for who calls it, whatever its body does"
    )
)]

use domain::{
    agent::{Intent, Preferences},
    id::{OfferId, RequestId},
    notification::Report,
    request::Outcome,
    view::AgentView,
};
use leptos::{prelude::*, server_fn::codec::Json};
use serde::{Deserialize, Serialize};

use crate::{error::AppError, history::HistoryEntry};

/// Everything this agent's desktop shows, as of now.
#[server(prefix = "/api/ui", endpoint = "snapshot", input = Json)]
pub async fn snapshot() -> Result<AgentView, AppError> {
    crate::session::signed_in()?.snapshot()
}

/// Says that a device of the agent is alive. Without one for 45 s the agent can't be asked.
#[server(prefix = "/api/ui", endpoint = "heartbeat", input = Json)]
pub async fn heartbeat() -> Result<(), AppError> {
    crate::session::signed_in()?.heartbeat().await
}

#[server(prefix = "/api/ui", endpoint = "status", input = Json)]
pub async fn set_status(intent: Intent) -> Result<(), AppError> {
    crate::session::signed_in()?.set_status(intent).await
}

#[server(prefix = "/api/ui", endpoint = "connect", input = Json)]
pub async fn connect(request: RequestId) -> Result<(), AppError> {
    crate::session::signed_in()?.connect(request).await
}

/// Puts a request off: it stops ringing for this agent and comes back after two minutes.
#[server(prefix = "/api/ui", endpoint = "later", input = Json)]
pub async fn later(request: RequestId) -> Result<(), AppError> {
    crate::session::signed_in()?.later(request).await
}

#[server(prefix = "/api/ui", endpoint = "attend_next", input = Json)]
pub async fn attend_next() -> Result<(), AppError> {
    crate::session::signed_in()?.attend_next().await
}

/// What the agent does with the customer in their hands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum SessionStep {
    Answered,
    NoAnswer,
    End,
    ExtendWrapUp,
    Finish {
        outcome: Outcome,
        note: Option<String>,
    },
    HandBack,
}

#[server(prefix = "/api/ui", endpoint = "session", input = Json)]
pub async fn proceed(request: RequestId, step: SessionStep) -> Result<(), AppError> {
    crate::session::signed_in()?
        .session_step(request, step)
        .await
}

#[server(prefix = "/api/ui", endpoint = "preferences", input = Json)]
pub async fn save_preferences(preferences: Preferences) -> Result<(), AppError> {
    crate::session::signed_in()?
        .save_preferences(preferences)
        .await
}

/// What this device did with its offers, in the order in which it happened.
#[server(prefix = "/api/ui", endpoint = "report", input = Json)]
pub async fn report_deliveries(reports: Vec<(OfferId, Report)>) -> Result<(), AppError> {
    crate::session::signed_in()?.report(reports).await
}

/// The agent's own notifications, newest first.
#[server(prefix = "/api/ui", endpoint = "history", input = Json)]
pub async fn history() -> Result<Vec<HistoryEntry>, AppError> {
    crate::session::signed_in()?.history().await
}
