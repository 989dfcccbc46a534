//! What agents are told that does not ring. A reminder that was decided against is not sent.

use super::told::Told;
use crate::{
    agent_ref::AgentRef,
    id::{AgentId, RequestId},
    notification::{Decision, Suppression},
    reminder::Reminder,
    time::{Span, Timestamp},
    view::{audience::Audience, message::Message},
};

pub(super) fn upcoming(
    agent: AgentId,
    decision: Decision,
    request: RequestId,
    due_at: Timestamp,
) -> Told<'static> {
    match decision {
        Decision::Notify => reminder(agent, Reminder::Upcoming { request, due_at }),
        Decision::Suppress(_) | Decision::Unheard(_) => vec![],
    }
}

pub(super) fn digest(
    agent: AgentId,
    decision: Decision,
    waiting: u32,
    oldest: Timestamp,
) -> Told<'static> {
    match decision {
        Decision::Notify if waiting > 0 => reminder(agent, Reminder::Digest { waiting, oldest }),
        _ => vec![],
    }
}

pub(super) fn missed(
    agent: AgentId,
    decision: Decision,
    request: RequestId,
    after: Span,
    taken_by: Option<&AgentRef>,
) -> Told<'static> {
    match decision {
        Decision::Notify => reminder(
            agent,
            Reminder::Missed {
                request,
                after,
                taken_by: taken_by.cloned(),
            },
        ),
        Decision::Suppress(_) | Decision::Unheard(_) => vec![],
    }
}

pub(super) fn agent_missed(
    supervisor: AgentId,
    decision: Decision,
    agent: &AgentRef,
    requests: &[RequestId],
) -> Told<'static> {
    match decision {
        // Who wants no popups reads it in the page.
        Decision::Notify | Decision::Suppress(Suppression::TurnedOff) => reminder(
            supervisor,
            Reminder::AgentMissed {
                agent: agent.clone(),
                requests: requests.to_vec(),
            },
        ),
        Decision::Suppress(_) | Decision::Unheard(_) => vec![],
    }
}

fn reminder(agent: AgentId, reminder: Reminder) -> Told<'static> {
    vec![(Audience::Agent(agent), Message::Reminder { reminder })]
}
