//! Every agent's browser: a view that started with a snapshot and then only heard the stream.

use std::fmt::Debug;

use domain::{
    agent::Agent,
    desk::Desk,
    distribution,
    event::{Event, Recorded},
    id::DeviceId,
    time::Timestamp,
    view::{AgentView, Group, Phase, Receipt, Row, Viewer, project},
};
use proptest::{prelude::*, test_runner::TestCaseError};
use serde::{Serialize, de::DeserializeOwned};
use unpack::Unpack;

use crate::{house::device_id, story::Device};

#[derive(Default)]
pub struct Readers(Vec<Reader>);

struct Reader {
    viewer: Viewer,
    view: AgentView,
    /// Of a browser that began with the first few requests of each place.
    short: AgentView,
}

/// So few that most stories have more.
const FEW: usize = 2;

impl Readers {
    /// Agents who are new on the desk open it in a browser.
    pub fn welcome(&mut self, desk: &Desk, now: Timestamp) {
        for agent in desk.agents() {
            if self.0.iter().all(|reader| reader.viewer.agent != agent.id) {
                self.0.push(Reader {
                    viewer: Viewer::from(agent),
                    view: through_the_wire(&snapshot(desk, agent, now)),
                    short: excerpt(desk, agent),
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
            // So much moves that no message says it: streams end, and each begins with a snapshot.
            if matches!(recorded.event, Event::ClockStepped { .. }) {
                let agent = desk.agent(reader.viewer.agent).expect("agents stay");
                reader.view = through_the_wire(&snapshot(desk, agent, now));
                reader.short = excerpt(desk, agent);
                continue;
            }
            let told = messages
                .iter()
                .find(|(audience, _)| audience.includes(&reader.viewer))
                .map(|(_, message)| through_the_wire(message));
            if let Some(message) = &told {
                reader.view.apply(recorded.seq, recorded.at, message);
                reader.short.apply(recorded.seq, recorded.at, message);
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
            knows_whom_the_agent_may_take(&reader.view, desk, agent)?;
            tells_a_part(&reader.short, &reader.view)?;
            let fresh = excerpt(desk, agent);
            tells_a_part(&fresh, &reader.view)?;
            // A call whose hour has come stands between two lists until the tick that moves it.
            if desk.next_due().is_none_or(|due| due > now) {
                begins_every_list(&fresh, &reader.view, now)?;
            }
            // As a browser does when it has run short.
            if reader.short.requests.len() < FEW && reader.short.beyond > 0 {
                reader.short = fresh;
            }
        }
        Ok(())
    }
}

/// What a browser offers to take is what the desk does not refuse for want of room.
fn knows_whom_the_agent_may_take(
    view: &AgentView,
    desk: &Desk,
    agent: &Agent,
) -> Result<(), TestCaseError> {
    for row in view.requests.values() {
        let request = desk.request(row.id).expect("a row is of a known request");
        prop_assert_eq!(view.room_for(row), distribution::room(desk, agent, request));
    }
    Ok(())
}

/// What the short view knows is as the whole one has it, and it knows how much it doesn't know.
fn tells_a_part(short: &AgentView, whole: &AgentView) -> Result<(), TestCaseError> {
    prop_assert_eq!(
        short.requests.len() + short.beyond,
        whole.requests.len(),
        "{} beyond {:?}",
        short.beyond,
        &short.requests
    );
    for (id, row) in short.requests.iter() {
        prop_assert_eq!(Some(row), whole.requests.get(id));
        let offer = |view: &AgentView| view.rings.get(id).map(|ring| ring.offer);
        prop_assert_eq!(offer(short), offer(whole));
    }
    prop_assert_eq!(&short.sessions, &whole.sessions);
    prop_assert_eq!(&short.me, &whole.me);
    prop_assert_eq!(&short.teams, &whole.teams);
    Ok(())
}

/// In a fresh excerpt nobody is passed over, and what an agent has in hand is there.
fn begins_every_list(
    fresh: &AgentView,
    whole: &AgentView,
    now: Timestamp,
) -> Result<(), TestCaseError> {
    // A call that is due, of which the desk has not yet said so, is in another list already.
    let due = |row: &Row| matches!(row.phase, Phase::Scheduled { due_at } if due_at <= now);
    let overtaken = whole.requests.values().any(due);
    for group in Group::ALL {
        if overtaken && group == Group::AvailableSoon {
            continue;
        }
        let ids = |view: &AgentView| -> Vec<_> {
            let listed = view.listed(group, now);
            listed.iter().take(FEW).map(|row| row.id).collect()
        };
        prop_assert_eq!(ids(fresh), ids(whole), "{:?}", group);
    }
    for session in whole.sessions.iter() {
        prop_assert!(fresh.requests.contains_key(&session.request));
    }
    let rings = whole.rings.len().min(FEW);
    prop_assert!(fresh.rings.len() >= rings, "what rings comes first");
    Ok(())
}

fn excerpt(desk: &Desk, agent: &Agent) -> AgentView {
    AgentView::excerpt(desk, agent, device_id(Device::Laptop), FEW)
}

fn through_the_wire<T>(value: &T) -> T
where
    T: Serialize + DeserializeOwned + Unpack + PartialEq + Debug,
{
    let json = serde_json::to_string(value).expect("what is sent is JSON");
    let read = unpack::from_str(&json).expect("and a page reads it");
    assert_eq!(read, serde_json::from_str(&json).expect("as others do"));
    read
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
