//! P2 proved by the database: whatever a desk would decide, a second one is refused.

use domain::{
    event::{Event, SessionStart},
    id::{OfferId, RequestId},
    notification::{Decision, Decisions},
    time::Span,
};
use storage::StoreError;

use crate::{
    history::{ANA, BEN, SALES},
    opened::Opened,
    stage::Stage,
    tables::{assert_same, dump},
};

pub async fn p2_a_request_has_one_accepted_offer_at_most(store: &Opened) {
    let mut stage = Stage::open(store, 1).await;
    let request = stage.receive("Carol").await;
    let first = stage.offer_of(request);
    let accepted = connected(&stage, request, ANA, Some(first));
    stage.force(vec![accepted]).await.expect("one is accepted");
    let before = dump(store).await;

    let second = OfferId(stage.fresh());
    let made = Event::OfferMade {
        offer: second,
        request,
        team: SALES,
        since: stage.now,
        deadline: stage.now + Span::seconds(20),
        decisions: Decisions::for_one(BEN, Decision::Notify),
    };
    let accepted_too = connected(&stage, request, BEN, Some(second));
    let refused = stage.force(vec![made, accepted_too]).await;

    assert!(
        matches!(refused, Err(StoreError::Constraint(_))),
        "{refused:?}"
    );
    assert_same(&before, &dump(store).await, "a second acceptance");
}

pub async fn p2_an_agent_has_one_live_voice_session_at_most(store: &Opened) {
    let mut stage = Stage::open(store, 1).await;
    let carol = stage.receive("Carol").await;
    let dave = stage.receive("Dave").await;
    let first = connected(&stage, carol, ANA, None);
    stage.force(vec![first]).await.expect("one is connected");
    let before = dump(store).await;
    let journal = stage.whole_journal().await;

    let second = connected(&stage, dave, ANA, None);
    let refused = stage.force(vec![second]).await;

    assert!(
        matches!(refused, Err(StoreError::Constraint(_))),
        "{refused:?}"
    );
    assert_same(&before, &dump(store).await, "a second session");
    assert_eq!(stage.whole_journal().await, journal);
}

/// Two writers of one desk would number their events alike: the second is refused as a whole.
pub async fn an_event_is_written_once(store: &Opened) {
    let mut stage = Stage::open(store, 1).await;
    let mut behind = Stage::open(store, 2).await;
    behind.id = stage.id;
    stage.receive("Carol").await;
    let before = dump(store).await;
    let request = RequestId(behind.fresh());
    let cancelled = Event::RequestCancelled {
        request,
        team: SALES,
    };
    let refused = behind.force(vec![cancelled]).await;
    assert!(
        matches!(refused, Err(StoreError::Constraint(_))),
        "{refused:?}"
    );
    assert_same(&before, &dump(store).await, "a second writer");
}

fn connected(
    stage: &Stage<'_>,
    request: RequestId,
    agent: domain::id::AgentId,
    offer: Option<OfferId>,
) -> Event {
    let agent = stage.desk.agent(agent).expect("an agent of the desk");
    Event::RequestConnected {
        request,
        team: SALES,
        agent: agent.reference(),
        offer,
        session: SessionStart::Dialling,
    }
}
