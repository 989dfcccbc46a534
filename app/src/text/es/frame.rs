//! Español: el marco de cada página.

use domain::agent::Intent;

use crate::text::Frame;

pub fn say(text: Frame<'_>) -> String {
    match text {
        Frame::SkipToContent => "Saltar al contenido",
        Frame::NotFound => "Esta página no existe",
        Frame::NotFoundHelp => {
            "Puede que la dirección esté mal escrita o que la página se haya movido."
        }
        Frame::BackToDesktop => "Volver al escritorio",
        Frame::Connection => "Conexión",
        Frame::Live => "Conectado",
        Frame::Reconnecting => "Reconectando",
        Frame::Offline => "Sin conexión",
        Frame::Since(at) => return format!("desde las {at}"),
        Frame::SoundBlocked => "El sonido está apagado: haz clic para activarlo",
        Frame::Status => "Estado",
        Frame::NotResponding => "Sin respuesta",
        Frame::IsConnecting => "Conectando",
        Frame::OnACall => "En una llamada",
        Frame::InAChat => "En un chat",
        Frame::InWrapUp => "Cierre",
        Frame::ImBack => "He vuelto",
        Frame::Intent(Intent::Available) => "Disponible",
        Frame::Intent(Intent::Busy) => "Ocupado",
        Frame::Intent(Intent::Break) => "Descanso",
        Frame::IntentHint(Intent::Available) => "Las solicitudes suenan",
        Frame::IntentHint(Intent::Busy) => "En la lista, nada suena",
        Frame::IntentHint(Intent::Break) => "Fuera del puesto, nada suena",
        Frame::SignedOut => "sesión cerrada",
        Frame::Profile => "Perfil",
        Frame::KeyboardShortcuts => "Atajos de teclado",
        Frame::SignOut => "Cerrar sesión",
        Frame::NeedsScripts => {
            "Las notificaciones necesitan JavaScript, que está desactivado en este navegador."
        }
        Frame::Notices => "Avisos",
        Frame::NoRuleTitle => "Nada puede sonar para ti.",
        Frame::NoRuleHelp => {
            "No estás en ningún equipo con regla de distribución. Las solicitudes aparecen en la \
             lista pero no suenan; un administrador puede cambiarlo."
        }
        Frame::ConnectionLostTitle => "Se ha perdido la conexión.",
        Frame::ConnectionLostHelp => {
            "Lo que ves puede estar anticuado y nada suena. Deskbell lo sigue intentando solo."
        }
        Frame::PageIsComing => "Cargando la página",
        Frame::PageIsLostTitle => "La página no ha llegado.",
        Frame::PageIsLostHelp => "No se ha podido contactar con el servidor: sigues donde estabas.",
        Frame::TryAgain => "Reintentar",
        Frame::NewReleaseTitle => "Hay una versión nueva de Deskbell en marcha.",
        Frame::Reload => "Recargar",
        Frame::TurnOnHere => "Activar aquí",
    }
    .to_owned()
}
