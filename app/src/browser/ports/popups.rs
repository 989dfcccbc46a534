//! The system's popups, through the service worker: they outlive the tab, and a click on one works
//! without any.

mod options;
mod registration;
mod standing;

use std::{cell::RefCell, rc::Rc};

use futures::future::{Either, select};
use gloo_timers::future::TimeoutFuture;
use js_sys::{Date, Promise};
use wasm_bindgen_futures::JsFuture;
use web_sys::ServiceWorkerRegistration;

use self::options::options;
pub use self::standing::{StandingPopups, TooNew};
use super::locks::{Held, LockManager};
use crate::{
    alert::{plan::TEST_TAG, popup::Popup, settling::Settling},
    device::sound::Voice,
    reactive::spawn_local,
};

/// To show a popup, a browser that takes longer to list those that stand is not waited for.
const PATIENCE_MILLIS: u32 = 1_500;
/// A browser that takes longer to show one lets the others have their turn.
const HELD_MILLIS: u32 = 2_000;
/// To take one away there is more time: a list that comes in between loses what is on its way.
const LONG_PATIENCE_MILLIS: u32 = 10_000;
/// Of every tab and of the service worker (public/sw.js).
const TURN: &str = "deskbell:popups";

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

impl Popups {
    /// Those of our service worker, which is installed if it is not there.
    pub fn register() -> Self {
        Self {
            registration: registration::register(),
            turns: LockManager::of_browser(),
            settling: Rc::default(),
        }
    }

    /// Ends when the system has taken it. Only a [`Voice`] knows what the popup says of sound, and whoever
    /// shows it has that sound made.
    pub async fn show(&self, popup: &Popup, voice: &Voice) -> Result<(), Refused> {
        let registration = self.registration().await.ok_or(Refused)?;
        let turn = self.turn(PATIENCE_MILLIS).await;
        let asked = Date::now();
        let options = options(popup, voice.popup_sound());
        let promise = registration
            .show_notification_with_options(&popup.title, &options)
            .map_err(|_| Refused)?;
        let shown = JsFuture::from(promise);
        let shown = match select(shown, TimeoutFuture::new(HELD_MILLIS)).await {
            Either::Left((shown, _)) => shown,
            Either::Right(((), shown)) => {
                // It may never end, and the others have popups to close.
                drop(turn);
                shown.await
            }
        };
        shown.map_err(|_| Refused)?;
        let taken = Date::now();
        self.settling
            .borrow_mut()
            .note_shown(&popup.tag, asked, taken);
        Ok(())
    }

    /// Those that stand on the screen now, however long the browser takes to list them: what is over must
    /// not stay for that.
    pub async fn standing(&self) -> StandingPopups {
        let registration = self.registration().await;
        let _turn = self.turn(LONG_PATIENCE_MILLIS).await;
        StandingPopups::list(registration, self.settling.clone()).await
    }

    /// None of them where the browser does not say in time: a popup shown twice has the same tag.
    pub async fn standing_in_time(&self) -> StandingPopups {
        let asked = Box::pin(self.standing());
        match select(asked, TimeoutFuture::new(PATIENCE_MILLIS)).await {
            Either::Left((standing, _)) => standing,
            Either::Right(_) => StandingPopups::default(),
        }
    }

    /// Closes every popup of a request, whatever its state.
    pub fn close_all(&self) {
        let popups = self.clone();
        spawn_local(async move {
            loop {
                let standing = popups.standing().await;
                let tags = standing.tags();
                let ours = tags.iter().map(String::as_str);
                let ours = ours.filter(|tag| *tag != TEST_TAG);
                match standing.close(&ours.collect::<Vec<_>>()) {
                    Ok(()) => return,
                    Err(TooNew(wait)) => TimeoutFuture::new(wait).await,
                }
            }
        });
    }

    /// The service worker's, once it is active.
    pub async fn registration(&self) -> Option<ServiceWorkerRegistration> {
        registration::active(self.registration.clone()).await
    }

    /// After a browser that does not come to an end nobody waits for ever.
    async fn turn(&self, patience_millis: u32) -> Option<Held> {
        let turn = Box::pin(self.turns.as_ref()?.take(TURN));
        match select(turn, TimeoutFuture::new(patience_millis)).await {
            Either::Left((turn, _)) => turn,
            Either::Right(_) => None,
        }
    }
}
