//! Light or dark: what a browser is set to, unless somebody chose one for Deskbell.

/// Kept by the browser in a cookie, so that the server draws the first frame in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// In the cookie, in the form and in `<html data-theme>`.
    pub fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == name)
    }

    /// What `<meta name="color-scheme">` says.
    pub fn color_scheme(self) -> &'static str {
        match self {
            Self::System => "light dark",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// When the colours of `other`, light or dark, are those of the page: the `media` of its `<meta name="theme-color">`.
    pub fn media_of(self, other: Self) -> &'static str {
        match (self, other) {
            (Self::System, Self::Dark) => "(prefers-color-scheme: dark)",
            (Self::System, _) => "(prefers-color-scheme: light)",
            _ if self == other => "all",
            _ => "not all",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_colour_of_the_browsers_own_bars_counts() {
        assert_eq!(Theme::Dark.media_of(Theme::Dark), "all");
        assert_eq!(Theme::Dark.media_of(Theme::Light), "not all");
        assert_ne!(
            Theme::System.media_of(Theme::Light),
            Theme::System.media_of(Theme::Dark)
        );
        for theme in Theme::ALL {
            assert_eq!(Theme::named(theme.name()), Some(theme));
        }
        assert_eq!(Theme::named("sepia"), None);
    }
}
