//! Español: los ajustes de notificaciones.

use domain::{preferences::Privacy, request::Kind, sound::Tune};

use super::remedies;
use crate::text::Settings;

pub fn say(text: Settings) -> String {
    match text {
        Settings::OnThisPage => "En esta página",
        Settings::WhenItRings => "Cuándo suena",
        Settings::PrivacyAndQuiet => "Privacidad y silencio",
        Settings::Unsaved => "Cambios sin guardar",
        Settings::DesktopNotifications => "Notificaciones de escritorio",
        Settings::DesktopNotificationsHelp => {
            "Un aviso del sistema cuando un cliente te necesita, también con esta pestaña en segundo plano."
        }
        Settings::WhileLooking => "También mientras miro el escritorio",
        Settings::WhileLookingHelp => "Si no, solo suena en la lista mientras esta pestaña tiene el foco.",
        Settings::RingMeFor => "Avisarme de",
        Settings::RingMeForHelp => "Lo que quites sigue sonando en la lista, sin aviso.",
        Settings::KindGroup(kind) => match kind {
            Kind::NewRequest => "Solicitudes nuevas",
            Kind::InboundCall => "Llamadas entrantes",
            Kind::InboundChat => "Chats",
            Kind::ScheduledByAgent | Kind::ScheduledByCustomer => "Llamadas programadas",
            Kind::CallMeBack => "Devoluciones de llamada",
        },
        Settings::ClickConnects => "Un clic en el aviso conecta enseguida",
        Settings::ClickConnectsHelp => {
            "Si no, lleva a la solicitud y allí decides. Los botones del propio aviso no cambian."
        }
        Settings::Sound => "Sonido",
        Settings::SoundSystem => "Sonido del sistema",
        Settings::SoundSystemHelp => {
            "El que tu sistema pone a las notificaciones. Donde no pone ninguno, suena Deskbell."
        }
        Settings::SoundChime => "Timbre de Deskbell",
        Settings::SoundChimeHelp => {
            "El mismo en todos los ordenadores, mientras haya un escritorio abierto en ellos."
        }
        Settings::SoundOff => "Sin sonido",
        Settings::Tune => "Melodía",
        Settings::TuneName(tune) => match tune {
            Tune::Bells => "Dos campanas",
            Tune::Stairs => "Escalera",
            Tune::Telephone => "Teléfono",
        },
        Settings::Listen => "Escuchar",
        Settings::Volume => "Volumen",
        Settings::RepeatUntilHandled => "Repetir hasta que se atienda",
        Settings::RepeatUntilHandledHelp => {
            "Una y otra vez, hasta que alguien atienda al cliente o se acabe el tiempo."
        }
        Settings::Privacy => "Qué pueden leer los demás",
        Settings::PrivacyHelp => {
            "Los avisos y los títulos de las pestañas los ve quien pase ante tu pantalla o la siga en una reunión."
        }
        Settings::PrivacyLevel(level) => match level {
            Privacy::Full => "Todo",
            Privacy::Name => "Solo el nombre",
            Privacy::Hidden => "Nada del cliente",
        },
        Settings::PrivacyLevelHelp(level) => match level {
            Privacy::Full => "Nombre o número, y el comienzo de lo que escribió.",
            Privacy::Name => "Ni el número ni nada de lo que escribió.",
            Privacy::Hidden => "Solo que hay un cliente.",
        },
        Settings::QuietHours => "Horas de silencio",
        Settings::QuietHoursHelp => "Cada día, entre estas horas, no llega ningún aviso. La lista suena igualmente, y después un aviso te dice qué espera. La misma hora dos veces significa el día entero.",
        Settings::QuietHoursOn => "Respetar horas de silencio",
        Settings::QuietFrom => "Desde",
        Settings::QuietUntil => "Hasta",
        Settings::QuietZone => "Zona horaria de estas horas",
        Settings::QuietHoursNeedTimes => {
            "Indica desde cuándo y hasta cuándo quieres silencio, por ejemplo de 20:00 a 08:00."
        }
        Settings::BreaksThrough => "Estos llegan de todos modos:",
        Settings::EvenThen(Kind::NewRequest) => "Llegan las solicitudes nuevas",
        Settings::EvenThen(Kind::InboundCall) => "Llegan las llamadas entrantes",
        Settings::EvenThen(Kind::InboundChat) => "Llegan los chats",
        Settings::EvenThen(Kind::ScheduledByAgent | Kind::ScheduledByCustomer) => {
            "Llegan las llamadas programadas"
        }
        Settings::EvenThen(Kind::CallMeBack) => "Llegan las llamadas por devolver",
        Settings::WebPush => "También con Deskbell cerrado (Web Push)",
        Settings::WebPushHelp => {
            "Solo en este dispositivo. Si ninguna página responde en 3 segundos, el servicio push \
             de tu navegador trae el aviso. No puede leer lo que dice."
        }
        Settings::RemindersHelp => {
            "Un aviso cada uno, sin sonar. Llegan cuando estás libre y fuera de tus horas de silencio."
        }
        Settings::UpcomingSwitch => "5 minutos antes de una llamada mía",
        Settings::UpcomingSwitchHelp => "De las llamadas programadas que te suenan primero a ti.",
        Settings::MissedSwitch => "Cuando una solicitud mía ha pasado a otros",
        Settings::MissedSwitchHelp => "Te había sonado solo a ti y no la atendiste.",
        Settings::SavedBut(state) => {
            return format!("Guardado. {}", remedies::reason(state));
        }
    }
    .to_owned()
}
