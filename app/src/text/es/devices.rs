//! Español: los dispositivos.

use domain::device::Health;

use super::remedies;
use crate::{
    device::state::{DeviceState, PushState},
    text::{Devices, isolated},
};

pub fn say(text: Devices<'_>) -> String {
    match text {
        Devices::ThisDevice => "Este dispositivo",
        Devices::Browser => "Navegador",
        Devices::Permission => "Permiso",
        Devices::PermissionState(state) => match state {
            DeviceState::Unknown => "Comprobando…",
            DeviceState::Granted => "Permitido",
            DeviceState::NotAsked => "Aún sin preguntar",
            DeviceState::Denied => "Bloqueado",
            DeviceState::InsecureOrigin => "Imposible: la dirección no es segura",
            DeviceState::Embedded => "Imposible dentro de otra página",
            DeviceState::Unsupported => "Imposible en este navegador",
        },
        Devices::SendTest => "Enviar notificación de prueba",
        Devices::SeenIt => "Se ha enviado una notificación de prueba. ¿La has visto?",
        Devices::Yes => "Sí",
        Devices::No => "No",
        Devices::SeenYes => "Entonces este dispositivo está listo.",
        Devices::SeenNo => {
            "El navegador hizo su parte, así que tu sistema la retiene. Haz esto y repite la prueba:"
        }
        Devices::SeenNoAgain => "Entonces, lo siguiente, y otra prueba:",
        Devices::TestFailed(state) => {
            return match remedies::reason(state) {
                "" => {
                    "El navegador rechazó la notificación de prueba. Inténtalo otra vez.".to_owned()
                }
                title => format!("No se envió la notificación de prueba. {title}"),
            };
        }
        Devices::WhenClosed => "Con Deskbell cerrado",
        Devices::PushState(state) => match state {
            PushState::Unknown => "Comprobando…",
            PushState::Off => "Desactivado: aquí no llega nada con Deskbell cerrado",
            PushState::NotAllowed => "Imposible mientras no se permitan las notificaciones",
            PushState::Asking => "Preguntando al servicio push de tu navegador…",
            PushState::On => "Los avisos llegan por Web Push mientras el navegador esté en marcha",
            PushState::Unsupported => "Imposible en este navegador",
            PushState::NoService => {
                "No se pudo contactar con el servicio push de tu navegador. Las notificaciones funcionan con una página abierta; pulsa Guardar para intentarlo otra vez."
            }
            PushState::Refused => {
                "El servidor no aceptó el servicio push de tu navegador. Las notificaciones funcionan con una página abierta."
            }
        },
        Devices::MyDevices => "Mis dispositivos",
        Devices::MyDevicesLead => "Cada navegador en el que has iniciado sesión.",
        Devices::ThisOne => "este dispositivo",
        Devices::Added => "Añadido",
        Devices::Seen => "Última conexión",
        Devices::Shown => "Último aviso",
        Devices::Never => "nunca",
        Devices::Health(health) => match health {
            Health::Working => "Listo para mostrar avisos",
            Health::NotSeenLately => "Sin usar desde hace más de una semana",
            Health::NotAllowed(permission) => {
                match remedies::reason(permission.into()) {
                    "" => "Aún no ha dicho si puede mostrar avisos.",
                    title => title,
                }
            }
        },
        Devices::ByWebPush => "Recibe por Web Push con Deskbell cerrado",
        Devices::Name => "Nombre",
        Devices::NameHint => "Déjalo vacío para que lleve el nombre de su navegador.",
        Devices::Rename => "Cambiar nombre",
        Devices::RenameOf(device) => return format!("Cambiar nombre de {device}", device = isolated(device)),
        Devices::Remove => "Quitar",
        Devices::RemoveOf(device) => return format!("Quitar {device}", device = isolated(device)),
        Devices::Change => "Cambiar nombre o quitar",
    }
    .to_owned()
}
