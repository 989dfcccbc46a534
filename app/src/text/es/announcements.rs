//! Español: lo que se anuncia.

use super::facts;
use crate::text::{Announcements, isolated};

pub fn say(text: Announcements<'_>) -> String {
    match text {
        Announcements::Arrived { kind, customer } => {
            format!(
                "{} de {customer}",
                facts::kind(kind),
                customer = isolated(customer)
            )
        }
        Announcements::Taken { by, customer } => {
            format!(
                "{by} atiende a {customer}",
                customer = isolated(customer),
                by = isolated(by)
            )
        }
        Announcements::TimedOut(customer) => {
            format!(
                "Nadie atendió a {customer} a tiempo",
                customer = isolated(customer)
            )
        }
        Announcements::Over(customer) => {
            format!(
                "La solicitud de {customer} ha terminado",
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
