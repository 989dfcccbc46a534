//! Where the parts of the page are. Plain links inside it: the browser leads there, and the focus with it.

use leptos::prelude::*;

use super::{privacy_fields, ringing_fields, sound_fields};
use crate::text::{Devices, Language, Settings};

pub const THIS_DEVICE: &str = "this-device";
pub const MY_DEVICES: &str = "my-devices";

pub fn page_index(language: Language) -> AnyView {
    let links: Vec<_> = [
        (THIS_DEVICE, language.say(Devices::ThisDevice)),
        (ringing_fields::ID, language.say(Settings::WhenItRings)),
        (sound_fields::ID, language.say(Settings::Sound)),
        (privacy_fields::ID, language.say(Settings::PrivacyAndQuiet)),
        (MY_DEVICES, language.say(Devices::MyDevices)),
    ]
    .into_iter()
    .map(|(id, title)| {
        // With a target the router leaves the link to the browser.
        view! { <li><a href=format!("#{id}") target="_self">{title}</a></li> }.into_any()
    })
    .collect();
    view! {
        <nav class="page-index" aria-label=language.say(Settings::OnThisPage)>
            <ul>{links}</ul>
        </nav>
    }
    .into_any()
}
