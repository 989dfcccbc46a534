//! Español: las listas del escritorio.

use crate::text::{Lists, duration, isolated};

#[expect(clippy::match_same_arms, reason = "two sentences may read alike")]
pub fn say(text: Lists<'_>) -> String {
    match text {
        Lists::Requests => "Solicitudes",
        Lists::Pending => "Pendientes",
        Lists::AvailableSoon => "Próximas",
        Lists::TimedOut => "Sin atender",
        Lists::EmptyPending => "No espera nadie.",
        Lists::EmptyAvailableSoon => "Aquí aparecen las llamadas programadas para los próximos 30 minutos.",
        Lists::EmptyTimedOut => "Aquí aparecen las solicitudes que sonaron y nadie atendió.",
        Lists::Counted { name, count } => return format!("{name}, {count}"),
        Lists::AsOf(at) => return format!("a las {at}"),
        Lists::Beyond(count) => {
            return format!("y {count} más, que aparecen a medida que salen estos");
        }
        Lists::ShowAll { name, count } => return format!("{name}: mostrar los {count}"),
        Lists::AttendNext => "Atender al siguiente cliente",
        Lists::Attending => "Conectando…",
        Lists::Connect => "Conectar",
        Lists::ConnectTo(customer) => return format!("Conectar con {customer}", customer = isolated(customer)),
        Lists::Connecting => "Conectando…",
        Lists::LaterFor(customer) => return format!("Más tarde: {customer}", customer = isolated(customer)),
        Lists::Quoted(words) => return format!("«{words}»", words = isolated(words)),
        Lists::Due { span, at } => return format!("en {} min ({at})", whole_minutes(span)),
        Lists::RingsAt(time) => return format!("cerrado, sonará a las {time}"),
        Lists::IsRinging => "suena",
        Lists::DueNow => "es ahora",
        Lists::Overdue(span) => return format!("era hace {}", duration(span)),
        Lists::OwnedBy(name) => return format!("programada por {name}", name = isolated(name)),
        Lists::OwnedByYou => "programada por ti",
        Lists::NowWithYou => "Este cliente está contigo",
        Lists::NowTaken(by) => return format!("{by} atiende a este cliente", by = isolated(by)),
        Lists::NowOver => "Esta solicitud ha terminado",
        Lists::NowElsewhere(list) => return format!("Ahora en {list}"),
        Lists::StartEarlyTitle => "¿Empezar esta llamada ahora?",
        Lists::StartEarlyQuestion { customer, at } => {
            return format!(
                "La llamada con {customer} está programada para las {at}. Si la empiezas ahora, no sonará a esa hora.",
                customer = isolated(customer)
            );
        }
        Lists::StartEarly => "Empezar ahora",
        Lists::NotYet => "Todavía no",
    }
    .to_owned()
}

fn whole_minutes(span: domain::time::Span) -> i64 {
    ((span.as_seconds() + 59) / 60).max(1)
}
