//! English: language and theme.

use crate::{text::Appearance, wire::theme::Theme};

pub fn say(text: Appearance) -> String {
    match text {
        Appearance::Language => "Language",
        Appearance::LanguageHelp => "For the screens and the notifications on this device.",
        Appearance::Theme => "Theme",
        Appearance::ThemeHelp => {
            "For the screens on this device. Popups have the colours of your system."
        }
        Appearance::ThemeName(theme) => match theme {
            Theme::System => "Like the system",
            Theme::Light => "Light",
            Theme::Dark => "Dark",
        },
        Appearance::UseTheme => "Use this theme",
    }
    .to_owned()
}
