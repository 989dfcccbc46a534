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
    agent::Intent,
    device::{Permission, PushSubscription, TestResult},
    id::{AgentId, DeviceId, OfferId, RequestId, TestId},
    notification::Report,
    preferences::Preferences,
    switch::Switch,
    time::Timestamp,
    view::AgentView,
};
use leptos::{prelude::*, server_fn::codec::Json};

use crate::wire::{
    answer::Answer,
    contacts::Contact,
    devices::{AgentDevices, DeviceEntry, PushTerms, TestSummary},
    error::AppError,
    history::HistoryEntry,
    served::Served,
    steps::{AfterNoAnswer, DeviceChange, SessionStep},
    trace::{TraceAnswer, TraceSearch},
};

/// Everything this agent's desktop shows, as of now.
#[server(prefix = "/api/ui", endpoint = "snapshot", input = Json, output = Answer)]
pub async fn snapshot() -> Result<AgentView, AppError> {
    crate::server::signed_in::signed_in()?.snapshot()
}

/// Says that a device of the agent is alive. Without one for 45 s the agent can't be asked.
#[server(prefix = "/api/ui", endpoint = "heartbeat", input = Json, output = Answer)]
pub async fn heartbeat() -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?.heartbeat().await
}

/// The agent touched the desktop: whoever had let requests pass is asked again.
#[server(prefix = "/api/ui", endpoint = "touch", input = Json, output = Answer)]
pub async fn touch() -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?.touch().await
}

#[server(prefix = "/api/ui", endpoint = "status", input = Json, output = Answer)]
pub async fn set_status(intent: Intent) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .set_status(intent)
        .await
}

#[server(prefix = "/api/ui", endpoint = "connect", input = Json, output = Answer)]
pub async fn connect(request: RequestId) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .connect(request)
        .await
}

/// Puts a request off: it stops ringing for this agent and comes back after two minutes.
#[server(prefix = "/api/ui", endpoint = "later", input = Json, output = Answer)]
pub async fn later(request: RequestId) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?.later(request).await
}

#[server(prefix = "/api/ui", endpoint = "attend_next", input = Json, output = Answer)]
pub async fn attend_next(press: Option<String>) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .pressing(press)
        .attend_next()
        .await
}

/// Returns what is planned for a customer who did not answer.
#[server(prefix = "/api/ui", endpoint = "session", input = Json, output = Answer)]
pub async fn proceed(
    request: RequestId,
    step: SessionStep,
    press: Option<String>,
) -> Result<Option<AfterNoAnswer>, AppError> {
    crate::server::signed_in::signed_in()?
        .pressing(press)
        .session_step(request, step)
        .await
}

/// `from`: what the form said when it was made. Only what differs from that is changed; without it,
/// everything becomes as said.
#[server(prefix = "/api/ui", endpoint = "preferences", input = Json, output = Answer)]
pub async fn save_preferences(
    preferences: Preferences,
    from: Option<Preferences>,
) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .save_preferences(preferences, from)
        .await
}

/// What this device did with its offers, in the order in which it happened.
#[server(prefix = "/api/ui", endpoint = "report", input = Json, output = Answer)]
pub async fn report_deliveries(reports: Vec<(OfferId, Report)>) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?.report(reports).await
}

/// What the customer of this request wanted before, the last time first.
#[server(prefix = "/api/ui", endpoint = "contacts", input = Json, output = Answer)]
pub async fn contacts(request: RequestId) -> Result<Vec<Contact>, AppError> {
    crate::server::signed_in::signed_in()?
        .contacts(request)
        .await
}

/// Whom the agent has had who left since then, which may be a day ago and some hours.
#[server(prefix = "/api/ui", endpoint = "served", input = Json, output = Answer)]
pub async fn served_since(since: Timestamp) -> Result<Served, AppError> {
    crate::server::signed_in::signed_in()?.served(since).await
}

/// The agent's own notifications, newest first.
#[server(prefix = "/api/ui", endpoint = "history", input = Json, output = Answer)]
pub async fn history() -> Result<Vec<HistoryEntry>, AppError> {
    crate::server::signed_in::signed_in()?.history().await
}

/// The agent's own devices, the one used last first.
#[server(prefix = "/api/ui", endpoint = "devices", input = Json, output = Answer)]
pub async fn devices() -> Result<Vec<DeviceEntry>, AppError> {
    Ok(crate::server::signed_in::signed_in()?.devices())
}

#[server(prefix = "/api/ui", endpoint = "change_device", input = Json, output = Answer)]
pub async fn change_device(device: DeviceId, change: DeviceChange) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .change_device(device, change)
        .await
}

/// What the page says of the device that it runs on, and hears of Web Push there.
#[server(prefix = "/api/ui", endpoint = "device", input = Json, output = Answer)]
pub async fn describe_device(
    permission: Permission,
    utc_offset: i32,
    // A page of an earlier release does not say it.
    #[server(default)] time_zone: Option<String>,
) -> Result<PushTerms, AppError> {
    crate::server::signed_in::signed_in()?
        .describe_device(permission, utc_offset, time_zone.as_deref())
        .await
}

/// Whether this device is to be reached when Deskbell is closed.
#[server(prefix = "/api/ui", endpoint = "push_wish", input = Json, output = Answer)]
pub async fn set_push_wish(web_push: Switch) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .set_push_wish(web_push)
        .await
}

/// Where the push service of this device takes messages; none: it takes none any more.
#[server(prefix = "/api/ui", endpoint = "push_subscription", input = Json, output = Answer)]
pub async fn subscribe_push(subscription: Option<PushSubscription>) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?
        .subscribe_push(subscription)
        .await
}

/// For supervisors and admins: every agent's devices.
#[server(prefix = "/api/ui", endpoint = "agents_devices", input = Json, output = Answer)]
pub async fn agents_devices() -> Result<Vec<AgentDevices>, AppError> {
    crate::server::signed_in::signed_in()?.agents_devices()
}

/// For supervisors and admins: has the connected devices of an agent show a test.
#[server(prefix = "/api/ui", endpoint = "send_test", input = Json, output = Answer)]
pub async fn send_test(agent: AgentId) -> Result<TestSummary, AppError> {
    crate::server::signed_in::signed_in()?.send_test(agent)
}

/// For supervisors and admins: what the agent's devices said to the last test.
#[server(prefix = "/api/ui", endpoint = "test_outcome", input = Json, output = Answer)]
pub async fn test_outcome(agent: AgentId) -> Result<Option<TestSummary>, AppError> {
    crate::server::signed_in::signed_in()?.test_outcome(agent)
}

/// For supervisors and admins: a page of the notification trace.
#[server(prefix = "/api/ui", endpoint = "trace", input = Json, output = Answer)]
pub async fn trace(search: TraceSearch) -> Result<TraceAnswer, AppError> {
    crate::server::signed_in::signed_in()?.trace(&search).await
}

/// What became of a test on this device.
#[server(prefix = "/api/ui", endpoint = "report_test", input = Json, output = Answer)]
pub async fn report_test(test: TestId, result: TestResult) -> Result<(), AppError> {
    crate::server::signed_in::signed_in()?.report_test(test, result);
    Ok(())
}
