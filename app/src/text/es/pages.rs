//! Español: cómo se llaman las páginas.

use crate::text::Pages;

pub fn say(text: Pages) -> String {
    match text {
        Pages::Desktop => "Escritorio",
        Pages::PlannedCalls => "Llamadas programadas",
        Pages::ScheduleCall => "Programar una llamada",
        Pages::Notifications => "Notificaciones",
        Pages::NotificationSettings => "Ajustes de notificaciones",
        Pages::History => "Historial de notificaciones",
        Pages::Language => "Idioma y tema",
        Pages::AgentsDevices => "Dispositivos de los agentes",
        Pages::Trace => "Registro de avisos",
        Pages::Loading => "Cargando…",
    }
    .to_owned()
}
