//! Fields of a posted form, read into the words of the desk.

use std::{collections::BTreeMap, str::FromStr};

use app::error::AppError;
use domain::id::RequestId;
use serde::{
    Deserialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error},
};

#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

/// Never shown again.
const PASSWORD: &str = "password";

impl Fields {
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
    }

    /// One of a fixed set of words.
    pub fn word<T: DeserializeOwned>(&self, name: &str) -> Result<T, AppError> {
        let word = self.get(name).unwrap_or_default();
        let read: Result<T, Error> = T::deserialize(word.into_deserializer());
        read.map_err(|error| AppError::Invalid {
            field: name.to_owned(),
            expected: error.to_string(),
        })
    }

    /// The same for a field that an older page, or a script, may not send.
    pub fn word_or<T: DeserializeOwned>(&self, name: &str, usual: T) -> Result<T, AppError> {
        match self.get(name) {
            Some(_) => self.word(name),
            None => Ok(usual),
        }
    }

    pub fn request(&self) -> Result<RequestId, AppError> {
        self.get("request")
            .and_then(|text| text.parse().ok())
            .ok_or_else(|| AppError::Invalid {
                field: "request".to_owned(),
                expected: "the id of a request".to_owned(),
            })
    }

    /// An id in a hidden field.
    pub fn id<T: FromStr>(&self, name: &str) -> Result<T, AppError> {
        let id = self.get(name).and_then(|text| text.parse().ok());
        id.ok_or_else(|| AppError::Invalid {
            field: name.to_owned(),
            expected: "an id".to_owned(),
        })
    }

    /// Whether a box is ticked: browsers send nothing for one that isn't.
    pub fn is_ticked(&self, name: &str) -> bool {
        self.get(name).is_some()
    }

    /// What the page may be filled with again.
    pub fn without_password(self) -> BTreeMap<String, String> {
        self.0
            .into_iter()
            .filter(|(name, _)| name != PASSWORD)
            .collect()
    }
}

/// Whether a page is somebody's own.
pub fn needs_sign_in(path: &str) -> bool {
    path.starts_with("/profile") || path.starts_with("/supervisor") || path == "/schedule"
}

#[cfg(test)]
mod tests {
    use domain::agent::Intent;

    use super::*;

    fn fields(pairs: &[(&str, &str)]) -> Fields {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Fields(pairs.iter().map(own).collect())
    }

    #[test]
    fn a_word_is_read_as_the_stream_writes_it() {
        assert_eq!(
            fields(&[("intent", "break")]).word("intent"),
            Ok(Intent::Break)
        );
        let wrong: Result<Intent, _> = fields(&[("intent", "asleep")]).word("intent");
        let Err(AppError::Invalid { field, .. }) = wrong else {
            panic!("not refused: {wrong:?}");
        };
        assert_eq!(field, "intent");
    }

    #[test]
    fn a_password_is_not_shown_again() {
        let shown = fields(&[("email", "a@b"), ("password", "x")]).without_password();
        assert_eq!(shown.into_keys().collect::<Vec<_>>(), ["email"]);
    }
}
