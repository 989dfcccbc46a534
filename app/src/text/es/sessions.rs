//! Español: las sesiones.

use domain::request::Outcome;

use crate::{
    text::{Sessions, duration, isolated, length},
    wire::contacts::ContactEnd,
};

pub fn say(text: Sessions<'_>) -> String {
    match text {
        Sessions::Heading => "Sesión",
        Sessions::Dialling => "Conectando",
        Sessions::Bridged => "En conversación",
        Sessions::InChat => "Chat",
        Sessions::WrapUp => "Cierre",
        Sessions::YouAreReady => "Tú",
        Sessions::DialHint => "Marca el número y di después si el cliente contestó.",
        Sessions::NoNumber => "No se conoce ningún teléfono de este cliente.",
        Sessions::ChatHint => "Responde al cliente por los medios de abajo.",
        Sessions::Call(number) => return format!("Llamar al {number}"),
        Sessions::WriteTo(address) => return format!("Escribir a {address}", address = isolated(address)),
        Sessions::Message => "Mensaje",
        Sessions::Answered => "Contestó",
        Sessions::NoAnswer => "No contestó",
        Sessions::End => "Terminar",
        Sessions::HandBack => "Devolver a la cola",
        Sessions::OutcomeLabel => "Resultado",
        Sessions::ChooseOutcome => "Elige un resultado",
        Sessions::OutcomeNeeded => "Elige primero un resultado.",
        Sessions::Outcome(outcome) => self::outcome(outcome),
        Sessions::NoteHint => "Lo que un compañero debería saber la próxima vez.",
        Sessions::ClosesIn(span) => return format!("se cierra automáticamente en {}", length(span)),
        Sessions::MoreTime => "Más tiempo",
        Sessions::NotFiled => "La sesión terminó antes de que se pudiera guardar esto:",
        Sessions::Finish => "Acabar",
        Sessions::ScheduleThis => "Programar una llamada",
        Sessions::DidNotAnswer(customer) => return format!("{customer} no ha contestado.", customer = isolated(customer)),
        Sessions::NoMoreCalls(customer) => {
            return format!("{customer} no ha contestado. No hay más llamadas programadas.", customer = isolated(customer));
        }
        Sessions::CallBackPlanned {
            customer,
            at,
            attempt,
            of,
        } => {
            return format!(
                "{customer} no ha contestado. Nueva llamada programada: {at}, intento {attempt} de {of}.",
                customer = isolated(customer)
            );
        }
        Sessions::ComesBack(customer) => {
            return format!(
                "{customer} vuelve a sonarte en dos minutos, si nadie le atiende antes.",
                customer = isolated(customer)
            );
        }
        Sessions::NothingRingsNow => {
            "Mientras estás con un cliente, las solicitudes nuevas quedan en la lista pero no suenan."
        }
        Sessions::OnlyChatsRingNow => {
            "Mientras chateas, las llamadas quedan en la lista pero no suenan. Los chats suenan mientras puedas atender otro."
        }
        Sessions::Open => "Clientes contigo",
        Sessions::CustomerFacts => "Cliente",
        Sessions::Earlier => "Historial",
        Sessions::EarlierUnknown => "Ahora no se puede leer el historial de este cliente.",
        Sessions::EndOf(end) => match end {
            ContactEnd::Closed(outcome) => self::outcome(outcome),
            ContactEnd::Abandoned => "Sin atender",
            ContactEnd::Expired => "Nadie atendió",
            ContactEnd::Cancelled => "Cancelada",
            ContactEnd::HandedBack => "Devuelta a la cola",
        },
        Sessions::IdleTitle => "Todo listo para el próximo cliente",
        Sessions::IdleLead => {
            "Sigue con tu otro trabajo. Una solicitud nueva suena aquí y, con las notificaciones \
             activadas, como aviso del sistema. Conectar abre al cliente en este lugar."
        }
        Sessions::IdleMany => "Hay clientes esperando",
        Sessions::IdleWaiting(1) => "Espera un cliente",
        Sessions::IdleWaiting(count) => return format!("Esperan {count} clientes"),
        Sessions::IdleWaits { count: 1, longest } => return format!("Desde hace {}.", duration(longest)),
        Sessions::IdleWaits { longest, .. } => return format!("El que más, desde hace {}.", duration(longest)),
        Sessions::IdleRests(time) => return format!("El equipo está cerrado: sonará a las {time}."),
        Sessions::Today => "Hoy",
        Sessions::TodaysCalls => "Llamadas",
        Sessions::TodaysChats => "Chats",
        Sessions::TodaysLast => "La última acabó",
        Sessions::IdleRinging => "Pulsa Conectar en la lista.",
        Sessions::NextCustomer => "Próximo cliente",
        Sessions::HasWaited(span) => return format!("espera desde hace {}", duration(span)),
        Sessions::Teams => "Equipos",
        Sessions::Team => "Equipo",
        Sessions::TeamWaiting => "En espera",
        Sessions::TeamLongest => "Mayor espera",
        Sessions::TeamHasNoRule => "Sin regla de distribución: sus solicitudes se listan y no suenan para nadie",
        Sessions::IdleTurnOn => {
            "Las notificaciones de escritorio están apagadas. Actívalas para que te avisen en otras ventanas:"
        }
        Sessions::IdleTest => "Las notificaciones de escritorio están activadas. Comprueba si te llegan:",
        Sessions::IdleBusy => "Tu estado es Ocupado: las solicitudes quedan en la lista pero no suenan.",
        Sessions::IdleAway => "Estás en un descanso: las solicitudes quedan en la lista pero no suenan.",
    }
    .to_owned()
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Resolved => "Resuelto",
        Outcome::Sale => "Venta",
        Outcome::NoSale => "Sin venta",
        Outcome::FollowUp => "Requiere seguimiento",
        Outcome::NotReachable => "Ilocalizable",
        Outcome::DoNotCall => "No volver a llamar",
        Outcome::CustomerNoAnswer => "El cliente no contestó",
        Outcome::NoOutcomeGiven => "Sin resultado indicado",
    }
}
