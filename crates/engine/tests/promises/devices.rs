//! Devices: what memory knows, the database knows too, if not at once.

use domain::device::{Page, PushSubscription};
use engine::{DeviceNews, KnownDevice};

use crate::{
    faults::{self, DEVICES_BREAK, DEVICES_MENDED},
    history::{ANA, BEN, LAPTOP, TABLET},
    stage::Stage,
};
use domain::time::Span;

#[tokio::test]
async fn what_could_not_be_written_is_written_when_it_is_said_again() {
    let stage = signed_in_on_both().await;
    faults::run(&stage, DEVICES_BREAK).await;
    let rename = || stage.desk.update_device(ANA, LAPTOP, named("Office"));
    rename().await.unwrap_err();
    let subscribe = || stage.desk.subscribe_push(ANA, LAPTOP, address("one"));
    subscribe().await.unwrap_err();
    stage.desk.remove_device(ANA, TABLET).await.unwrap_err();
    rename().await.unwrap_err();

    faults::run(&stage, DEVICES_MENDED).await;
    assert!(rename().await.unwrap());
    assert!(subscribe().await.unwrap());
    stage.desk.remove_device(ANA, TABLET).await.unwrap();

    is_the_same_after_a_restart(stage).await;
}

#[tokio::test]
async fn what_could_not_be_written_is_written_at_leisure_whatever_it_was() {
    let stage = signed_in_on_both().await;
    stage
        .desk
        .subscribe_push(ANA, TABLET, address("tablet"))
        .await
        .unwrap();
    faults::run(&stage, DEVICES_BREAK).await;
    let desk = &stage.desk;
    desk.note_shown(BEN, LAPTOP);
    desk.update_device(ANA, LAPTOP, named("Office"))
        .await
        .unwrap_err();
    desk.unsubscribe_push(ANA, TABLET).await.unwrap_err();
    desk.remove_device(BEN, TABLET).await.unwrap_err();
    desk.note_sign_in(BEN, TABLET, page("fr"))
        .await
        .unwrap_err();
    desk.subscribe_push(BEN, TABLET, address("tablet"))
        .await
        .unwrap_err();
    desk.write_devices().await.unwrap_err();

    faults::run(&stage, DEVICES_MENDED).await;
    desk.write_devices().await.unwrap();
    let of_ben = desk.devices(BEN);
    let tablet = of_ben.iter().find(|known| known.device.id == TABLET);
    assert_eq!(tablet.unwrap().device.page.language, "fr");

    is_the_same_after_a_restart(stage).await;
}

async fn signed_in_on_both() -> Stage {
    let stage = Stage::open().await;
    for agent in [ANA, BEN] {
        for device in [LAPTOP, TABLET] {
            let noted = stage.desk.note_sign_in(agent, device, page("en"));
            noted.await.unwrap();
        }
    }
    stage
}

async fn is_the_same_after_a_restart(stage: Stage) {
    let known = |stage: &Stage| [ANA, BEN].map(|agent| stage.desk.devices(agent));
    let before: [Vec<KnownDevice>; 2] = known(&stage);
    let stage = stage.restart(Span(0)).await;
    assert_eq!(known(&stage), before);
}

fn named(name: &str) -> DeviceNews {
    DeviceNews {
        name: Some(Some(name.to_owned())),
        ..DeviceNews::default()
    }
}

fn page(language: &str) -> Page {
    Page {
        user_agent: "Mozilla/5.0".to_owned(),
        language: language.to_owned(),
        utc_offset: None,
        zone: None,
    }
}

fn address(name: &str) -> PushSubscription {
    PushSubscription {
        endpoint: format!("https://push.example/{name}"),
        p256dh: "a point".to_owned(),
        auth: "a secret".to_owned(),
    }
}
