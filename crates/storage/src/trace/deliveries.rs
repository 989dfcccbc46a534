//! What devices and push services made of an offer, and how it ended, as a line tells it.

use std::collections::BTreeMap;

use domain::{
    device::PushResult,
    id::{AgentId, DeviceId},
    notification::Report,
    time::Timestamp,
    trace::{Delivery, End, Route, Stage, Step},
};

use super::line::TraceLine;

/// One message by Web Push.
pub(crate) struct Message {
    pub sent_at: Timestamp,
    pub at: Timestamp,
    pub result: PushResult,
}

/// One end of an offer, for one agent or for all.
pub(crate) struct Ended {
    pub seq: u64,
    pub at: Timestamp,
    pub agent: Option<AgentId>,
    pub how: End,
}

/// What came after the decision, device by device. A page says that it received an offer before it
/// says anything else; a service worker that a push message woke shows the popup and says only that.
pub(crate) fn deliveries(
    decided_at: Timestamp,
    reports: Option<&BTreeMap<DeviceId, Vec<Step>>>,
    messages: Option<&BTreeMap<DeviceId, Message>>,
) -> Vec<Delivery> {
    let sent = |at| Step {
        at,
        stage: Stage::Sent,
    };
    let mut deliveries = Vec::new();
    let mut by_push: BTreeMap<DeviceId, Vec<Step>> = messages
        .into_iter()
        .flatten()
        .filter(|(_, message)| message.sent_at >= decided_at)
        .map(|(device, message)| (*device, message.steps()))
        .collect();
    for (device, steps) in reports.into_iter().flatten() {
        let received = Stage::Reported(Report::Received);
        let page = steps.iter().any(|step| step.stage == received);
        match by_push.get_mut(device) {
            Some(pushed) if !page => pushed.extend(steps),
            _ => {
                // The stream sends with the commit, so it was sent when it was decided.
                let steps = std::iter::once(sent(decided_at)).chain(steps.iter().copied());
                deliveries.push(Delivery {
                    device: *device,
                    channel: Route::Page,
                    steps: steps.collect(),
                });
            }
        }
    }
    deliveries.extend(by_push.into_iter().map(|(device, mut steps)| {
        steps.sort_by_key(|step| step.at);
        Delivery {
            device,
            channel: Route::Push,
            steps,
        }
    }));
    deliveries.sort_by_key(|delivery| (delivery.device, delivery.channel));
    deliveries
}

/// When and how an offer ended for the agent of a line, of all its ends.
pub(crate) fn end_of(line: &TraceLine, ends: &[Ended]) -> Option<(Timestamp, End)> {
    ends.iter()
        .filter(|end| end.agent.is_none_or(|agent| agent == line.agent))
        .filter(|end| end.seq > line.seq)
        .min_by_key(|end| end.seq)
        .map(|end| (end.at, end.how))
}

impl Message {
    fn steps(&self) -> Vec<Step> {
        let sent = Step {
            at: self.sent_at,
            stage: Stage::Sent,
        };
        let answered = (self.result != PushResult::Sent).then_some(Step {
            at: self.at,
            stage: Stage::Answered(self.result),
        });
        std::iter::once(sent).chain(answered).collect()
    }
}
