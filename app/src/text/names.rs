//! What customers are called, as far as the agent lets others read it.

use domain::{customer::Customer, preferences::Privacy, view::Row};

use super::{Facts, Language, undirected};

/// What popups and titles call a customer.
pub fn called(customer: &Customer, privacy: Privacy, language: Language) -> String {
    let (known, otherwise) = match privacy {
        Privacy::Full => (customer.label(), Facts::Customer),
        Privacy::Name => (customer.readable_name(), Facts::SomeCustomer),
        Privacy::Hidden => (None, Facts::SomeCustomer),
    };
    read_as(known, otherwise, language)
}

/// What the agent's own pages call a customer.
pub fn customer_name(customer: &Customer, language: Language) -> String {
    read_as(customer.readable_label(), Facts::Customer, language)
}

/// Of a row that may not have come yet.
pub fn customer_of(row: Option<&Row>, language: Language) -> String {
    row.map_or_else(
        || language.say(Facts::Customer),
        |row| customer_name(&row.customer, language),
    )
}

fn read_as(known: Option<&str>, otherwise: Facts<'_>, language: Language) -> String {
    known.map_or_else(
        || language.say(otherwise),
        |known| undirected(known).into_owned(),
    )
}
