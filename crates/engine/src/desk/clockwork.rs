//! What a desk does by the clock as long as it runs: heartbeats, and the watch over who answers them.

use std::{sync::Weak, time::Duration};

use domain::time::Span;
use tokio::{
    sync::oneshot::{self, error::TryRecvError},
    time::MissedTickBehavior,
};

use super::{DeskHandle, Inner};
use crate::hub::HEARTBEAT_SLOTS;

/// A watch that comes later than this found the server standing still.
const STALL: Duration = Duration::from_secs(1);

/// Heartbeats, a slot at a time. Waits for nothing but the time: a browser takes a stream without them
/// for dead, whatever keeps the database busy. Ends with the desk.
pub(super) async fn beat(desk: Weak<Inner>, heartbeat: Duration) {
    let slots = u32::try_from(HEARTBEAT_SLOTS).unwrap_or(1);
    let mut ticks = tokio::time::interval(heartbeat / slots);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    for slot in (0..HEARTBEAT_SLOTS).cycle() {
        ticks.tick().await;
        let Some(inner) = desk.upgrade() else { return };
        let handle = DeskHandle { inner };
        handle.hub().heartbeat(slot, |seq| handle.heartbeat(seq));
    }
}

/// Watches over who still answers heartbeats. Ends with the desk.
///
/// Acknowledgements come through this process and its database. While one of them stands still nobody
/// can be heard, so that time is no silence of theirs.
pub(super) async fn watch(desk: Weak<Inner>, every: Duration) {
    let mut ticks = tokio::time::interval(every);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // While the writer is busy one question is enough.
    let mut asked: Option<oneshot::Receiver<()>> = None;
    loop {
        let late = ticks.tick().await.elapsed();
        let Some(inner) = desk.upgrade() else { return };
        let handle = DeskHandle { inner };
        let heard = &handle.inner.heard;
        if late >= STALL {
            heard.excuse(span(late), handle.awake());
            tracing::warn!(desk.id = %handle.id(), ?late, "the server stood still");
        }
        let answered = asked
            .as_mut()
            .is_none_or(|asked| asked.try_recv() == Err(TryRecvError::Closed));
        if answered && !heard.silent(handle.awake()).is_empty() {
            match handle.inner.mailbox.look_for_silence() {
                Ok(doing) => asked = Some(doing),
                Err(error) => {
                    asked = None;
                    tracing::warn!(desk.id = %handle.id(), %error, "who is silent is looked for later");
                }
            }
        }
        // If this hangs, the next tick is late.
        if handle.store().look().await.is_err() {
            heard.excuse(span(every), handle.awake());
        }
    }
}

fn span(duration: Duration) -> Span {
    Span(i64::try_from(duration.as_millis()).unwrap_or(i64::MAX))
}
