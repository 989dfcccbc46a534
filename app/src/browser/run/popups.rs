//! Looking for popups, and raising them.

use domain::id::{OfferId, RequestId};

use crate::{
    alert::popup::Popup,
    browser::{ear::Ear, ports::popups::Popups},
    device::sound::Voice,
    reactive::spawn_local,
    tab::{
        heard::{Heard, Outcome},
        why::Why,
    },
};

pub fn look_for(popups: Popups, request: RequestId, offer: OfferId, ear: Ear) {
    spawn_local(async move {
        let tag = offer.to_string();
        let stands = popups.standing_in_time().await.tags().contains(&tag);
        ear.hear(if stands {
            Heard::PopupStands(offer)
        } else {
            Heard::PopupMissing { request, offer }
        });
    });
}

/// The one door by which a popup comes to the screen. The tab has decided its sound, and hears when the system
/// has taken it.
pub fn raise(popups: Popups, popup: Popup, voice: Voice, why: Why, ear: Ear) {
    spawn_local(async move {
        let outcome = match popups.show(&popup, &voice).await {
            Ok(()) => Outcome::Shown,
            Err(_) => Outcome::Refused,
        };
        ear.hear(Heard::Raised {
            why,
            voice,
            outcome,
        });
    });
}
