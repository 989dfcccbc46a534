//! Español: por qué un dispositivo no muestra nada, y qué hacer.

use crate::{
    device::{remedy::Step, state::DeviceState, user_agent::UserAgent},
    text::Remedies,
};

pub fn say(text: Remedies<'_>) -> String {
    match text {
        Remedies::Reason(state) => reason(state),
        Remedies::Step { step, browser } => return self::step(step, browser),
    }
    .to_owned()
}

/// Nada cuando no pasa nada.
pub(super) fn reason(state: DeviceState) -> &'static str {
    match state {
        DeviceState::NotAsked => "Las notificaciones aún no están permitidas en este dispositivo.",
        DeviceState::Denied => {
            "Las notificaciones de Deskbell están bloqueadas: este navegador no tiene permiso."
        }
        DeviceState::InsecureOrigin => "Las notificaciones necesitan una dirección segura.",
        DeviceState::Embedded => "Las notificaciones no funcionan dentro de otra página.",
        DeviceState::Unsupported => "Este navegador no puede mostrar notificaciones.",
        DeviceState::Granted | DeviceState::Unknown => "",
    }
}

/// Donde aparece, `app` es el nombre que el sistema da al navegador.
#[expect(
    clippy::too_many_lines,
    reason = "a catalogue: one step after the other"
)]
fn step(step: Step, browser: &UserAgent) -> String {
    let app = browser.app_name().unwrap_or("tu navegador");
    match step {
        Step::AnswerAllow => "Tu navegador preguntará: responde Permitir.",
        Step::SecureAddress => {
            "Abre Deskbell por una dirección que empiece por https://, o pídesela a tu administrador."
        }
        Step::OwnTab => "Abre Deskbell en su propia pestaña.",
        Step::CurrentBrowser => {
            "Usa un Chrome, Edge, Firefox o Safari actual, fuera de una ventana privada."
        }
        Step::IfIpad => {
            "En un iPad, con iPadOS 16.4 o posterior, añade Deskbell a la pantalla de inicio:"
        }
        Step::Share => {
            "Toca Compartir, el cuadrado con la flecha, junto a la dirección o en el menú."
        }
        Step::AddToHomeScreen => "Elige Añadir a pantalla de inicio.",
        Step::OpenFromHomeScreen => {
            "Abre Deskbell desde la pantalla de inicio, inicia sesión y activa allí las notificaciones."
        }
        Step::SiteIcon => "Pulsa el icono a la izquierda de la dirección.",
        Step::ChromeAllow => {
            "Pon Notificaciones en Permitir. Si no aparece, está allí en Configuración del sitio."
        }
        Step::EdgeAllow => "En Permisos para este sitio, pon Notificaciones en Permitir.",
        Step::FirefoxUnblock => "Quita el bloqueo junto a Enviar notificaciones.",
        Step::AndroidAllowSite => "Pulsa Permisos, después Notificaciones, y permítelas.",
        Step::AndroidFirefoxAllow => {
            "Pulsa Bloqueado junto a Notificaciones, para que diga Permitido."
        }
        Step::SafariAllow => {
            "Abre Safari › Ajustes › Sitios web › Notificaciones y elige Permitir para esta dirección."
        }
        Step::OtherAllow => {
            "Permite las notificaciones de esta dirección en los ajustes de tu navegador."
        }
        Step::SaveAgain => "Pulsa otra vez Guardar en los ajustes de notificaciones y responde Permitir.",
        Step::WindowsAllow => {
            return format!(
                "Abre Configuración › Sistema › Notificaciones y activa Notificaciones y, en la \
                 lista de abajo, {app}."
            );
        }
        Step::MacAllow => {
            return format!(
                "Abre Ajustes del Sistema › Notificaciones › {app} y activa Permitir notificaciones."
            );
        }
        Step::MacAllowHelper => {
            return format!(
                "Haz lo mismo con la segunda entrada, {app} Helper (Alerts): de ella salen los \
                 avisos que esperan tu respuesta."
            );
        }
        Step::MacAllowSite => "Haz lo mismo con la entrada que lleva esta dirección.",
        Step::LinuxAllow => {
            return format!("En los ajustes del escritorio, en Notificaciones, activa {app}.");
        }
        Step::LinuxService => {
            "Si tu entorno no tiene esos ajustes, inicia un servicio de notificaciones como dunst o mako."
        }
        Step::AndroidAllow => {
            return format!("Abre Ajustes › Aplicaciones › {app} › Notificaciones y actívalas.");
        }
        Step::IosAllow => {
            "Abre Ajustes › Notificaciones › Deskbell y activa Permitir notificaciones. Si Deskbell \
             no está ahí, añádelo primero a la pantalla de inicio y ábrelo desde ella."
        }
        Step::SystemAllow => {
            return format!("En los ajustes del sistema, permite las notificaciones de {app}.");
        }
        Step::WindowsQuiet => {
            "Abre Configuración › Sistema › Notificaciones, desactiva No molestar y termina cualquier sesión de concentración."
        }
        Step::WindowsPriority => {
            return format!(
                "O añade allí {app} en Establecer notificaciones de prioridad: así podrá interrumpirte."
            );
        }
        Step::MacQuiet => {
            "Desactiva el modo de concentración en el Centro de control, arriba a la derecha."
        }
        Step::MacFocus => {
            return format!(
                "O deja pasar {app}: Ajustes del Sistema › Modos de concentración › tu modo › Apps permitidas."
            );
        }
        Step::MacSharing => {
            "Si compartes o duplicas la pantalla, permite también entonces las notificaciones: Ajustes del Sistema › Notificaciones."
        }
        Step::LinuxQuiet => {
            "Desactiva No molestar, en el menú de notificaciones o del reloj del panel."
        }
        Step::AndroidQuiet => "Desliza desde arriba y desactiva No molestar.",
        Step::IosQuiet => {
            "Abre Ajustes › Modos de concentración y desactívalo, o deja pasar allí a Deskbell."
        }
        Step::SystemQuiet => "Desactiva lo que mantenga tu sistema en silencio.",
        Step::WindowsCentre => {
            "Pulsa la tecla Windows y N: ahí está lo que llegó sin aviso a la vista."
        }
        Step::MacCentre => {
            "Haz clic en el reloj, arriba a la derecha: ahí está lo que llegó sin aviso a la vista."
        }
        Step::Restart => {
            return format!(
                "Cierra todas las ventanas de {app}, vuelve a abrirlo y repite la prueba."
            );
        }
        Step::TellAdmin => {
            "Di a tu administrador qué navegador y qué sistema se nombran arriba. Hasta entonces ten el \
             escritorio a la vista: la lista, el título y el icono también avisan."
        }
    }
    .to_owned()
}
