//! Español: idioma y tema.

use crate::{text::Appearance, wire::theme::Theme};

pub fn say(text: Appearance) -> String {
    match text {
        Appearance::Language => "Idioma",
        Appearance::LanguageHelp => "Para las pantallas y las notificaciones de este dispositivo.",
        Appearance::Theme => "Tema",
        Appearance::ThemeHelp => {
            "Para las pantallas de este dispositivo. Los avisos tienen los colores de tu sistema."
        }
        Appearance::ThemeName(theme) => match theme {
            Theme::System => "Como el sistema",
            Theme::Light => "Claro",
            Theme::Dark => "Oscuro",
        },
        Appearance::UseTheme => "Usar este tema",
    }
    .to_owned()
}
