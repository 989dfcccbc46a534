//! The system's popups, through the service worker: they outlive the tab, and a click on one works
//! without any.

use js_sys::{Array, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{Notification, NotificationOptions, ServiceWorkerRegistration, Window};

use domain::id::RequestId;

use super::platform::property;
use crate::notifier_plan::TEST_TAG;

const ICON: &str = "/icon-192.png";

pub struct Popup {
    pub tag: String,
    pub title: String,
    pub body: String,
    /// What a click leads to; the desktop as it is, if there is none.
    pub request: Option<RequestId>,
    /// The label of the button that connects, if there is one.
    pub connect: Option<String>,
}

/// This browser has no service worker for us, or its system no popups.
#[derive(Clone, Copy, Debug)]
pub struct Refused;

pub struct Popups {
    /// Becomes the registration, once it is active.
    registration: Option<Promise>,
}

/// The popups that stand on the screen now.
#[derive(Default)]
pub struct OpenPopups(Vec<Notification>);

impl Popups {
    pub fn register(window: &Window) -> Self {
        let navigator = window.navigator();
        if !window.is_secure_context() || property(&navigator, "serviceWorker").is_none() {
            return Self { registration: None };
        }
        let container = navigator.service_worker();
        let registration = future_to_promise(async move {
            JsFuture::from(container.register("/sw.js")).await?;
            JsFuture::from(container.ready()?).await
        });
        // A browser that refuses is told of when a popup is to be shown, not as an error nobody caught.
        let handled = registration.clone();
        spawn_local(async move {
            let _ = JsFuture::from(handled).await;
        });
        Self {
            registration: Some(registration),
        }
    }

    /// Those of a service worker that is already there; none is installed for it.
    pub fn existing(window: &Window) -> Self {
        let navigator = window.navigator();
        if !window.is_secure_context() || property(&navigator, "serviceWorker").is_none() {
            return Self { registration: None };
        }
        Self {
            registration: Some(navigator.service_worker().get_registration()),
        }
    }

    /// Ends when the system has taken it.
    pub async fn show(&self, popup: &Popup) -> Result<(), Refused> {
        let registration = self.registration().await.ok_or(Refused)?;
        let promise = registration
            .show_notification_with_options(&popup.title, &options(popup))
            .map_err(|_| Refused)?;
        JsFuture::from(promise).await.map(drop).map_err(|_| Refused)
    }

    pub async fn open_tags(&self) -> OpenPopups {
        open(self.registration().await).await
    }

    /// Closes every popup of a request, whatever its state.
    pub fn close_all(&self) {
        let registration = self.registration.clone();
        spawn_local(async move {
            let open = open(active(registration).await).await;
            for tag in open.tags() {
                if tag != TEST_TAG {
                    open.close(&tag);
                }
            }
        });
    }

    pub async fn registration(&self) -> Option<ServiceWorkerRegistration> {
        active(self.registration.clone()).await
    }
}

impl OpenPopups {
    pub fn tags(&self) -> Vec<String> {
        self.0.iter().filter_map(Notification::tag).collect()
    }

    pub fn close(&self, tag: &str) {
        for popup in &self.0 {
            if popup.tag().as_deref() == Some(tag) {
                popup.close();
            }
        }
    }
}

async fn active(registration: Option<Promise>) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(registration?).await.ok()?.dyn_into().ok()
}

async fn open(registration: Option<ServiceWorkerRegistration>) -> OpenPopups {
    let Some(Ok(promise)) = registration.map(|registration| registration.get_notifications())
    else {
        return OpenPopups::default();
    };
    let Ok(list) = JsFuture::from(promise).await else {
        return OpenPopups::default();
    };
    OpenPopups(
        Array::from(&list)
            .iter()
            .filter_map(|popup| popup.dyn_into().ok())
            .collect(),
    )
}

fn options(popup: &Popup) -> NotificationOptions {
    let options = NotificationOptions::new();
    options.set_tag(&popup.tag);
    options.set_body(&popup.body);
    options.set_icon(ICON);
    // Whoever is away from the desk for a minute finds it still there. It is closed when it is over.
    options.set_require_interaction(true);
    if popup.tag == TEST_TAG {
        // Pressed again, it is to be seen again.
        options.set_renotify(true);
    }
    if let Some(request) = popup.request {
        options.set_data(&data(request, &popup.tag));
    }
    if let Some(label) = &popup.connect {
        options.set_actions(&Array::of1(&object(&[
            ("action", "connect"),
            ("title", label),
        ])));
    }
    options
}

/// What the service worker reads after a click.
fn data(request: RequestId, offer: &str) -> JsValue {
    object(&[("request", &request.to_string()), ("offer", offer)])
}

fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}
