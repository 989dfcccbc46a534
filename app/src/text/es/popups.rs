//! Español: los avisos.

use domain::request::Kind;

use crate::text::{Popups, duration, isolated, length};

#[expect(clippy::too_many_lines, reason = "one sentence after the other")]
pub fn say(text: Popups<'_>) -> String {
    match text {
        Popups::TestTitle => "Notificación de prueba",
        Popups::TestBody => "Si puedes leer esto, las notificaciones funcionan en este dispositivo",
        Popups::TestFrom(by) => {
            return format!(
                "{by} comprueba si te llegan las notificaciones",
                by = isolated(by)
            );
        }
        Popups::Title(kind) => match kind {
            Kind::NewRequest => "Solicitud nueva",
            Kind::InboundCall => "Llamada entrante",
            Kind::InboundChat => "Chat nuevo",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamada programada, ahora",
            Kind::CallMeBack => "Devolver llamada, ahora",
        },
        Popups::Waiting {
            customer,
            team,
            waiting,
        } => {
            return format!(
                "{customer} · {team} · esperando {}",
                length(waiting),
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::Called {
            customer,
            team,
            ago,
        } => {
            if ago.as_minutes() == 0 {
                return format!(
                    "{} acaba de llamar a {}",
                    isolated(customer),
                    isolated(team)
                );
            }
            return format!(
                "{} llamó a {} hace {}",
                isolated(customer),
                isolated(team),
                duration(ago)
            );
        }
        Popups::Calling { customer, team } => {
            return format!(
                "{customer} está llamando a {team}",
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::Chat { customer, message } => {
            return format!(
                "{customer}: «{message}»",
                customer = isolated(customer),
                message = isolated(message)
            );
        }
        Popups::ChatEmpty { customer, team } => {
            return format!(
                "{customer} quiere chatear con {team}",
                customer = isolated(customer),
                team = isolated(team)
            );
        }
        Popups::PlannedByAgent {
            owner,
            customer,
            at,
            theirs,
        } => {
            let planned = match owner {
                Some(owner) => format!("{owner} tenía", owner = isolated(owner)),
                None => "Tenías".to_owned(),
            };
            let theirs = theirs
                .map(|(time, place)| format!(" ({time} en {place})"))
                .unwrap_or_default();
            return format!(
                "{planned} programada una llamada con {customer} a las {at}{theirs}",
                customer = isolated(customer)
            );
        }
        Popups::PlannedByCustomer { customer, at } => {
            return format!(
                "{customer} pidió que le llamaran a las {at}",
                customer = isolated(customer)
            );
        }
        Popups::CallBack {
            customer,
            attempt,
            of,
            first_asked,
        } => {
            return format!(
                "{customer} · intento {attempt} de {of} · lo pidió a las {first_asked}",
                customer = isolated(customer)
            );
        }
        Popups::CallBackTo(customer) => {
            return format!(
                "Devuelve la llamada a {customer}",
                customer = isolated(customer)
            );
        }
        Popups::DueSince { body, minutes: 1 } => {
            return format!("{body} · era hace 1 minuto");
        }
        Popups::DueSince { body, minutes } => {
            return format!("{body} · era hace {minutes} minutos");
        }
        Popups::Connect => "Conectar",
        Popups::Later => "Más tarde",
        Popups::Over => "Ya no espera",
    }
    .to_owned()
}
