//! What a customer wanted before is known at the next contact.

use domain::{
    command::Command,
    event::Actor,
    id::{AgentId, RequestId},
    request::{Outcome, State},
    time::Span,
};

use crate::{
    history::{self, ANA, BEN, CLEO},
    stage::Stage,
};

#[tokio::test]
async fn a_customer_is_known_again_by_number_or_address_and_never_by_name() {
    let stage = Stage::open().await;
    let by_number = served(&stage, Some("+34600123456"), None, "wants two").await;
    let by_address = served(&stage, None, Some("Maria@Example.com"), "wrote").await;
    served(&stage, Some("+34600999999"), None, "somebody else").await;
    served(&stage, None, None, "only of the same name").await;

    let again = received(&stage, Some("+34600123456"), Some("maria@example.com")).await;

    let known = stage.desk.contacts(BEN, again).await.unwrap();
    let known: Vec<_> = known.iter().map(|it| (it.id, note(&it.state))).collect();
    assert_eq!(
        known,
        [(by_address, Some("wrote")), (by_number, Some("wants two"))]
    );
}

#[tokio::test]
async fn nobody_reads_of_customers_whom_they_do_not_see() {
    let stage = Stage::open().await;
    served(&stage, Some("+34600123456"), None, "wants two").await;
    let again = received(&stage, Some("+34600123456"), None).await;

    assert!(stage.desk.contacts(CLEO, again).await.is_err());
}

fn note(state: &State) -> Option<&str> {
    match state {
        State::Closed { note, .. } => note.as_deref(),
        _ => None,
    }
}

async fn received(stage: &Stage, phone: Option<&str>, email: Option<&str>) -> RequestId {
    let id = stage.desk.fresh_id();
    let mut new = history::new_request(id, "Maria Silva");
    new.customer.phone = phone.map(ToOwned::to_owned);
    new.customer.email = email.map(ToOwned::to_owned);
    let received = stage.desk.receive(Actor::Operator, new, None).await;
    received.expect("a request is taken");
    id
}

async fn served(stage: &Stage, phone: Option<&str>, email: Option<&str>, note: &str) -> RequestId {
    let request = received(stage, phone, email).await;
    stage.clock.advance(Span::seconds(1));
    let agent: AgentId = ANA;
    stage.connect(agent, request).await.unwrap();
    for command in [
        Command::Answered { agent, request },
        Command::EndSession { agent, request },
        Command::Finish {
            agent,
            request,
            outcome: Outcome::Sale,
            note: Some(note.to_owned()),
        },
    ] {
        stage.run(command).await;
    }
    request
}
