//! Español: los datos de clientes y solicitudes.

use domain::request::Kind;

use super::cities;
use crate::text::{Day, Facts, Weekday, place};

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
            return format!("{} {time}", self::weekday(weekday));
        }
        Facts::Day(day) => return self::day(day),
        Facts::OnDay { day, time } => return format!("{} {time}", self::day(day)),
        Facts::TimeThere { time, place } => return format!("{time} en {place}"),
        Facts::Place(zone) => {
            return cities::say(zone).map_or_else(|| place(zone), ToOwned::to_owned);
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

fn day(day: Day) -> String {
    let (weekday, day, month, year) = match day {
        Day::Today => return "hoy".to_owned(),
        Day::Tomorrow => return "mañana".to_owned(),
        Day::Yesterday => return "ayer".to_owned(),
        Day::Date {
            weekday,
            day,
            month,
            year,
        } => (weekday, day, month, year),
    };
    let weekday = self::weekday(weekday);
    let month = month.of([
        "ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sept", "oct", "nov", "dic",
    ]);
    match year {
        Some(year) => format!("{weekday} {day} {month} {year}"),
        None => format!("{weekday} {day} {month}"),
    }
}

fn weekday(weekday: Weekday) -> &'static str {
    weekday.of(["lun", "mar", "mié", "jue", "vie", "sáb", "dom"])
}
