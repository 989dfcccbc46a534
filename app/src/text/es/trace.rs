//! Español: el registro de avisos.

use domain::{
    notification::{Decision, Suppression},
    trace::Route,
};

use crate::{
    text::{Trace, isolated},
    wire::{
        history::Delivery,
        trace::{ListField, SearchProblem},
    },
};

pub fn say(text: Trace<'_>) -> String {
    match text {
        Trace::Lead => "A quién se avisó de cada solicitud, en qué dispositivo, y a quién no y por qué. Lo más reciente primero.",
        Trace::Search => "Buscar en el registro",
        Trace::Find => "Buscar",
        Trace::MoreFilters => "Más filtros",
        Trace::Filters => "Filtros",
        Trace::RemoveFilter(filter) => return format!("Quitar el filtro {filter}"),
        Trace::Everything => "Mostrar todo",
        Trace::All => "Todos",
        Trace::RequestNumber => "Solicitud (su id)",
        Trace::CustomerOrNumber => "Cliente (nombre o número)",
        Trace::DecisionLabel => "Decisión",
        Trace::ChannelLabel => "Canal",
        Trace::From => "Desde",
        Trace::Until => "Hasta",
        Trace::Zone => "Zona horaria de estas horas",
        Trace::Problem(problem) => return search_problem(problem),
        Trace::Result { decision, delivery } => match (decision, delivery) {
            (Decision::Notify, Delivery::Shown) => "Mostrada",
            (Decision::Notify, Delivery::InPage) => "No mostrada: miraba el escritorio",
            (Decision::Notify, Delivery::Received) => {
                "No mostrada: terminó antes de que pudiera aparecer"
            }
            (Decision::Notify, Delivery::None) => "No mostrada: ningún dispositivo respondió",
            (Decision::Notify, Delivery::Failed(_)) => {
                "No mostrada: ningún dispositivo pudo mostrarla"
            }
            (Decision::Suppress(Suppression::Unreachable), Delivery::Shown) => {
                "Mostrada, por Web Push"
            }
            (Decision::Suppress(Suppression::AlreadySent), _) => "No mostrada otra vez",
            (Decision::Suppress(_) | Decision::Unheard(_), _) => "No mostrada",
        },
        Trace::Reason(decision) => match decision {
            Decision::Notify => "Tocaba mostrar avisos en los dispositivos del agente.",
            Decision::Unheard(Suppression::QuietHours) => {
                "Tenía horas de silencio, y ningún dispositivo conectado."
            }
            Decision::Unheard(Suppression::KindTurnedOff) => {
                "Tenía apagado este tipo, y ningún dispositivo conectado."
            }
            Decision::Unheard(_) => "Tenía apagadas las notificaciones, y ningún dispositivo conectado.",
            Decision::Suppress(reason) => match reason {
                Suppression::NoDistributionRule => "El equipo no tenía regla de distribución.",
                Suppression::OutsideHours => "El equipo estaba cerrado.",
                Suppression::NotSignedIn => "No había iniciado sesión.",
                Suppression::Busy => "Ocupado: con un cliente, o en estado Ocupado.",
                Suppression::Away => "En un descanso.",
                Suppression::NotResponding => "No había respondido a varias ofertas seguidas.",
                Suppression::PutOff => "Había elegido Más tarde, o la había devuelto.",
                Suppression::QuietHours => "Tenía horas de silencio; sonó en la lista.",
                Suppression::TurnedOff => "Tenía apagadas las notificaciones; sonó en la lista.",
                Suppression::KindTurnedOff => "Tenía apagado este tipo; sonó en la lista.",
                Suppression::AlreadySent => "Ya se le había avisado de esta oferta.",
                Suppression::InDigest => "Se le avisó en un resumen; sonó en la lista.",
                Suppression::Unreachable => "Ningún dispositivo conectado; se intentó por Web Push donde está activado.",
            },
        },
        Trace::Channel(channel) => match channel {
            Route::Page => "Una página abierta",
            Route::Push => "Web Push",
        },
        Trace::OnlyAgent(name) => return format!("Solo lo de {name}", name = isolated(name)),
        Trace::OnlyRequest(customer) => return format!("Solo esta solicitud de {customer}", customer = isolated(customer)),
        Trace::Empty => {
            "Todavía no se ha decidido nada. En cuanto llegue una solicitud habrá aquí una línea por cada agente de su equipo: si se le avisó o no, por qué, y qué hizo cada uno de sus dispositivos."
        }
        Trace::NothingFound => {
            "Nada coincide con esta búsqueda. Deja algún campo vacío o amplía las horas. Lo más antiguo de lo que guarda la instalación ya no está."
        }
        Trace::SearchedUntil { rows, at } => {
            return format!("Para esta página se buscó en {rows} decisiones, hasta {at}. «Anteriores» sigue desde ahí.");
        }
        Trace::Older => "Anteriores",
        Trace::Newest => "Lo más reciente",
        Trace::Csv => "Descargar como CSV",
        Trace::CsvHelp { lines } => {
            return format!("Lo que encuentra la búsqueda, como mucho las {lines} líneas más recientes, con horas UTC.");
        }
    }
    .to_owned()
}

fn search_problem(problem: SearchProblem) -> String {
    match problem {
        SearchProblem::RequestNotUnderstood => {
            "Solicitud: escribe el id completo, como 01890a5d-ac96-774b-bcce-b302099a8057."
        }
        SearchProblem::CustomerTooLong => "Cliente: como mucho 200 caracteres.",
        SearchProblem::FromNotUnderstood => {
            "Desde: escribe un día y una hora como 2026-11-22T14:05, o déjalo vacío."
        }
        SearchProblem::UntilNotUnderstood => {
            "Hasta: escribe un día y una hora como 2026-11-22T14:05, o déjalo vacío."
        }
        SearchProblem::UntilBeforeFrom => "Hasta: elige una hora que no sea anterior a Desde.",
        SearchProblem::ZoneUnknown => "Zona horaria: escribe una como Europe/Madrid.",
        SearchProblem::NotInTheList(field) => match field {
            ListField::Agent => "Agente: elige uno de la lista.",
            ListField::Decision => "Decisión: elige una de la lista.",
            ListField::Kind => "Tipo: elige uno de la lista.",
            ListField::Channel => "Canal: elige uno de la lista.",
            ListField::After => "No existe esa página del registro. Busca de nuevo.",
        },
    }
    .to_owned()
}
