//! What became of an offer on each device and for each agent, as the trace has it.

use domain::{
    agent::Intent,
    command::Command,
    device::{PushFailure, PushResult},
    notification::{DeviceFailure, Report},
    offer::Leaving,
    time::{Span, Timestamp},
    trace::{Delivery, End, Route, Stage as Reached, Step},
};
use storage::{Popup, PushAttempt, Store, TraceLine};

use crate::{
    history::{ANA, BEN, DAN, LAPTOP, TABLET},
    traced::{only_line, opened, report},
};

pub async fn each_stage_of_a_device_keeps_the_time_when_it_was_first_reached(store: &Store) {
    let mut stage = opened(store).await;
    let start = stage.now;
    let request = stage.receive("Carol").await;
    let offer = stage.offer_of(request);
    let refused = Report::Failed(DeviceFailure::PermissionDenied);
    for said in [
        Report::Received,
        refused,
        Report::Failed(DeviceFailure::Refused),
        Report::Shown,
        Report::Received,
        Report::Clicked,
    ] {
        report(&mut stage, LAPTOP, offer, said).await;
    }
    report(&mut stage, TABLET, offer, Report::Received).await;

    let after = |seconds| start + Span::seconds(seconds);
    let page = |device, steps| Delivery {
        device,
        channel: Route::Page,
        steps,
    };
    let line = only_line(&stage, ANA, request).await;
    assert_eq!(
        line.deliveries,
        [
            page(
                LAPTOP,
                vec![
                    sent(start),
                    reported(after(1), Report::Received),
                    reported(after(2), refused),
                    reported(after(4), Report::Shown),
                    reported(after(6), Report::Clicked),
                ]
            ),
            page(
                TABLET,
                vec![sent(start), reported(after(7), Report::Received)]
            ),
        ]
    );
}

pub async fn an_offer_ends_for_each_agent_when_and_how_it_did(store: &Store) {
    let mut stage = opened(store).await;
    let free = Command::SetIntent {
        agent: BEN,
        intent: Intent::Available,
    };
    stage.commit(&[free]).await.unwrap();
    let request = stage.receive("Carol").await;
    stage.now = stage.now + Span::seconds(2);
    let (left_at, busy) = (stage.now, Intent::Busy);
    let left = Command::SetIntent {
        agent: BEN,
        intent: busy,
    };
    stage.commit(&[left]).await.unwrap();
    stage.now = stage.now + Span::seconds(3);
    let connect = Command::Connect {
        agent: ANA,
        request,
    };
    stage.commit(&[connect]).await.unwrap();

    let end = |line: TraceLine| line.end;
    assert_eq!(
        end(only_line(&stage, ANA, request).await),
        Some((stage.now, End::Taken(ANA)))
    );
    assert_eq!(
        end(only_line(&stage, BEN, request).await),
        Some((left_at, End::Left(Leaving::AgentBusy)))
    );
    let never_rang = end(only_line(&stage, DAN, request).await);
    assert_eq!(never_rang, None, "notifications off and no device");
}

pub async fn a_message_by_web_push_is_a_delivery_of_its_own(store: &Store) {
    let mut stage = opened(store).await;
    let request = stage.receive("Carol").await;
    let offer = stage.offer_of(request);
    let later = |seconds| stage.now + Span::seconds(seconds);
    let (sent_at, answered_at, shown_at) = (later(3), later(4), later(5));
    let attempt = |device, at, result| PushAttempt {
        tag: offer.to_string(),
        request,
        agent: ANA,
        device,
        at,
        result,
        popup: Popup::MayStand,
    };
    let failed = PushResult::Failed(PushFailure::Gone);
    for attempts in [
        vec![attempt(LAPTOP, sent_at, PushResult::Sent)],
        vec![
            attempt(LAPTOP, answered_at, PushResult::Accepted),
            attempt(TABLET, sent_at, PushResult::Sent),
        ],
        vec![attempt(TABLET, answered_at, failed)],
    ] {
        stage
            .store
            .put_push_attempts(stage.id, &attempts)
            .await
            .unwrap();
    }
    stage.now = shown_at - Span::seconds(1);
    report(&mut stage, LAPTOP, offer, Report::Shown).await;

    let answered = |result| Step {
        at: answered_at,
        stage: Reached::Answered(result),
    };
    let push = |device, steps| Delivery {
        device,
        channel: Route::Push,
        steps,
    };
    assert_eq!(
        only_line(&stage, ANA, request).await.deliveries,
        [
            push(
                LAPTOP,
                vec![
                    sent(sent_at),
                    answered(PushResult::Accepted),
                    reported(shown_at, Report::Shown),
                ]
            ),
            push(TABLET, vec![sent(sent_at), answered(failed)]),
        ]
    );
}

fn reported(at: Timestamp, report: Report) -> Step {
    Step {
        at,
        stage: Reached::Reported(report),
    }
}

fn sent(at: Timestamp) -> Step {
    Step {
        at,
        stage: Reached::Sent,
    }
}
