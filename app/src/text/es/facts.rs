//! Español: los datos de clientes y solicitudes.

use domain::request::Kind;

use crate::text::Facts;

pub fn say(text: Facts<'_>) -> String {
    match text {
        Facts::Customer => "Cliente",
        Facts::SomeCustomer => "Un cliente",
        Facts::Kind(kind) => self::kind(kind),
        Facts::KindChoice(kind) => match kind {
            Kind::ScheduledByAgent => "Llamada programada por un agente",
            Kind::ScheduledByCustomer => "Llamada programada a elección del cliente",
            kind => self::kind(kind),
        },
        Facts::KindLabel => "Tipo",
        Facts::Attempt { attempt, of } => return format!("intento {attempt} de {of}"),
        Facts::Time => "Hora",
        Facts::OnWeekday { weekday, time } => {
            let day = weekday.of(["lun", "mar", "mié", "jue", "vie", "sáb", "dom"]);
            return format!("{day} {time}");
        }
        Facts::Agent => "Agente",
        Facts::Devices => "Dispositivos",
        Facts::Phone => "Teléfono",
        Facts::Email => "Correo electrónico",
        Facts::PreferredLanguage => "Idioma",
        Facts::FirstAsked => "Primera petición",
        Facts::PlannedFor => "Programada para",
        Facts::Priority => "Prioridad",
        Facts::OfPriority(priority) => return format!("prioridad {priority}"),
        Facts::Note => "Nota",
    }
    .to_owned()
}

pub(super) fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::NewRequest => "Solicitud nueva",
        Kind::InboundCall => "Llamada entrante",
        Kind::InboundChat => "Chat",
        Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamada programada",
        Kind::CallMeBack => "Devolver llamada",
    }
}
