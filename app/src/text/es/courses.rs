//! Español: qué fue de una decisión.

use domain::{
    device::{PushFailure, PushResult},
    notification::{DeviceFailure, Report},
    offer::{Leaving, Withdrawal},
    trace::{Route, Stage},
};

use crate::{
    text::{Courses, isolated},
    wire::trace::Ending,
};

pub fn say(text: Courses<'_>) -> String {
    match text {
        Courses::TimesIn(zone) => return format!("Horas: {zone}"),
        Courses::Step { channel, stage } => match stage {
            Stage::Sent => match channel {
                Route::Page => "Página: enviada",
                Route::Push => "Web Push: enviada",
            },
            Stage::Answered(result) => push_result(result),
            Stage::Reported(report) => match report {
                Report::Received => "recibida",
                Report::Failed(reason) => match reason {
                    DeviceFailure::PermissionDenied => {
                        "falló: el navegador bloquea las notificaciones"
                    }
                    DeviceFailure::PermissionNotAsked => "falló: nunca se pidió el permiso",
                    DeviceFailure::InsecureOrigin => "falló: la dirección no era segura",
                    DeviceFailure::Unsupported => "falló: el navegador no tiene notificaciones",
                    DeviceFailure::Refused => "falló: el navegador la rechazó",
                },
                Report::InPage => "sonó en la lista en pantalla",
                Report::Shown => "mostrada",
                Report::Dismissed => "cerrada por el agente",
                Report::Clicked => "pulsada",
            },
        },
        Courses::Ending(ending) => return trace_ending(ending),
        Courses::RemovedDevice => "Un dispositivo que se quitó",
    }
    .to_owned()
}

fn trace_ending(ending: &Ending) -> String {
    match ending {
        Ending::Taken(by) => return format!("La atendió {by}", by = isolated(&by.name)),
        Ending::TimedOut => "Se agotó el tiempo",
        Ending::Left(why) => match why {
            Leaving::AgentBusy => "Retirada: el agente pasó a estar ocupado",
            Leaving::AgentAway => "Retirada: el agente se tomó un descanso",
            Leaving::SignedOut => "Retirada: el agente cerró la sesión",
            Leaving::PutOff => "Retirada: el agente eligió Más tarde",
            Leaving::NotResponding => "Retirada: el agente no respondió",
        },
        Ending::Withdrawn(why) => match why {
            Withdrawal::NobodyFree => "Retirada: ya no había nadie libre",
            Withdrawal::Cancelled => "Retirada: la solicitud se canceló",
            Withdrawal::Rescheduled => "Retirada: se pasó a otra hora",
            Withdrawal::HandedBack => "Retirada: la devolvieron",
            Withdrawal::RuleRemoved => "Retirada: se quitó la regla de distribución",
        },
    }
    .to_owned()
}

fn push_result(result: PushResult) -> &'static str {
    match result {
        PushResult::Sent => "Web Push: enviada",
        PushResult::Accepted => "Web Push: entregada al servicio push",
        PushResult::Failed(reason) => match reason {
            PushFailure::Gone => "Web Push: el servicio push ya no conocía el dispositivo",
            PushFailure::Busy => "Web Push: el servicio push estaba saturado",
            PushFailure::Refused => "Web Push: el servicio push la rechazó",
            PushFailure::Unreachable => "Web Push: no se pudo contactar con el servicio push",
            PushFailure::Forbidden => "Web Push: la dirección del servicio push no está permitida",
        },
    }
}
