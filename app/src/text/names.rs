//! What customers are called, as far as the agent lets others read it.

use domain::{customer::Customer, preferences::Privacy};

use super::{Language, Text, undirected};

/// What popups and titles call a customer.
pub fn called(customer: &Customer, privacy: Privacy, language: Language) -> String {
    let (known, otherwise) = match privacy {
        Privacy::Full => (customer.label(), Text::Customer),
        Privacy::Name => (customer.readable_name(), Text::SomeCustomer),
        Privacy::Hidden => (None, Text::SomeCustomer),
    };
    known.map_or_else(
        || language.say(otherwise),
        |known| undirected(known).into_owned(),
    )
}

/// What the agent's own pages call a customer.
pub fn customer_name(customer: &Customer, language: Language) -> String {
    called(customer, Privacy::Full, language)
}
