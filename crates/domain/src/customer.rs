//! Who the request is from. Every field is optional: a caller may be known by nothing at all.

use serde::{Deserialize, Serialize};

/// A customer as the request describes them. Values were checked where they came in: text without
/// control characters and at most 200 characters, the phone number in E.164.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Customer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E.164, such as `+34600123456`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// BCP 47 tag, such as `es-ES`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub locale: Option<String>,
    /// IANA name, such as `Europe/Madrid`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time_zone: Option<String>,
}

impl Customer {
    /// What to call the customer: the name, else the phone number, else the e-mail address.
    pub fn label(&self) -> Option<&str> {
        [&self.name, &self.phone, &self.email]
            .into_iter()
            .find_map(|field| field.as_deref())
    }
}
