//! The system's popups, through the service worker: they outlive the tab, and a click on one works
//! without any.

mod raise;

use std::{cell::RefCell, rc::Rc};

use domain::id::{OfferId, RequestId};
use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Array, Date, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise, spawn_local};
use web_sys::{
    Notification, NotificationOptions, ServiceWorkerContainer, ServiceWorkerRegistration, Window,
};

pub use self::raise::raise;
use super::platform::{Held, LockManager, property};
use crate::{
    alert::{plan::TEST_TAG, settling::Settling},
    device::sound::PopupSound,
};

const ICON: &str = "/icon-192.png";
/// To show a popup, a browser that takes longer to list those that stand is not waited for.
const PATIENCE_MILLIS: u32 = 1_500;
/// To take one away there is more time: a list that comes in between loses what is on its way.
const LONG_PATIENCE_MILLIS: u32 = 10_000;
/// Of every tab and of the service worker (public/sw.js).
const TURN: &str = "deskbell:popups";

pub struct Popup {
    pub tag: String,
    pub title: String,
    pub body: String,
    /// What it is about; nothing but the desktop, if there is none.
    pub about: Option<About>,
}

pub struct About {
    pub request: RequestId,
    /// What rings; nothing does in a reminder.
    pub offer: Option<OfferId>,
    /// What a click on the popup itself does.
    pub click: Click,
    /// The popup's buttons, the most important first. Systems show as many as they like.
    pub buttons: Vec<Button>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Click {
    /// Leads to the request.
    Opens,
    Connects,
}

pub struct Button {
    pub action: Action,
    pub label: String,
}

/// What a button does, by the name that the service worker hears (public/sw.js).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Connect,
    /// Puts the request off; nothing is opened.
    Later,
}

impl Action {
    fn name(self) -> &'static str {
        match self {
            Self::Connect => "connect",
            Self::Later => "later",
        }
    }
}

/// This browser has no service worker for us, or its system no popups.
#[derive(Clone, Copy, Debug)]
pub struct Refused;

#[derive(Clone)]
pub struct Popups {
    /// Becomes the registration, once it is active.
    registration: Option<Promise>,
    /// What is held while the browser shows a popup, or lists them. Chromium forgets a popup for good
    /// when it is asked for its list while the popup is on its way to the screen: nobody could close it
    /// then.
    turns: Option<LockManager>,
    /// Those that this tab showed a moment ago.
    settling: Rc<RefCell<Settling>>,
}

/// The popups that stand on the screen now.
#[derive(Default)]
pub struct OpenPopups {
    list: Vec<Notification>,
    settling: Rc<RefCell<Settling>>,
}

/// After so many milliseconds the popups that could not be closed yet can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooNew(pub u32);

impl Popups {
    pub fn register(window: &Window) -> Self {
        let navigator = window.navigator();
        if !window.is_secure_context() || property(&navigator, "serviceWorker").is_none() {
            return Self::of(None, window);
        }
        let container = navigator.service_worker();
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
        Self::of(Some(registration), window)
    }

    /// Those of a service worker that is already there; none is installed for it.
    pub fn existing(window: &Window) -> Self {
        let navigator = window.navigator();
        if !window.is_secure_context() || property(&navigator, "serviceWorker").is_none() {
            return Self::of(None, window);
        }
        let registration = navigator.service_worker().get_registration();
        Self::of(Some(registration), window)
    }

    fn of(registration: Option<Promise>, window: &Window) -> Self {
        Self {
            registration,
            turns: LockManager::of(window),
            settling: Rc::default(),
        }
    }

    /// After a browser that does not come to an end nobody waits for ever.
    async fn turn(&self, patience_millis: u32) -> Option<Held> {
        let turn = Box::pin(self.turns.as_ref()?.take(TURN));
        match select(turn, TimeoutFuture::new(patience_millis)).await {
            Either::Left((turn, _)) => turn,
            Either::Right(_) => None,
        }
    }

    /// Ends when the system has taken it. Not for anybody but [`raise`](fn@raise), which makes the sound.
    async fn show(&self, popup: &Popup, sound: PopupSound) -> Result<(), Refused> {
        let registration = self.registration().await.ok_or(Refused)?;
        let _turn = self.turn(PATIENCE_MILLIS).await;
        let asked = Date::now();
        let promise = registration
            .show_notification_with_options(&popup.title, &options(popup, sound))
            .map_err(|_| Refused)?;
        JsFuture::from(promise).await.map_err(|_| Refused)?;
        let taken = Date::now();
        self.settling
            .borrow_mut()
            .note_shown(&popup.tag, asked, taken);
        Ok(())
    }

    /// However long the browser takes to list them: what is over must not stay for that.
    pub async fn open(&self) -> OpenPopups {
        let registration = self.registration().await;
        let _turn = self.turn(LONG_PATIENCE_MILLIS).await;
        OpenPopups {
            list: open(registration).await,
            settling: self.settling.clone(),
        }
    }

    /// None of them where the browser does not say in time: a popup shown twice has the same tag.
    pub async fn open_in_time(&self) -> OpenPopups {
        let asked = Box::pin(self.open());
        match select(asked, TimeoutFuture::new(PATIENCE_MILLIS)).await {
            Either::Left((open, _)) => open,
            Either::Right(_) => OpenPopups::default(),
        }
    }

    /// Closes every popup of a request, whatever its state.
    pub fn close_all(&self) {
        let popups = self.clone();
        spawn_local(async move {
            loop {
                let open = popups.open().await;
                let tags = open.tags();
                let ours = tags.iter().map(String::as_str);
                let ours = ours.filter(|tag| *tag != TEST_TAG);
                match open.close(&ours.collect::<Vec<_>>()) {
                    Ok(()) => return,
                    Err(TooNew(wait)) => TimeoutFuture::new(wait).await,
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
        self.list.iter().filter_map(Notification::tag).collect()
    }

    /// Those of them that can be closed already.
    ///
    /// # Errors
    /// Some can't: they have to be looked at again.
    pub fn close(&self, tags: &[&str]) -> Result<(), TooNew> {
        let now = Date::now();
        let settling = self.settling.borrow();
        let mut longest = 0;
        for popup in &self.list {
            let Some(tag) = popup.tag().filter(|tag| tags.contains(&tag.as_str())) else {
                continue;
            };
            let shown = property(popup, "timestamp").and_then(|value| value.as_f64());
            match settling.wait(&tag, shown, now) {
                0 => popup.close(),
                wait => longest = longest.max(wait),
            }
        }
        if longest == 0 {
            Ok(())
        } else {
            Err(TooNew(longest))
        }
    }
}

/// The service worker of an earlier visit.
async fn known(container: &ServiceWorkerContainer) -> Option<ServiceWorkerRegistration> {
    let found = JsFuture::from(container.get_registration()).await.ok()?;
    let found: ServiceWorkerRegistration = found.dyn_into().ok()?;
    found.active().is_some().then_some(found)
}

async fn active(registration: Option<Promise>) -> Option<ServiceWorkerRegistration> {
    JsFuture::from(registration?).await.ok()?.dyn_into().ok()
}

async fn open(registration: Option<ServiceWorkerRegistration>) -> Vec<Notification> {
    let Some(Ok(promise)) = registration.map(|registration| registration.get_notifications())
    else {
        return vec![];
    };
    let Ok(list) = JsFuture::from(promise).await else {
        return vec![];
    };
    Array::from(&list)
        .iter()
        .filter_map(|popup| popup.dyn_into().ok())
        .collect()
}

fn options(popup: &Popup, sound: PopupSound) -> NotificationOptions {
    let options = NotificationOptions::new();
    options.set_tag(&popup.tag);
    options.set_body(&popup.body);
    options.set_icon(ICON);
    if sound == PopupSound::Silent {
        // Said only when it is so: false would be taken for a wish.
        options.set_silent(Some(true));
    }
    let rings = popup
        .about
        .as_ref()
        .is_none_or(|about| about.offer.is_some());
    // Whoever is away from the desk for a minute finds it still there. It is closed when it is over.
    options.set_require_interaction(rings);
    if popup.tag == TEST_TAG {
        // Pressed again, it is to be seen again.
        options.set_renotify(true);
    }
    if let Some(about) = &popup.about {
        options.set_data(&data(about));
        options.set_actions(&buttons(about));
    }
    options
}

/// What the service worker reads after a click.
fn data(about: &About) -> JsValue {
    let click = match about.click {
        Click::Opens => "open",
        Click::Connects => "connect",
    };
    let request = about.request.to_string();
    let mut fields = vec![("request", request.as_str()), ("click", click)];
    let offer = about.offer.map(|offer| offer.to_string());
    fields.extend(offer.as_deref().map(|offer| ("offer", offer)));
    object(&fields)
}

/// Browsers without buttons overlook them, and those with too few leave out the last.
fn buttons(about: &About) -> Array {
    about
        .buttons
        .iter()
        .map(|button| object(&[("action", button.action.name()), ("title", &button.label)]))
        .collect()
}

fn object(fields: &[(&str, &str)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        // Setting a property of a plain object can't fail.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    object.into()
}
