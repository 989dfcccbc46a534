//! What an agent has done.

use domain::{
    command::{Command, NewRequest},
    id::AgentId,
    request::{Channel, Kind, Outcome},
    time::{Span, Timestamp},
};
use storage::{Served, Store};

use crate::{history, stage::Stage};

pub async fn an_agent_has_had_whom_they_finished_since_then(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let agents: Vec<AgentId> = stage.desk.agents().map(|agent| agent.id).collect();
    let mut left = Vec::new();
    for agent in [agents[0], agents[1], agents[0]] {
        left.push(had(&mut stage, agent).await);
        stage.now = stage.now + Span::minutes(1);
    }
    let served = async |agent, since| store.served(stage.id, agent, since).await.unwrap();
    let calls = |customers, last| Served {
        channel: Channel::Voice,
        customers,
        last,
    };
    assert_eq!(served(agents[0], left[0]).await, [calls(2, left[2])]);
    assert_eq!(served(agents[0], left[1]).await, [calls(1, left[2])]);
    assert_eq!(served(agents[1], left[0]).await, [calls(1, left[1])]);
    assert_eq!(served(agents[1], left[2]).await, []);

    let chat = domain::id::RequestId(stage.fresh());
    let agent = agents[1];
    let new = NewRequest {
        kind: Kind::InboundChat,
        ..history::new_request(chat, "Kenji Watanabe")
    };
    let commands = [
        Command::ReceiveRequest(Box::new(new)),
        Command::Connect {
            agent,
            request: chat,
        },
        Command::EndSession {
            agent,
            request: chat,
        },
        Command::Finish {
            agent,
            request: chat,
            outcome: Outcome::Sale,
            note: None,
        },
    ];
    stage.commit(&commands).await.unwrap();
    let mut both = store.served(stage.id, agent, left[1]).await.unwrap();
    both.sort_by_key(|it| it.channel == Channel::Chat);
    let chats = Served {
        channel: Channel::Chat,
        customers: 1,
        last: stage.now,
    };
    assert_eq!(both, [calls(1, left[1]), chats]);
}

/// A call that was not answered. Returns when that was.
async fn had(stage: &mut Stage<'_>, agent: AgentId) -> Timestamp {
    let request = domain::id::RequestId(stage.fresh());
    let new = history::new_request(request, "Maria Silva");
    let commands = [
        Command::ReceiveRequest(Box::new(new)),
        Command::Connect { agent, request },
        Command::NoAnswer { agent, request },
    ];
    stage.commit(&commands).await.unwrap();
    let ended = stage
        .desk
        .request(request)
        .and_then(domain::request::Request::ended_at);
    ended.expect("it is over")
}
