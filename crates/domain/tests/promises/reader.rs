//! Every agent's browser: a view that started with a snapshot and then only heard the stream.

use domain::{
    agent::Agent,
    desk::Desk,
    event::Recorded,
    id::DeviceId,
    time::Timestamp,
    view::{AgentView, Message, Receipt, Viewer, project},
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{stage::device_id, story::Device};

#[derive(Default)]
pub struct Readers(Vec<Reader>);

struct Reader {
    viewer: Viewer,
    view: AgentView,
}

impl Readers {
    /// Agents who are new on the desk open it in a browser.
    pub fn welcome(&mut self, desk: &Desk, now: Timestamp) {
        for agent in desk.agents() {
            if self.0.iter().all(|reader| reader.viewer.agent != agent.id) {
                self.0.push(Reader {
                    viewer: Viewer::from(agent),
                    view: snapshot(desk, agent, now),
                });
            }
        }
    }

    /// Sends the event to everybody whom it concerns. Afterwards each view must equal a snapshot
    /// made at this event, so a stream may begin and be resumed at any number.
    pub fn tell(
        &mut self,
        desk: &Desk,
        recorded: &Recorded,
        now: Timestamp,
    ) -> Result<(), TestCaseError> {
        let messages = project(recorded);
        for reader in &mut self.0 {
            let told = messages
                .iter()
                .find(|(audience, _)| audience.includes(&reader.viewer))
                .map(|(_, message)| through_the_wire(message));
            if let Some(message) = &told {
                reader.view.apply(recorded.seq, recorded.at, message);
            }
            let agent = desk.agent(reader.viewer.agent).expect("agents stay");
            prop_assert_eq!(
                comparable(reader.view.clone()),
                comparable(snapshot(desk, agent, now)),
                "{}'s browser knows something else than the desk after {:?}, told {:?}",
                &agent.name,
                &recorded.event,
                told
            );
        }
        Ok(())
    }
}

fn through_the_wire(message: &Message) -> Message {
    let json = serde_json::to_string(message).expect("messages are JSON");
    serde_json::from_str(&json).expect("and can be read back")
}

fn snapshot(desk: &Desk, agent: &Agent, now: Timestamp) -> AgentView {
    let device: DeviceId = device_id(Device::Laptop);
    AgentView::snapshot(desk, agent.id, device, "epoch", "release", now)
        .expect("a known agent has a view")
}

/// Leaves out what may differ, and why that is no lie: `seq` (events that don't concern the agent
/// have numbers too), `now` (the clock), `receipt` (the device knows itself what it acknowledged)
/// and `began_at` (for who joined late the stream says when they joined, the snapshot when the offer
/// was made; only the first seconds' blink hangs on it, and a reload doesn't blink again).
fn comparable(mut view: AgentView) -> AgentView {
    view.position.seq = 0;
    view.now = Timestamp(0);
    for ring in view.rings.values_mut() {
        ring.receipt = Receipt::New;
        ring.began_at = Timestamp(0);
    }
    view
}
