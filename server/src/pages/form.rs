//! Fields of a posted form, read into the words of the desk.

use std::str::FromStr;

use app::{desk::presses::PRESS, wire::error::AppError};
use domain::{
    id::{AgentId, RequestId},
    sorted::SortedMap,
};
use serde::{
    Deserialize,
    de::{DeserializeOwned, IntoDeserializer, value::Error},
};
use sha2::{Digest, Sha256};

/// In the order in which they were sent.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub struct Fields(Vec<(String, String)>);

/// Never shown again.
const PASSWORD: &str = "password";

impl Fields {
    /// The first of that name.
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

    /// The request that the form is about.
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

    pub fn all(&self) -> &[(String, String)] {
        &self.0
    }

    /// Of this press of the form at `path`: the same for a form that is sent again, another one as soon
    /// as anything in it is. `None` of a form without a token.
    pub fn press(&self, path: &str) -> Option<String> {
        self.get(PRESS).filter(|token| !token.is_empty())?;
        let mut sum = Sha256::new();
        for part in [path].into_iter().chain(
            self.0
                .iter()
                .flat_map(|(name, value)| [name.as_str(), value.as_str()]),
        ) {
            // With its length, so that no two lists of parts read alike.
            sum.update(part.len().to_be_bytes());
            sum.update(part);
        }
        Some(hex::encode(sum.finalize()))
    }

    /// Whose page the form stood on. `None` of a form without a token.
    pub fn agent(&self) -> Option<AgentId> {
        let (agent, _) = self.get(PRESS)?.split_once('.')?;
        agent.parse().ok()
    }

    /// What the page may be filled with again.
    pub fn without_password(self) -> SortedMap<String, String> {
        self.0
            .into_iter()
            .filter(|(name, _)| name != PASSWORD && name != PRESS)
            .collect()
    }
}

/// The page that a form stands on, which is mostly where it is sent to.
pub fn page_of_form(path: &str) -> &str {
    match path {
        "/profile/notifications/devices" => "/profile/notifications",
        "/sign-out" => "/",
        other => other,
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
        assert_eq!(shown.keys().collect::<Vec<_>>(), ["email"]);
    }

    #[test]
    fn a_press_is_told_by_everything_that_was_sent() {
        let sent = |path, pairs: &[(&str, &str)]| fields(pairs).press(path);
        let once = sent("/schedule", &[("press", "a"), ("name", "Maria")]);
        assert!(once.is_some());
        assert_eq!(
            once,
            sent("/schedule", &[("press", "a"), ("name", "Maria")])
        );
        for other in [
            sent("/", &[("press", "a"), ("name", "Maria")]),
            sent("/schedule", &[("press", "b"), ("name", "Maria")]),
            sent("/schedule", &[("press", "a"), ("name", "Mario")]),
            sent("/schedule", &[("press", "an"), ("ame", "Maria")]),
        ] {
            assert!(other.is_some() && other != once);
        }
        assert_eq!(sent("/schedule", &[("name", "Maria")]), None);
        assert_eq!(sent("/schedule", &[("press", ""), ("name", "Maria")]), None);
    }
}
