//! What the tab says to the server and asks it.

use domain::{device::TestResult, id::TestId, time::Timestamp};

use crate::{
    api,
    browser::ear::Ear,
    desk::patience::in_time,
    reactive::spawn_local,
    tab::{heard::Heard, reports::Batch},
};

/// This device is alive.
pub fn acknowledge(sent: Timestamp, ear: Ear) {
    spawn_local(async move {
        let answer = api::heartbeat().await;
        ear.hear(Heard::Acknowledged { sent, answer });
    });
}

pub fn report(sent: Timestamp, batch: Batch, ear: Ear) {
    spawn_local(async move {
        let answer = api::report_deliveries(batch.clone()).await;
        ear.hear(Heard::Reported {
            sent,
            batch,
            answer,
        });
    });
}

pub fn ask_snapshot(asked: Timestamp, ear: Ear) {
    spawn_local(async move {
        let answer = api::snapshot().await.map(Box::new);
        ear.hear(Heard::CaughtUp { asked, answer });
    });
}

pub fn check_pushed(ear: Ear) {
    spawn_local(async move {
        if let Ok(snapshot) = in_time(api::snapshot()).await {
            ear.hear(Heard::PushChecked(Box::new(snapshot)));
        }
    });
}

pub fn answer_test(test: TestId, result: TestResult) {
    spawn_local(async move {
        // Who sent it sees that no answer came.
        let _ = api::report_test(test, result).await;
    });
}

/// Somebody is at this page.
pub fn tell_touch() {
    spawn_local(async {
        // Lost, it is said again with the next touch that counts.
        let _ = in_time(api::touch()).await;
    });
}
