//! Text that must not be shown, and where it is read from: a setting, or the file that a setting names.

use std::{convert::Infallible, fmt, fs, path::PathBuf, str::FromStr};

use super::{error::ConfigError, filled::filled};

/// Text that must not be shown.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// For whoever needs it.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Secret {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl FromStr for Secret {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}

/// What was set, or what is in the file: one of them at most.
///
/// # Errors
/// Both were set, or the file can't be read. `name` is that of the setting.
pub fn read(
    name: &'static str,
    value: Option<String>,
    file: Option<PathBuf>,
) -> Result<Option<String>, ConfigError> {
    let value = filled(value);
    let Some(path) = file.filter(|path| !path.as_os_str().is_empty()) else {
        return Ok(value);
    };
    if value.is_some() {
        return Err(ConfigError::Twice { name });
    }
    match fs::read_to_string(&path) {
        Ok(text) => Ok(filled(Some(text.trim_end().to_owned()))),
        Err(source) => Err(ConfigError::SecretFile { name, path, source }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_does_not_show() {
        assert_eq!(format!("{:?}", Secret::from("ring-the-bell")), "***");
    }
}
