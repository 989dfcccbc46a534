//! The notification trace: what a search finds, and for how long there is something to be found.

use domain::{
    agent::{Reachability, Role},
    command::Command,
    device::PushResult,
    id::{AgentId, OfferId},
    notification::{Decision, Report, Suppression},
    request::Kind,
    time::{Span, Timestamp},
    trace::Route,
};
use storage::{Popup, PushAttempt, Store, TraceCursor, TraceFilter};
use uuid::Uuid;

use crate::{
    history::{self, ANA, BEN, CLEO, DAN, LAPTOP, SALES, TABLET},
    opened::Opened,
    tables::{assert_same, dump},
    traced::{found, opened, report, search},
};

const BUSY: Decision = Decision::Suppress(Suppression::Busy);

pub async fn each_filter_finds_what_it_names(store: &Store) {
    let mut stage = opened(store).await;
    let carol = stage.receive("Carol").await;
    let carols_time = stage.now;
    let offer = stage.offer_of(carol);
    report(&mut stage, LAPTOP, offer, Report::Received).await;
    stage.now = stage.now + Span::minutes(1);
    stage.receive("Dave").await;

    let line = |customer: &str, agent| (Some(customer.to_owned()), agent);
    let everybody = |customer| {
        [
            line(customer, ANA),
            line(customer, BEN),
            line(customer, DAN),
        ]
    };
    let mut expected = [everybody("Dave"), everybody("Carol")].concat();
    let mut everything = found(&stage, TraceFilter::default()).await;
    everything.sort_by_key(|(customer, agent)| (customer.as_deref() == Some("Carol"), *agent));
    expected.sort_by_key(|(customer, agent)| (customer.as_deref() == Some("Carol"), *agent));
    assert_eq!(everything, expected);

    let bens = vec![line("Dave", BEN), line("Carol", BEN)];
    let anas = vec![line("Carol", ANA)];
    let cases = [
        (with(|filter| filter.agent = Some(BEN)), bens.clone()),
        (with(|filter| filter.agent = Some(CLEO)), vec![]),
        (with(|filter| filter.decision = Some(BUSY)), bens),
        (
            with(|filter| (filter.agent, filter.request) = (Some(ANA), Some(carol))),
            anas.clone(),
        ),
        (
            with(|filter| {
                filter.agent = Some(ANA);
                filter.customer = Some(storage::CustomerSearch::new("aRo", vec![]));
            }),
            anas.clone(),
        ),
        (with(|filter| filter.kind = Some(Kind::InboundChat)), vec![]),
        (
            with(|filter| filter.channel = Some(Route::Page)),
            anas.clone(),
        ),
        (with(|filter| filter.channel = Some(Route::Push)), vec![]),
        (
            with(|filter| {
                filter.decision = Some(Decision::Notify);
                filter.from = Some(carols_time);
                filter.until = Some(carols_time + Span::seconds(1));
            }),
            anas,
        ),
    ];
    for (filter, expected) in cases {
        assert_eq!(found(&stage, filter.clone()).await, expected, "{filter:?}");
    }
}

pub async fn pages_follow_each_other_without_gap_or_overlap(store: &Store) {
    let mut stage = opened(store).await;
    // More than is read at once, and some at the very same time.
    for number in 0..130 {
        stage.receive(&format!("Customer {number}")).await;
        stage.now = stage.now + Span(i64::from(number % 2));
    }
    for filter in [
        TraceFilter::default(),
        TraceFilter {
            agent: Some(DAN),
            ..TraceFilter::default()
        },
    ] {
        let whole = search(&stage, &filter, 1_000).await;
        assert_eq!(whole.next, None);
        let mut lines = Vec::new();
        let mut after: Option<TraceCursor> = None;
        loop {
            let page = TraceFilter {
                after,
                ..filter.clone()
            };
            let page = search(&stage, &page, 7).await;
            lines.extend(page.lines);
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(lines, whole.lines);
        let newest_first = whole.lines.is_sorted_by_key(|line| -line.at.0);
        assert!(newest_first);
    }
}

pub async fn a_decision_says_nothing_about_who_came_later_or_belongs_elsewhere(store: &Store) {
    let mut stage = opened(store).await;
    stage.receive("Carol").await;
    stage.now = stage.now + Span::seconds(1);
    let newcomer = AgentId(Uuid::from_u128(0xe3e));
    let hired = [
        Command::AddAgent {
            agent: newcomer,
            name: "Eve".to_owned(),
            email: "eve@acme.example".to_owned(),
            role: Role::Agent,
            teams: [SALES].into(),
        },
        Command::SignIn { agent: newcomer },
        Command::SetReachability {
            agent: newcomer,
            reachability: Reachability::Reachable,
        },
    ];
    stage.commit(&hired).await.unwrap();
    stage.now = stage.now + Span::minutes(5);
    stage.receive("Dave").await;

    let about = |agent| TraceFilter {
        agent: Some(agent),
        ..TraceFilter::default()
    };
    let carol = Some("Carol".to_owned());
    let of_newcomer = search(&stage, &about(newcomer), 100).await.lines;
    assert!(
        of_newcomer
            .iter()
            .all(|line| line.at > Timestamp(1_000_000)),
        "{of_newcomer:?}"
    );
    assert!(found(&stage, about(BEN)).await.contains(&(carol, BEN)));
    assert_eq!(found(&stage, about(history::SAM)).await, []);
}

pub async fn what_is_too_old_is_forgotten_and_stays_so_after_a_rebuild(store: &Opened) {
    let mut stage = opened(store).await;
    let attempt = |request, offer: OfferId, at| PushAttempt {
        tag: offer.to_string(),
        request,
        agent: ANA,
        device: TABLET,
        at,
        result: PushResult::Accepted,
        popup: Popup::Gone,
    };
    for customer in ["Carol", "Dave"] {
        stage.now = stage.now + Span::days(1);
        let request = stage.receive(customer).await;
        let offer = stage.offer_of(request);
        let pushed = [attempt(request, offer, stage.now)];
        store.put_push_attempts(stage.id, &pushed).await.unwrap();
        report(&mut stage, LAPTOP, offer, Report::Shown).await;
        let connect = Command::Connect {
            agent: ANA,
            request,
        };
        let give_up = Command::NoAnswer {
            agent: ANA,
            request,
        };
        stage.commit(&[connect, give_up]).await.unwrap();
    }
    let before = stage.now - Span::minutes(1);

    store.forget_trace(stage.id, before).await.unwrap();
    store.forget_push_attempts(before).await.unwrap();

    let left = search(&stage, &TraceFilter::default(), 100).await.lines;
    assert!(
        left.iter()
            .all(|line| line.customer.as_deref() == Some("Dave"))
    );
    let told = left.iter().find(|line| line.agent == ANA).expect("Ana");
    assert_eq!(told.deliveries.len(), 2);
    assert!(told.end.is_some());

    let written = dump(store).await;
    assert_eq!(written["delivery"].len(), 1);
    assert_eq!(written["offer_end"].len(), 1);
    // The journal has it all; so has a rebuild, until what is too old is forgotten again.
    stage.rebuild().await;
    assert_eq!(dump(store).await["delivery"].len(), 2);
    store.forget_trace(stage.id, before).await.unwrap();
    assert_same(&written, &dump(store).await, "after a rebuild");
}

fn with(change: impl FnOnce(&mut TraceFilter)) -> TraceFilter {
    let mut filter = TraceFilter::default();
    change(&mut filter);
    filter
}
