//! Español: el historial de notificaciones.

use domain::notification::{Decision, DeviceFailure, Suppression};

use crate::{
    text::History,
    wire::history::{Delivery, HistoryEntry},
};

pub fn say(text: History<'_>) -> String {
    match text {
        History::Lead => {
            "Qué pasó con cada solicitud que pudo haber sonado para ti, la más reciente primero."
        }
        History::Empty => "Todavía no ha sonado nada para ti.",
        History::Result => "Resultado",
        History::Entry(entry) => result(entry),
        History::Advice(entry) => advice(entry),
    }
    .to_owned()
}

fn result(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "Mostrada",
            Delivery::InPage => "No mostrada: estabas mirando el escritorio",
            Delivery::Received => "No mostrada: terminó antes de que pudiera aparecer",
            Delivery::None => "No mostrada: ningún dispositivo tuyo respondió",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => {
                    "No mostrada: el navegador bloquea las notificaciones"
                }
                DeviceFailure::PermissionNotAsked => {
                    "No mostrada: en el dispositivo nunca se permitieron las notificaciones"
                }
                DeviceFailure::InsecureOrigin => "No mostrada: la dirección no era segura",
                DeviceFailure::Unsupported => "No mostrada: el navegador no tiene notificaciones",
                DeviceFailure::Refused => "No mostrada: el navegador la rechazó",
            },
        },
        Decision::Suppress(reason) | Decision::Unheard(reason) => match reason {
            Suppression::NoDistributionRule => {
                "No mostrada: tu equipo no tiene regla de distribución"
            }
            Suppression::OutsideHours => "No mostrada: tu equipo estaba cerrado",
            Suppression::PutOff => "No mostrada: la habías aplazado",
            Suppression::QuietHours => "No mostrada: a esa hora tienes silencio",
            Suppression::NotSignedIn => "No mostrada: no habías iniciado sesión",
            Suppression::Busy => "No mostrada: estabas ocupado",
            Suppression::Away => "No mostrada: estabas en un descanso",
            Suppression::NotResponding => {
                "No mostrada: no habías respondido a varias solicitudes seguidas"
            }
            Suppression::TurnedOff => "No mostrada: las notificaciones estaban apagadas",
            Suppression::KindTurnedOff => {
                "No mostrada: las notificaciones de este tipo estaban apagadas"
            }
            Suppression::AlreadySent => "No mostrada: ya se te había avisado",
            Suppression::InDigest => "No mostrada: un resumen te avisó de todo lo que esperaba",
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "Mostrada, por Web Push"
            }
            Suppression::Unreachable => "No mostrada: ningún dispositivo tuyo estaba conectado",
        },
    }
}

fn advice(entry: &HistoryEntry) -> &'static str {
    match entry.decision {
        Decision::Notify => match entry.delivery {
            Delivery::Shown => "El sistema aceptó el aviso. Si no lo viste, envía una prueba.",
            Delivery::InPage => {
                "Sonó en la lista. Si además quieres un aviso, activa También mientras miro el escritorio."
            }
            Delivery::Received => {
                "No hay nada que hacer: alguien fue más rápido o el cliente se fue."
            }
            Delivery::None => "Deja abierta una pestaña del escritorio y el ordenador despierto.",
            Delivery::Failed(reason) => match reason {
                DeviceFailure::PermissionDenied => {
                    "En ese dispositivo, abre los ajustes de notificaciones: dicen cómo permitirlas."
                }
                DeviceFailure::PermissionNotAsked => {
                    "En ese dispositivo, pulsa Activar aquí y responde Permitir."
                }
                DeviceFailure::InsecureOrigin => "Abre Deskbell por una dirección con https://.",
                DeviceFailure::Unsupported => "Usa un Chrome, Edge, Firefox o Safari actual.",
                DeviceFailure::Refused => {
                    "Envía una notificación de prueba; si también falla, reinicia el navegador."
                }
            },
        },
        Decision::Unheard(_) => {
            "Tampoco sonó en la lista: ningún dispositivo tuyo estaba conectado. Deja abierta una pestaña del escritorio."
        }
        Decision::Suppress(reason) => match reason {
            Suppression::NoDistributionRule => {
                "Pide a un administrador que añada una regla de distribución al equipo."
            }
            Suppression::OutsideHours => {
                "No hay nada que hacer: suena cuando abra el equipo. Antes puedes atenderla desde la lista."
            }
            Suppression::PutOff => {
                "No hay nada que hacer: vuelve a sonar a los dos minutos de pulsar Más tarde o de devolverla."
            }
            Suppression::QuietHours => {
                "Sonó en la lista. Para tener un aviso a esa hora, cambia tus horas de silencio."
            }
            Suppression::NotSignedIn => "Inicia sesión cuando quieras que te avise.",
            Suppression::Busy => {
                "Nada suena mientras estás con un cliente o tu estado es Ocupado. Ponte Disponible cuando estés libre."
            }
            Suppression::Away => "Pon tu estado en Disponible cuando vuelvas.",
            Suppression::NotResponding => {
                "Toca el escritorio, o pulsa He vuelto, y se te volverá a preguntar."
            }
            Suppression::TurnedOff => {
                "Sonó en la lista. Para tener un aviso, activa Notificaciones de escritorio."
            }
            Suppression::KindTurnedOff => {
                "Sonó en la lista. Para tener un aviso, activa este tipo."
            }
            Suppression::AlreadySent => "No hay nada que hacer: una solicitud suena una sola vez.",
            Suppression::InDigest => {
                "No hay nada que hacer: lo que espera antes de que llegues se avisa de una vez."
            }
            Suppression::Unreachable if entry.delivery == Delivery::Shown => {
                "No había ninguna página conectada, así que el aviso llegó por el servicio push de tu navegador."
            }
            Suppression::Unreachable => {
                "Deja abierta una pestaña del escritorio y el ordenador despierto."
            }
        },
    }
}
