//! The one door by which a popup comes to the screen. Nobody else can show one, so there is none whose
//! sound was not decided, and none that was decided and not made.

use super::{Popup, Refused};
use crate::browser::{chime, tab::Tab};

/// Ends when the system has taken it.
pub async fn raise(tab: &Tab, popup: &Popup) -> Result<(), Refused> {
    let voice = chime::voice_of(tab);
    tab.popups.show(popup, voice.popup_sound()).await?;
    let offer = popup.about.as_ref().and_then(|about| about.offer);
    chime::sound(tab, &voice, offer);
    Ok(())
}
