//! The registration of our service worker, to which popups belong.

use js_sys::Promise;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{JsFuture, future_to_promise};
use web_sys::{ServiceWorkerContainer, ServiceWorkerRegistration};

use crate::{browser::ports::property::property, reactive::spawn_local};

/// Becomes the registration, once it is active. `None` where a page can have no service worker.
pub fn register() -> Option<Promise> {
    let container = container()?;
    let registration = future_to_promise(async move {
        let registering = container.register("/sw.js");
        // It also looks for a newer one, and a popup doesn't wait for that.
        if let Some(known) = known(&container).await {
            spawn_local(async move {
                let _ = JsFuture::from(registering).await;
            });
            return Ok(known.into());
        }
        JsFuture::from(registering).await?;
        JsFuture::from(container.ready()?).await
    });
    // A browser that refuses is told of when a popup is to be shown, not as an error nobody caught.
    let handled = registration.clone();
    spawn_local(async move {
        let _ = JsFuture::from(handled).await;
    });
    Some(registration)
}

pub async fn active(registration: Option<Promise>) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(registration?).await.ok()?.dyn_into().ok()
}

fn container() -> Option<ServiceWorkerContainer> {
    let window = window();
    let navigator = window.navigator();
    let exists = window.is_secure_context() && property(&navigator, "serviceWorker").is_some();
    exists.then(|| navigator.service_worker())
}

/// The service worker of an earlier visit.
async fn known(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container.get_registration()).await.ok()?;
    let found: ServiceWorkerRegistration = found.dyn_into().ok()?;
    found.active().is_some().then_some(found)
}
