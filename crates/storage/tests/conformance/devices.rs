//! Devices and their push subscriptions.

use domain::{
    device::{Device, Page, Permission, PushSubscription},
    switch::Switch,
    time::Span,
};
use storage::{DeviceRow, Store};

use crate::{
    history::{ANA, BEN, LAPTOP},
    opened::Opened,
    stage::Stage,
    tables::{assert_same, dump},
};

fn subscription(endpoint: &str) -> PushSubscription {
    PushSubscription {
        endpoint: format!("https://push.example/{endpoint}"),
        p256dh: "a point".to_owned(),
        auth: "a secret".to_owned(),
    }
}

fn page() -> Page {
    Page {
        user_agent: "Mozilla/5.0".to_owned(),
        language: "es".to_owned(),
        utc_offset: Some(-330),
        zone: None,
    }
}

async fn subscriptions(store: &Store, stage: &Stage<'_>) -> Vec<(DeviceRow, Option<String>)> {
    let mut rows: Vec<_> = store
        .devices(stage.id)
        .await
        .unwrap()
        .into_iter()
        .map(|row| {
            let endpoint = row.push.clone().map(|push| push.endpoint);
            (row, endpoint)
        })
        .collect();
    rows.sort_by_key(|(row, _)| row.agent);
    rows
}

pub async fn a_device_is_kept_as_it_was_last_written(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let mut laptop = Device::new(LAPTOP, page(), stage.now);
    store.add_device(stage.id, ANA, &laptop).await.unwrap();
    laptop.name = Some("Office".to_owned());
    laptop.page.utc_offset = None;
    laptop.page.zone = Some("America/St_Johns".parse().unwrap());
    laptop.seen_at = stage.now + Span::minutes(1);
    laptop.shown_at = Some(stage.now + Span::seconds(1));
    laptop.permission = Permission::Granted;
    laptop.web_push = Switch::Off;
    store
        .put_devices(stage.id, &[(ANA, laptop.clone())])
        .await
        .unwrap();
    let kept = DeviceRow {
        agent: ANA,
        device: laptop.clone(),
        push: None,
    };
    assert_eq!(store.devices(stage.id).await.unwrap(), [kept]);

    store.remove_device(stage.id, ANA, LAPTOP).await.unwrap();
    store.put_devices(stage.id, &[(ANA, laptop)]).await.unwrap();
    assert_eq!(store.devices(stage.id).await.unwrap(), []);
}

pub async fn a_push_address_belongs_to_who_used_the_browser_last(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let laptop = Device::new(LAPTOP, page(), stage.now);
    let devices = [(ANA, laptop.clone()), (BEN, laptop)];
    for (agent, device) in &devices {
        store.add_device(stage.id, *agent, device).await.unwrap();
    }
    let put = async |agent, endpoint| {
        store
            .put_push_subscription(stage.id, agent, LAPTOP, &subscription(endpoint), stage.now)
            .await
            .unwrap();
    };
    let endpoints = async || {
        let rows = subscriptions(store, &stage).await;
        rows.into_iter()
            .map(|(row, endpoint)| (row.agent, endpoint))
            .collect::<Vec<_>>()
    };
    let of = |name: &str| Some(format!("https://push.example/{name}"));

    put(ANA, "one").await;
    put(ANA, "two").await;
    assert_eq!(endpoints().await, [(ANA, of("two")), (BEN, None)]);
    put(BEN, "two").await;
    assert_eq!(endpoints().await, [(ANA, None), (BEN, of("two"))]);
    // What is known of the device is written again and again; that leaves the address alone.
    store.put_devices(stage.id, &devices).await.unwrap();
    assert_eq!(endpoints().await, [(ANA, None), (BEN, of("two"))]);
    store.remove_device(stage.id, BEN, LAPTOP).await.unwrap();
    assert_eq!(endpoints().await, [(ANA, None)]);
    put(ANA, "two").await;
    assert_eq!(endpoints().await, [(ANA, of("two"))]);
    store
        .remove_push_subscription(stage.id, ANA, LAPTOP)
        .await
        .unwrap();
    assert_eq!(endpoints().await, [(ANA, None)]);
    put(ANA, "three").await;
    store.remove_all_push_subscriptions().await.unwrap();
    assert_eq!(endpoints().await, [(ANA, None)]);
}

pub async fn the_state_can_be_rebuilt_although_agents_have_devices(store: &Opened) {
    let stage = Stage::open(store, 1).await;
    let laptop = Device::new(LAPTOP, page(), stage.now);
    store.add_device(stage.id, ANA, &laptop).await.unwrap();
    store
        .put_push_subscription(stage.id, ANA, LAPTOP, &subscription("one"), stage.now)
        .await
        .unwrap();
    let written = dump(store).await;
    stage.rebuild().await;
    assert_same(&written, &dump(store).await, "with a device");
    assert!(store.devices(stage.id).await.unwrap()[0].push.is_some());
}
