//! Customers are known again.

use domain::{
    command::{Command, NewRequest},
    customer::Customer,
    id::RequestId,
};
use storage::Store;

use crate::{history, stage::Stage};

pub async fn only_what_has_ended_on_the_same_desk_is_a_contact(store: &Store) {
    let maria = Customer {
        phone: Some("+34600123456".to_owned()),
        email: Some("Maria@example.com".to_owned()),
        ..Customer::default()
    };
    let mut elsewhere = Stage::open(store, 2).await;
    cancelled(&mut elsewhere, maria.clone()).await;
    let mut stage = Stage::open(store, 1).await;
    received(&mut stage, maria.clone()).await;
    let first = cancelled(&mut stage, maria.clone()).await;
    let by_address = Customer {
        email: Some("MARIA@EXAMPLE.COM".to_owned()),
        ..Customer::default()
    };
    let second = cancelled(&mut stage, by_address).await;

    let found = store.contacts(stage.id, &maria, None, 10).await.unwrap();
    let found: Vec<_> = found.iter().map(|request| request.id).collect();
    assert_eq!(found, [second, first]);

    let last = store.contacts(stage.id, &maria, None, 1).await.unwrap();
    assert_eq!(last[0].id, second);
    let sales = [history::SALES].into();
    let seen = store.contacts(stage.id, &maria, Some(&sales), 10).await;
    assert_eq!(seen.unwrap().len(), 2);
    let support = [history::SUPPORT].into();
    let hidden = store.contacts(stage.id, &maria, Some(&support), 10).await;
    assert_eq!(hidden.unwrap(), []);
    let in_no_team = store.contacts(stage.id, &maria, Some(&[].into()), 10).await;
    assert_eq!(in_no_team.unwrap(), []);
    let nobody = store
        .contacts(stage.id, &Customer::default(), None, 10)
        .await;
    assert_eq!(nobody.unwrap(), []);
}

async fn received(stage: &mut Stage<'_>, customer: Customer) -> RequestId {
    let id = RequestId(stage.fresh());
    let new = NewRequest {
        customer,
        ..history::new_request(id, "Maria Silva")
    };
    let received = stage
        .commit(&[Command::ReceiveRequest(Box::new(new))])
        .await;
    received.expect("the database takes a request");
    id
}

async fn cancelled(stage: &mut Stage<'_>, customer: Customer) -> RequestId {
    let request = received(stage, customer).await;
    stage.now = stage.now + domain::time::Span::seconds(1);
    stage.commit(&[Command::Cancel { request }]).await.unwrap();
    request
}
