//! What happens to a desk that is left alone: everybody looks on, nobody takes anything.

use std::collections::BTreeSet;

use domain::{
    agent::Agent,
    command::Command,
    desk::Desk,
    distribution,
    id::{AgentId, RequestId},
    notification::Report,
    request::{Request, State},
    ring_hours::rings_from,
    time::{Span, Timestamp},
};
use proptest::{prelude::*, test_runner::TestCaseError};

use crate::{house::device_id, stage::Stage, story::Device, tick};

/// Long enough for the longest pause after the longest night.
const LOOKED_AT_FOR: Span = Span::days(3);

/// Lets time pass until each agent who may take a request, and did not put it off, has been asked for it.
pub fn everybody_is_asked(stage: &mut Stage) -> Result<(), TestCaseError> {
    let began = stage.now;
    everybody_looks_on(stage);
    let mut owed = may_be_taken(&stage.desk, began);
    loop {
        owed.retain(|(agent, request)| !is_settled(&stage.desk, *agent, *request));
        let Some(due) = stage.desk.next_due() else {
            break;
        };
        if owed.is_empty() || due > began + LOOKED_AT_FOR {
            break;
        }
        stage.now = stage.now.max(due);
        tick(stage)?;
        // Before somebody looks: it rings now, whatever comes of it.
        owed.retain(|(agent, request)| !is_settled(&stage.desk, *agent, *request));
        everybody_looks_on(stage);
    }
    prop_assert!(owed.is_empty(), "never asked: {:?}", owed);
    Ok(())
}

/// Their devices receive what rings, and they move the mouse now and then.
fn everybody_looks_on(stage: &mut Stage) {
    let working = stage.desk.agents().filter(|agent| !agent.is_disabled());
    let agents: Vec<_> = working.cloned().collect();
    for Agent {
        id: agent, teams, ..
    } in agents
    {
        let rings: Vec<_> = stage
            .desk
            .offers()
            .filter(|offer| teams.contains(&offer.team) && offer.rings_for(agent))
            .map(|offer| offer.id)
            .collect();
        for offer in rings {
            let report = Command::Report {
                agent,
                device: device_id(Device::Laptop),
                offer,
                report: Report::Received,
            };
            stage.run(&report).expect("a report is taken");
        }
        stage
            .run(&Command::Touch { agent })
            .expect("so is a sign of life");
    }
}

fn may_be_taken(desk: &Desk, now: Timestamp) -> BTreeSet<(AgentId, RequestId)> {
    desk.live_requests()
        .filter(|request| waits(request))
        .filter(|request| {
            let opens = desk
                .team(request.team)
                .and_then(|team| rings_from(team, request, now));
            let lives = request
                .lives_until()
                .is_some_and(|end| end > now + LOOKED_AT_FOR);
            lives && opens.is_some_and(|opens| opens < now + Span::days(1))
        })
        .flat_map(|request| {
            desk.members(request.team)
                .filter(|agent| can_take(desk, agent.id, request.id))
                .map(|agent| (agent.id, request.id))
        })
        .collect()
}

fn waits(request: &Request) -> bool {
    matches!(
        request.state,
        State::Waiting { .. } | State::Offered { .. } | State::TimedOut { .. }
    )
}

fn can_take(desk: &Desk, agent: AgentId, request: RequestId) -> bool {
    let (Some(agent), Some(request)) = (desk.agent(agent), desk.request(request)) else {
        return false;
    };
    desk.team(request.team)
        .is_some_and(|team| distribution::can_ring(team, agent, request.channel))
}

/// It rings for them, or it need not any more: it is over, or they can't be asked.
fn is_settled(desk: &Desk, agent: AgentId, id: RequestId) -> bool {
    let Some(request) = desk.request(id) else {
        return true;
    };
    let rings = match &request.state {
        State::Offered { offer, .. } => desk
            .offer(*offer)
            .is_some_and(|offer| offer.rings_for(agent)),
        _ => false,
    };
    rings || !waits(request) || !can_take(desk, agent, id)
}
