//! The subscription of this browser with its push service.
//!
//! A push service that can't be reached is normal, and a browser may ask it for a long time: nobody waits
//! for it for ever.

use domain::device::PushSubscription as Written;
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::JSON;
use unpack::Unpack;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    PushManager, PushSubscription, PushSubscriptionOptionsInit, ServiceWorkerRegistration,
};

use super::property::property;

/// A push service that has not answered by then is told of as one that can't be reached.
const PATIENCE_MILLIS: u32 = 8_000;

pub struct PushService(PushManager);

/// What the browser has of its push service.
pub struct Subscription(PushSubscription);

/// As browsers write a subscription.
#[derive(Unpack)]
struct Json {
    endpoint: String,
    keys: Keys,
}

#[derive(Unpack)]
struct Keys {
    p256dh: String,
    auth: String,
}

impl PushService {
    /// `None` where the browser has no Web Push.
    pub fn of(registration: &ServiceWorkerRegistration) -> Option<Self> {
        let manager = property(registration, "pushManager")?;
        manager.dyn_into().ok().map(Self)
    }

    pub async fn existing(&self) -> Option<Subscription> {
        let asked = JsFuture::from(self.0.get_subscription().ok()?);
        match select(asked, TimeoutFuture::new(PATIENCE_MILLIS)).await {
            Either::Left((Ok(found), _)) => found.dyn_into().ok().map(Subscription),
            _ => None,
        }
    }

    /// `key`: the public key of the server, in base64url. `None`: the push service did not answer, or not
    /// with yes.
    pub async fn subscribe(&self, key: &str) -> Option<Written> {
        let options = PushSubscriptionOptionsInit::new();
        options.set_user_visible_only(true);
        options.set_application_server_key(&JsValue::from_str(key));
        let asked = JsFuture::from(self.0.subscribe_with_options(&options).ok()?);
        match select(asked, TimeoutFuture::new(PATIENCE_MILLIS)).await {
            Either::Left((Ok(subscription), _)) => written(&subscription),
            _ => None,
        }
    }
}

impl Subscription {
    pub fn endpoint(&self) -> String {
        self.0.endpoint()
    }

    pub async fn end(&self) {
        let Ok(asked) = self.0.unsubscribe() else {
            return;
        };
        // The browser forgets it at once; telling its push service may take its time.
        let _ = select(JsFuture::from(asked), TimeoutFuture::new(PATIENCE_MILLIS)).await;
    }
}

fn written(subscription: &JsValue) -> Option<Written> {
    let text: String = JSON::stringify(subscription).ok()?.into();
    let Json { endpoint, keys } = unpack::from_str(&text).ok()?;
    Some(Written {
        endpoint,
        p256dh: keys.p256dh,
        auth: keys.auth,
    })
}
