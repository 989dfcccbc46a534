//! Passwords and sessions, as far as the desk's own tests need them.

use domain::{
    id::{AgentId, DeviceId},
    time::Span,
};
use storage::{ApiKeyRow, Credential, Expiry, Store, WebSession};
use uuid::Uuid;

use crate::{
    history::{ANA, BEN, LAPTOP},
    stage::Stage,
};

pub async fn a_session_and_its_password_are_kept(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let credential = Credential {
        desk: stage.id,
        agent: ANA,
        password: "a PHC string".to_owned(),
    };
    store
        .put_credential("ana@acme.example", &credential, stage.now)
        .await
        .unwrap();
    let found = store.credential_of(stage.id, ANA).await.unwrap();
    assert_eq!(found, Some(credential));

    let session = WebSession {
        token_hash: "ef".repeat(32),
        desk: stage.id,
        agent: ANA,
        device: LAPTOP,
        created_at: stage.now,
        seen_at: stage.now,
    };
    store.begin_session(&session, None, 3).await.unwrap();
    let found = store.session(&session.token_hash).await.unwrap();
    assert_eq!(found.as_ref(), Some(&session));
    let seen_at = stage.now + Span::minutes(5);
    let seen = [
        (session.token_hash.clone(), seen_at),
        ("00".repeat(32), seen_at),
    ];
    store.touch_sessions(&seen).await.unwrap();
    let earlier = [(session.token_hash.clone(), stage.now)];
    store.touch_sessions(&earlier).await.unwrap();
    let found = store.session(&session.token_hash).await.unwrap();
    assert_eq!(found.map(|found| found.seen_at), Some(seen_at));

    store.end_session(&session.token_hash).await.unwrap();
    store.touch_sessions(&seen).await.unwrap();
    assert_eq!(store.session(&session.token_hash).await.unwrap(), None);
}

fn session(stage: &Stage<'_>, token: &str, agent: AgentId, device: DeviceId) -> WebSession {
    WebSession {
        token_hash: token.repeat(32),
        desk: stage.id,
        agent,
        device,
        created_at: stage.now,
        seen_at: stage.now,
    }
}

const PHONE: DeviceId = DeviceId(Uuid::from_u128(0xf0));

pub async fn a_new_session_on_a_device_ends_what_had_begun_there(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let before = session(&stage, "a1", ANA, LAPTOP);
    let of_somebody_else = session(&stage, "b1", BEN, LAPTOP);
    let elsewhere = session(&stage, "a2", ANA, PHONE);
    for begun in [&before, &elsewhere] {
        let ended = store.begin_session(begun, None, 5).await.unwrap();
        assert_eq!(ended, []);
    }
    let ended = store.begin_session(&of_somebody_else, None, 5).await;
    assert_eq!(ended.unwrap(), [before]);
    let again = session(&stage, "a3", ANA, LAPTOP);
    let ended = store.begin_session(&again, None, 5).await.unwrap();
    assert_eq!(ended, [of_somebody_else]);
    let left = store.session(&elsewhere.token_hash).await.unwrap();
    assert_eq!(left, Some(elsewhere));
}

pub async fn all_sessions_of_an_agent_end_and_no_others(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let phone = session(&stage, "a2", ANA, PHONE);
    let bens = session(&stage, "b1", BEN, LAPTOP);
    for begun in [&phone, &bens] {
        store.begin_session(begun, None, 5).await.unwrap();
    }
    let ended = store.end_sessions_of(stage.id, ANA).await.unwrap();
    assert_eq!(ended, std::slice::from_ref(&phone));
    store.begin_session(&phone, None, 5).await.unwrap();
    let credential = Credential {
        desk: stage.id,
        agent: ANA,
        password: "another PHC string".to_owned(),
    };
    let ended = store.put_credential("ana@acme.example", &credential, stage.now);
    assert_eq!(
        ended.await.unwrap(),
        [phone],
        "a new password ends them too"
    );
    assert!(!store.has_sessions(stage.id, ANA).await.unwrap());
    assert!(store.has_sessions(stage.id, BEN).await.unwrap());
}

pub async fn a_device_that_is_removed_is_signed_in_nowhere(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let (here, there) = (
        session(&stage, "a1", ANA, LAPTOP),
        session(&stage, "a2", ANA, PHONE),
    );
    for begun in [&here, &there] {
        store.begin_session(begun, None, 5).await.unwrap();
    }
    let not_theirs = store.remove_device(stage.id, BEN, LAPTOP).await.unwrap();
    assert_eq!(not_theirs, [""; 0]);
    let ended = store.remove_device(stage.id, ANA, LAPTOP).await.unwrap();
    assert_eq!(ended, [here.token_hash]);
    assert!(store.session(&there.token_hash).await.unwrap().is_some());
}

/// Whichever way it ends. Looking at one is what puts it into memory.
pub async fn a_session_that_was_looked_at_is_known_no_more_once_it_has_ended(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let known = session(&stage, "a1", ANA, LAPTOP);
    let credential = Credential {
        desk: stage.id,
        agent: ANA,
        password: "a PHC string".to_owned(),
    };
    let expiry = Expiry {
        unused_since: stage.now,
        created_before: stage.now,
    };
    let successor = session(&stage, "a2", ANA, PHONE);
    for way in 0..7 {
        store.begin_session(&known, None, 5).await.unwrap();
        let begun = store.session(&known.token_hash).await.unwrap();
        assert_eq!(begun.as_ref(), Some(&known));
        match way {
            0 => store.end_session(&known.token_hash).await.unwrap(),
            1 => drop(store.end_sessions_of(stage.id, ANA).await.unwrap()),
            2 => drop(store.end_expired_sessions(expiry).await.unwrap()),
            3 => drop(store.remove_device(stage.id, ANA, LAPTOP).await.unwrap()),
            4 => {
                let put = store.put_credential("ana@acme.example", &credential, stage.now);
                drop(put.await.unwrap());
            }
            5 => {
                let replaced = Some(known.token_hash.as_str());
                drop(store.begin_session(&successor, replaced, 5).await.unwrap());
            }
            // One more than an agent may have.
            _ => drop(store.begin_session(&successor, None, 1).await.unwrap()),
        }
        let after = store.session(&known.token_hash).await.unwrap();
        assert_eq!(after, None, "way {way}");
        store.end_sessions_of(stage.id, ANA).await.unwrap();
    }
}

/// Wherever in the middle they do.
pub async fn who_goes_away_while_a_session_ends_leaves_no_doubt_behind(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let known = session(&stage, "a1", ANA, LAPTOP);
    for patience in 0.. {
        store.begin_session(&known, None, 5).await.unwrap();
        store.session(&known.token_hash).await.unwrap();
        let polls = async {
            for _ in 0..patience {
                tokio::task::yield_now().await;
            }
        };
        let ended = tokio::select! {
            biased;
            ended = store.end_session(&known.token_hash) => Some(ended),
            () = polls => None,
        };
        // What memory says while nobody knows, ...
        store.session(&known.token_hash).await.unwrap();
        // ... and once the next one writes: now it is known.
        store.prove(stage.now).await.unwrap();
        let said = store.session(&known.token_hash).await.unwrap();
        let counted = store.has_sessions(stage.id, ANA).await.unwrap();
        assert_eq!(said.is_some(), counted, "after {patience} polls");
        if let Some(ended) = ended {
            ended.unwrap();
            assert!(!counted);
            break;
        }
        store.end_sessions_of(stage.id, ANA).await.unwrap();
    }
}

pub async fn a_key_that_was_revoked_opens_nothing_but_is_remembered(store: &Store) {
    let stage = Stage::open(store, 1).await;
    let key = |number: u128, name: &str| ApiKeyRow {
        desk: stage.id,
        id: domain::id::ApiKeyId(Uuid::from_u128(number)),
        name: name.to_owned(),
        hash: format!("{number:064x}"),
        rate: None,
        created_at: stage.now,
        revoked_at: None,
    };
    let (shop, crm) = (key(1, "Shop"), key(2, "CRM"));
    for added in [&shop, &crm] {
        store.add_api_key(added).await.unwrap();
    }
    let later = stage.now + Span::minutes(1);
    for at in [stage.now, later] {
        store.revoke_api_key(stage.id, shop.id, at).await.unwrap();
    }
    assert_eq!(store.api_key(&shop.hash).await.unwrap(), None);
    assert_eq!(store.api_key(&crm.hash).await.unwrap(), Some(crm.clone()));
    assert!(store.is_revoked(&shop.hash).await.unwrap());
    assert!(!store.is_revoked(&crm.hash).await.unwrap());
    let revoked = ApiKeyRow {
        revoked_at: Some(stage.now),
        ..shop
    };
    let known = store.api_keys(stage.id).await.unwrap();
    assert_eq!(known, [revoked, crm]);
}
