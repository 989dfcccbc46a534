//! Who the request is from. Every field is optional: a caller may be known by nothing at all.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

use crate::visible::visible;

/// A customer as the request describes them. Values were checked where they came in: text without
/// control characters and at most 200 characters, the phone number in E.164.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, Unpack)]
#[serde(default)]
pub struct Customer {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E.164, such as `+34600123456`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// The same number in groups, such as `+34 600 123 456`: for reading, where its country's way of writing is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_written: Option<String>,
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
    /// The name, if there is anything of it to read.
    pub fn readable_name(&self) -> Option<&str> {
        self.name.as_deref().and_then(visible)
    }

    /// The phone number for who reads it.
    pub fn readable_phone(&self) -> Option<&str> {
        self.phone_written.as_deref().or(self.phone.as_deref())
    }

    /// What a page calls the customer: as [`label`](Self::label), with the number in groups.
    pub fn readable_label(&self) -> Option<&str> {
        self.readable_name()
            .or_else(|| self.readable_phone())
            .or_else(|| self.label())
    }

    /// What to call the customer: the name, else the phone number, else the e-mail address.
    pub fn label(&self) -> Option<&str> {
        self.readable_name()
            .or(self.phone.as_deref())
            .or_else(|| self.email.as_deref().and_then(visible))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_nobody_can_see_is_none() {
        let mut customer = Customer {
            name: Some("\u{200B}\u{3164} ".to_owned()),
            phone: Some("+34600123456".to_owned()),
            ..Customer::default()
        };
        assert_eq!(customer.label(), Some("+34600123456"));
        assert_eq!(customer.readable_label(), Some("+34600123456"));
        customer.phone_written = Some("+34 600 123 456".to_owned());
        assert_eq!(customer.readable_label(), Some("+34 600 123 456"));
        assert_eq!(customer.label(), Some("+34600123456"));
        customer.phone_written = None;
        customer.phone = None;
        assert_eq!(customer.label(), None);
        customer.name = Some("\u{5D3}\u{5E0}\u{5D4}".to_owned());
        assert_eq!(customer.label(), Some("\u{5D3}\u{5E0}\u{5D4}"));
    }
}
