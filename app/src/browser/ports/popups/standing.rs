//! The popups that stand on the screen at one moment, and closing them.

use std::{cell::RefCell, rc::Rc};

use js_sys::{Array, Date};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, ServiceWorkerRegistration};

use crate::{alert::settling::Settling, browser::ports::property::property};

#[derive(Default)]
pub struct StandingPopups {
    list: Vec<Notification>,
    /// Those that this tab showed a moment ago.
    settling: Rc<RefCell<Settling>>,
}

/// After so many milliseconds the popups that could not be closed yet can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooNew(pub u32);

impl StandingPopups {
    /// None where there is no service worker.
    pub async fn list(
        registration: Option<ServiceWorkerRegistration>,
        settling: Rc<RefCell<Settling>>,
    ) -> Self {
        Self {
            list: list(registration).await.unwrap_or_default(),
            settling,
        }
    }

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

async fn list(registration: Option<ServiceWorkerRegistration>) -> Option<Vec<Notification>> {
    let listing = registration?.get_notifications().ok()?;
    let list = JsFuture::from(listing).await.ok()?;
    let list = Array::from(&list);
    let popups = list.iter().filter_map(|popup| popup.dyn_into().ok());
    Some(popups.collect())
}
