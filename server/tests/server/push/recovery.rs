//! Web Push misses nothing: not what was due when the server ended, not what has to be taken back, and
//! not what happened while it could not listen.

use domain::{
    command::{Command, NewRequest},
    customer::Customer,
    event::Actor,
    id::RequestId,
    request::Kind,
    time::{Span, Step, Timestamp},
};
use engine::DeskHandle;
use serde_json::json;

use super::{ana_can_be_pushed, ana_is_unreachable, ringing_offers, service::PushService, until};
use crate::{
    app::{API_KEY, TestApp},
    browser::Browser,
};

const HANDED_OVER: &str = "Web Push: handed to the push service";

/// The same browser, at the address of the server as it runs now.
fn back(app: &TestApp, browser: Browser) -> Browser {
    Browser {
        client: browser.client,
        site: app.browser().site,
    }
}

#[tokio::test]
async fn an_offer_from_before_a_restart_is_sent_after_it() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.post_request("Maria Silva").await;
    let offer = ringing_offers(&browser).await.remove(0);
    app.wait(Span::seconds(2));
    let app = app.restart().await;
    assert!(service.is_idle(), "not before");
    app.wait(Span::seconds(1));

    let message = service.message().await;

    assert_eq!(message.header("ttl"), "17");
    assert_eq!(agent.read(&message)["notification"]["tag"], offer.as_str());
}

#[tokio::test]
async fn what_could_be_offered_to_nobody_before_a_restart_is_told_after_it() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (_, agent) = ana_can_be_pushed(&app, &service).await;
    app.wait(Span::seconds(46));
    ana_is_unreachable(&app).await;
    let request = app.post_request("Maria Silva").await;
    let app = app.restart().await;
    app.wait(Span::seconds(3));

    let message = service.message().await;

    assert_eq!(message.header("ttl"), "17");
    assert_eq!(
        agent.read(&message)["notification"]["tag"],
        request.as_str()
    );
}

#[tokio::test]
async fn what_was_sent_before_a_restart_is_not_sent_again() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    service.message().await;
    until(&browser, HANDED_OVER).await;
    let app = app.restart().await;
    let browser = back(&app, browser);
    app.post_request("Kenji Watanabe").await;
    app.wait(Span::seconds(3));

    let said = agent.read(&service.message().await);

    let body = said["notification"]["body"].as_str().unwrap();
    assert!(body.starts_with("Kenji Watanabe"), "{body}");
    until(&browser, HANDED_OVER).await;
    assert!(service.is_idle());
}

/// Whoever cancels while no server listens is heard all the same.
#[tokio::test]
async fn what_was_sent_before_a_restart_is_taken_back_after_it() {
    for end in [Ends::During, Ends::After] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, agent) = ana_can_be_pushed(&app, &service).await;
        let request: RequestId = app.post_request("Maria Silva").await.parse().unwrap();
        app.wait(Span::seconds(3));
        let first = service.message().await;
        until(&browser, HANDED_OVER).await;
        let cancel = async |desk: &DeskHandle| {
            let cancel = Command::Cancel { request };
            desk.execute(Actor::Operator, cancel).await.unwrap();
        };
        let app = match end {
            Ends::During => app.restart_after(cancel).await,
            Ends::After => {
                let app = app.restart().await;
                cancel(&app.server.state().engine.desks()[0]).await;
                app
            }
        };

        let second = service.message().await;

        assert_eq!(second.header("ttl"), "0");
        assert_eq!(second.header("topic"), first.header("topic"));
        let (first, second) = (agent.read(&first), agent.read(&second));
        assert_eq!(second["notification"]["tag"], first["notification"]["tag"]);
        assert_eq!(second["notification"]["silent"], true);
        let body = &second["notification"]["body"];
        assert_eq!(body, "The request of Maria Silva is over");

        // Once is enough, also for the next server.
        taken_back_is_written(&app).await;
        let app = app.restart().await;
        app.post_request("Kenji Watanabe").await;
        app.wait(Span::seconds(3));
        let said = agent.read(&service.message().await);
        let body = said["notification"]["body"].as_str().unwrap();
        assert!(body.starts_with("Kenji Watanabe"), "{body}");
    }
}

#[derive(Clone, Copy)]
enum Ends {
    During,
    After,
}

async fn taken_back_is_written(app: &TestApp) {
    let engine = &app.server.state().engine;
    let desk = engine.desks()[0].id();
    while !engine
        .store()
        .standing_popups(desk)
        .await
        .unwrap()
        .is_empty()
    {
        tokio::task::yield_now().await;
    }
}

/// It is written down before it is sent, so it can't stand for ever whenever the server ends.
#[tokio::test]
async fn a_message_that_was_on_its_way_when_the_server_ended_is_sent_again_while_it_rings() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (_browser, agent) = ana_can_be_pushed(&app, &service).await;
    service.hangs();
    app.post_request("Maria Silva").await;
    app.wait(Span::seconds(3));
    let first = service.message().await;
    let _app = app.restart().await;
    service.goes_on();

    let second = service.message().await;

    assert_eq!(second.header("topic"), first.header("topic"));
    let (first, second) = (agent.read(&first), agent.read(&second));
    for what in ["tag", "title", "body", "requireInteraction"] {
        assert_eq!(
            second["notification"][what], first["notification"][what],
            "{what}"
        );
    }
}

#[tokio::test]
async fn a_message_that_was_on_its_way_when_the_server_ended_is_taken_back_when_it_is_over() {
    let app = TestApp::start_near_a_push_service().await;
    let mut service = PushService::start().await;
    let (_browser, agent) = ana_can_be_pushed(&app, &service).await;
    service.hangs();
    let request: RequestId = app.post_request("Maria Silva").await.parse().unwrap();
    app.wait(Span::seconds(3));
    let first = service.message().await;
    let _app = app
        .restart_after(async |desk| {
            let cancel = Command::Cancel { request };
            desk.execute(Actor::Operator, cancel).await.unwrap();
        })
        .await;
    service.goes_on();

    let second = agent.read(&service.message().await);

    assert_eq!(second["notification"]["silent"], true);
    let tag = &agent.read(&first)["notification"]["tag"];
    assert_eq!(&second["notification"]["tag"], tag);
}

/// Of what happens at once, this server hears only the last.
#[tokio::test]
async fn what_happened_while_nobody_could_listen_is_sent_and_taken_back_all_the_same() {
    let app = TestApp::start_near_a_push_service_and_lag().await;
    let mut service = PushService::start().await;
    let (browser, agent) = ana_can_be_pushed(&app, &service).await;
    let desk = app.server.state().engine.desks()[0].clone();
    let customers = ["Maria Silva", "Kenji Watanabe"];
    let requests: Vec<_> = customers.iter().map(|name| draft(&desk, name)).collect();
    // Both are in the mailbox before the desk looks into it.
    let [one, two] = &requests[..] else {
        panic!("two customers");
    };
    let receive = |new: &NewRequest| desk.receive(Actor::Operator, new.clone(), None);
    let (first, second) = tokio::join!(receive(one), receive(two));
    assert!(first.is_ok() && second.is_ok());
    app.wait(Span::seconds(3));
    let mut sent = vec![];
    for _ in customers {
        let said = agent.read(&service.message().await);
        sent.push(said["notification"]["body"].as_str().unwrap().to_owned());
    }
    sent.sort();
    assert!(sent[0].starts_with(customers[1]), "{sent:?}");
    assert!(sent[1].starts_with(customers[0]), "{sent:?}");
    until(&browser, HANDED_OVER).await;

    let cancel = |request| desk.execute(Actor::Operator, Command::Cancel { request });
    let (first, second) = tokio::join!(cancel(one.id), cancel(two.id));
    assert!(first.is_ok() && second.is_ok());

    let mut over = vec![];
    for _ in customers {
        let said = agent.read(&service.message().await);
        assert_eq!(said["notification"]["silent"], true);
        over.push(said["notification"]["body"].as_str().unwrap().to_owned());
    }
    over.sort();
    assert!(
        over[0].contains(customers[1]) && over[1].contains(customers[0]),
        "{over:?}"
    );
}

fn draft(desk: &DeskHandle, customer: &str) -> NewRequest {
    NewRequest {
        id: desk.fresh_id(),
        kind: Kind::NewRequest,
        customer: Customer {
            name: Some(customer.to_owned()),
            phone: Some("+14155550123".to_owned()),
            ..Customer::default()
        },
        team: None,
        message: None,
        scheduled_at: None,
        owner: None,
        priority: 0,
    }
}

/// The tag of these is the request's id: there was no offer that could have ended.
#[tokio::test]
async fn what_could_be_offered_to_nobody_is_taken_back_whichever_way_it_ends() {
    for end in ["cancel", "reschedule", "the agent is busy"] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, agent) = ana_can_be_pushed(&app, &service).await;
        app.wait(Span::seconds(46));
        ana_is_unreachable(&app).await;
        let request = app
            .post(&json!({
                "kind": "call_me_back",
                "customer": { "name": "Maria Silva", "phone": "+14155550123" },
            }))
            .await;
        app.wait(Span::seconds(3));
        let first = agent.read(&service.message().await);
        assert_eq!(first["notification"]["tag"], request.as_str());
        until(&browser, HANDED_OVER).await;

        if end == "the agent is busy" {
            browser.ask("status", json!({ "intent": "busy" })).await;
        } else {
            let address = format!("{}/api/v1/requests/{request}/{end}", app.browser().site);
            let told = reqwest::Client::new()
                .post(address)
                .bearer_auth(API_KEY)
                .json(&json!({ "scheduled_at": "2027-01-16T10:00:00Z" }))
                .send()
                .await
                .unwrap();
            assert!(told.status().is_success(), "{end}: {}", told.status());
        }

        let second = agent.read(&service.message().await);

        assert_eq!(second["notification"]["tag"], request.as_str(), "{end}");
        assert_eq!(second["notification"]["silent"], true, "{end}");
    }
}

#[tokio::test]
async fn three_seconds_stay_three_when_the_clock_is_set() {
    for by in [Step(3_600_000), Step(-3_600_000)] {
        let app = TestApp::start_near_a_push_service().await;
        let mut service = PushService::start().await;
        let (browser, agent) = ana_can_be_pushed(&app, &service).await;
        app.post_request("Maria Silva").await;
        app.wait(Span::seconds(1));
        app.clock.set(by);
        stepped(&app, by).await;
        app.wait(Span(1_999));
        // Whoever has something to do when the time moves on does it before this is answered.
        browser.ask("heartbeat", json!({})).await;
        assert!(service.is_idle(), "not before");
        app.wait(Span(1));

        let message = service.message().await;

        assert_eq!(message.header("ttl"), "17", "{by:?}");
        let said = agent.read(&message);
        let body = &said["notification"]["body"];
        assert_eq!(body, "Maria Silva · Sales · waiting 0:03", "{by:?}");
    }
}

/// Until the desk has taken notice of its clock.
async fn stepped(app: &TestApp, by: Step) {
    let begun = Timestamp(1_800_000_000_000);
    let desk = app.server.state().engine.desks()[0].clone();
    let knows = || desk.read(|desk| desk.offers().any(|offer| offer.made_at == begun + by));
    while !knows() {
        tokio::task::yield_now().await;
    }
}
