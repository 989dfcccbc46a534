//! What the pages of a browser look like: their language and their colours.

use crate::wire::theme::Theme;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Appearance {
    Language,
    LanguageHelp,
    Theme,
    ThemeHelp,
    ThemeName(Theme),
    UseTheme,
}
