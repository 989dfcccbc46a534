//! What is done at leisure as long as the engine runs: forgetting, and writing what may wait.

use std::{sync::Weak, time::Duration};

use domain::time::Span;
use tokio::time::MissedTickBehavior;

use super::{Engine, Inner};

const HOUSEKEEPING: Duration = Duration::from_hours(1);
/// An Idempotency-Key means the same request for this long.
const RECEIPTS_KEPT: Span = Span::days(1);

/// How often it is written when devices were seen and what they showed.
const DEVICES_WRITTEN: Duration = Duration::from_mins(1);

/// Forgets what nobody can ask for any more, in steps that nobody has to wait for. Ends with the engine.
pub(super) async fn housekeeping(engine: Weak<Inner>, begins: Duration) {
    tokio::time::sleep(begins).await;
    let mut ticks = tokio::time::interval(HOUSEKEEPING);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(inner) = engine.upgrade() else {
            return;
        };
        let before = inner.options.clock.now() - RECEIPTS_KEPT;
        if let Err(error) = inner.store.forget_receipts(before).await {
            tracing::warn!(%error, "old receipts are kept for another hour");
        }
        if let Err(error) = inner.store.forget_presses(before).await {
            tracing::warn!(%error, "old presses are kept for another hour");
        }
        let Some(kept) = inner.options.trace_kept else {
            continue;
        };
        let before = inner.options.clock.now() - kept;
        if let Err(error) = inner.store.forget_push_attempts(before).await {
            tracing::warn!(%error, "what became of old messages is kept for another hour");
        }
        let engine = Engine { inner };
        for desk in engine.desks() {
            if let Err(error) = engine.store().forget_trace(desk.id(), before).await {
                tracing::warn!(desk.id = %desk.id(), %error, "the old trace is kept for another hour");
            }
        }
    }
}

/// Writes down at leisure what would be too much to write each time. Ends with the engine.
pub(super) async fn write_devices(engine: Weak<Inner>) {
    let mut ticks = tokio::time::interval(DEVICES_WRITTEN);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(inner) = engine.upgrade() else {
            return;
        };
        Engine { inner }.write_devices().await;
    }
}
