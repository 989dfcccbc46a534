//! The journal: in order, contiguous, one for each desk.

use domain::desk::Desk;
use storage::Store;

use crate::stage::{Stage, alive};

pub async fn the_journal_is_read_in_pages_without_gap_or_overlap(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    for customer in 0..20 {
        stage.receive(&format!("Customer {customer}")).await;
    }
    let whole = stage.whole_journal().await;
    let seqs: Vec<u64> = whole.iter().map(|recorded| recorded.seq).collect();
    assert_eq!(seqs, (1..=stage.desk.seq()).collect::<Vec<_>>());

    let mut pages = Vec::new();
    while let Ok(page) = store
        .journal(stage.id, u64::try_from(pages.len()).unwrap(), 7)
        .await
        && !page.is_empty()
    {
        assert!(page.len() <= 7);
        pages.extend(page);
    }
    assert_eq!(pages, whole);

    let mut replayed = Desk::default();
    for recorded in &whole {
        replayed.apply(recorded);
    }
    assert_eq!(alive(replayed), alive(stage.desk));
}

pub async fn an_event_says_when_it_happened(store: &Store) {
    let mut stage = Stage::open(store, 1).await;
    let before = stage.desk.seq();
    stage.now = stage.now + domain::time::Span::minutes(3);
    stage.receive("Carol").await;
    let happened = |after| store.happened_after(stage.id, after);
    assert_eq!(happened(before).await.unwrap(), Some(stage.now));
    assert_eq!(happened(stage.desk.seq()).await.unwrap(), None);
}

/// P8, as far as the database goes.
pub async fn p8_desks_do_not_see_each_other(store: &Store) {
    let mut ours = Stage::open(store, 1).await;
    let theirs = Stage::open(store, 2).await;
    let request = ours.receive("Carol").await;

    assert_eq!(store.desks().await.unwrap(), [ours.id, theirs.id]);
    assert_eq!(store.request(theirs.id, request).await.unwrap(), None);
    assert_eq!(store.load(theirs.id).await.unwrap(), theirs.desk);
    assert_eq!(store.load(ours.id).await.unwrap(), ours.desk);
    let their_journal = theirs.whole_journal().await;
    assert_eq!(u64::try_from(their_journal.len()), Ok(theirs.desk.seq()));
}
