//! Español: a quién llegan los avisos.

use crate::text::{Reach, isolated};

pub fn say(text: Reach<'_>) -> String {
    match text {
        Reach::Lead => {
            "A quién llegan los avisos y a quién no. Una prueba aparece en cada dispositivo del agente que esté conectado."
        }
        Reach::LastShown => "Último aviso",
        Reach::Test => "Prueba",
        Reach::WorkingDevices { working, known } => {
            return match working {
                1 => format!("1 de {known} funciona"),
                _ => format!("{working} de {known} funcionan"),
            };
        }
        Reach::NoWorkingDevice => "Ningún dispositivo funciona",
        Reach::NoDeviceKnown => "Nunca ha iniciado sesión.",
        Reach::NotificationsOff => "El agente tiene desactivadas las notificaciones de escritorio.",
        Reach::Unreachable => {
            "Ilocalizable: ningún dispositivo responde, así que nada suena hasta que alguno lo haga."
        }
        Reach::SendTestTo(agent) => return format!("Enviar una prueba a {agent}", agent = isolated(agent)),
        Reach::SendTest => "Enviar una prueba",
        Reach::TestSentBy { by, at } => return format!("Enviada por {by}, {at}.", by = isolated(by)),
        Reach::TestWaiting => "Esperando respuesta…",
        Reach::TestShown { shown, asked } => {
            return match asked {
                1 if shown == 1 => "Mostrada en el dispositivo conectado.".to_owned(),
                1 => "No mostrada en el dispositivo conectado.".to_owned(),
                _ => format!("Mostrada en {shown} de {asked} dispositivos conectados."),
            };
        }
        Reach::NobodyConnected => {
            "Ningún dispositivo de este agente está conectado: no se ha enviado nada."
        }
    }
    .to_owned()
}
