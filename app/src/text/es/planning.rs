//! Español: programar llamadas.

use domain::request::Kind;

use crate::text::{Planning, isolated};

#[expect(clippy::match_same_arms, reason = "two sentences may read alike")]
pub fn say(text: Planning<'_>) -> String {
    match text {
        Planning::NothingPlanned => {
            "No hay llamadas programadas. La que programes sonará para ti a su hora."
        }
        Planning::PlanFor(customer) => {
            return format!("Programar una llamada con {customer}", customer = isolated(customer));
        }
        Planning::Kind(kind) => match kind {
            Kind::ScheduledByCustomer => "El cliente eligió esta hora",
            Kind::CallMeBack => "Devolver llamada",
            _ => "Llamada programada",
        },
        Planning::PlannedBy => "Suena primero para",
        Planning::Actions => "Acciones",
        Planning::CustomerName => "Nombre del cliente",
        Planning::EmailOptional => "Correo (opcional)",
        Planning::Date => "Fecha",
        Planning::Time => "Hora",
        Planning::TimeIsIn => "Zona horaria del cliente",
        Planning::ZoneHint => {
            "Tu navegador no dice dónde está. Escribe una ciudad o una zona horaria, como Madrid o Europe/Madrid."
        }
        Planning::NoSuchZone(words) => {
            return format!(
                "No hay ninguna zona horaria llamada {words}. Elige una de la lista, o una ciudad mayor con la misma hora.",
                words = isolated(words)
            );
        }
        Planning::Team => "Equipo",
        Planning::RingsFirstFor => "Suena primero para",
        Planning::ForMe => "Mí, después el equipo",
        Planning::ForTheTeam => "Todo el equipo",
        Planning::You => "Ti",
        Planning::Move => "Cambiar",
        Planning::MoveOf(customer) => {
            return format!(
                "Cambiar la llamada con {customer}",
                customer = isolated(customer)
            );
        }
        Planning::Keep => "Dejarla como está",
        Planning::Cancel => "Anular llamada",
        Planning::CancelOf(customer) => {
            return format!(
                "Anular llamada con {customer}",
                customer = isolated(customer)
            );
        }
        Planning::ForYou(time) => return format!("= {time} para ti"),
        Planning::Scheduled { customer, at } => {
            return format!("Programada: {customer}, {at}", customer = isolated(customer));
        }
        Planning::Moved { customer, at } => {
            return format!("Cambiada: {customer}, {at}", customer = isolated(customer));
        }
        Planning::Cancelled(customer) => {
            return format!("Anulada: {customer}", customer = isolated(customer));
        }
        Planning::JustScheduled => "recién programada",
        Planning::JustMoved => "recién cambiada",
    }
    .to_owned()
}
