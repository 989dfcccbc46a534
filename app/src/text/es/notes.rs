//! Español: las notas, que no suenan.

use crate::text::{Notes, isolated};

pub fn say(text: Notes<'_>) -> String {
    match text {
        Notes::DigestTitle(1) => "Hay 1 solicitud esperando",
        Notes::DigestTitle(waiting) => return format!("Hay {waiting} solicitudes esperando"),
        Notes::DigestBody(longest) => return format!("La más antigua, desde hace {longest}"),
        Notes::UpcomingTitle(1) => "Llamada en 1 minuto",
        Notes::UpcomingTitle(minutes) => return format!("Llamada en {minutes} minutos"),
        Notes::UpcomingBody { customer, at } => return format!("{customer} a las {at}", customer = isolated(customer)),
        Notes::AgentMissedTitle(agent) => return format!("{} no contesta", isolated(agent)),
        Notes::AgentMissedBody(customer) => {
            return format!("Ningún dispositivo suyo contesta desde hace un minuto, y tiene a {}", isolated(customer));
        }
        Notes::MissedTitle => "Has perdido una solicitud",
        Notes::MissedBody {
            customer,
            after,
            taken_by,
        } => {
            let taken_by = taken_by.map_or_else(
                || "No la atendió nadie".to_owned(),
                |name| format!("La atendió {name}", name = isolated(name)),
            );
            return format!("{customer} pasó a tu equipo tras {after}. {taken_by}.", customer = isolated(customer));
        }
        Notes::SigningOutTitle(1) => "Tu sesión se cerrará en 1 minuto",
        Notes::SigningOutTitle(minutes) => {
            return format!("Tu sesión se cerrará en {minutes} minutos");
        }
        Notes::SigningOutBody => "Abre Deskbell e inicia sesión de nuevo para seguir disponible",
        Notes::NotRespondingTitle => "No se te pregunta",
        Notes::NotRespondingHelp => "Sonaron aquí varias solicitudes seguidas y nadie las atendió. Toca el escritorio, o pulsa He vuelto, y volverán a sonar.",
        Notes::Reminders => "Recordatorios",
        Notes::SignInAgain => "Iniciar sesión de nuevo",
        Notes::Show => "Mostrar",
        Notes::Dismiss(title) => return format!("Descartar: {title}"),
    }
    .to_owned()
}
