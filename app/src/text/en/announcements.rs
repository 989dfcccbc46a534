//! English: what is announced.

use super::facts;
use crate::text::{Announcements, isolated};

pub fn say(text: Announcements<'_>) -> String {
    match text {
        Announcements::Arrived { kind, customer } => {
            format!(
                "{} from {customer}",
                facts::kind(kind),
                customer = isolated(customer)
            )
        }
        Announcements::Taken { by, customer } => {
            format!(
                "{by} took {customer}",
                customer = isolated(customer),
                by = isolated(by)
            )
        }
        Announcements::TimedOut(customer) => {
            format!(
                "Nobody took {customer} in time",
                customer = isolated(customer)
            )
        }
        Announcements::Over(customer) => {
            format!(
                "The request of {customer} is over",
                customer = isolated(customer)
            )
        }
        Announcements::Title {
            rings,
            kind,
            customer,
        } => {
            format!(
                "({rings}) {}: {customer}",
                facts::kind(kind),
                customer = isolated(customer)
            )
        }
    }
}
