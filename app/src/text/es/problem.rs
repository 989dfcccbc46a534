//! Español: por qué algo no fue posible.

use crate::{
    text::isolated,
    wire::{error::AppError, plan::PlanProblem},
};

pub fn say(error: &AppError) -> String {
    match error {
        AppError::SignedOut => "Tu sesión está cerrada. Vuelve a iniciarla.",
        AppError::TakenBy { name } => return format!("{name} atiende a este cliente", name = isolated(name)),
        AppError::FinishFirst => "Estás con un cliente: acaba primero.",
        AppError::FinishChats => "Una llamada te necesita por completo: acaba antes tus chats.",
        AppError::ChatsFull => "Ya atiendes tantos chats como puedes a la vez: acaba uno primero.",
        AppError::NobodyWaits => "No espera nadie.",
        AppError::NotDueYet => {
            "Aún no es la hora de esta llamada; hasta entonces solo puede empezarla quien la planificó."
        }
        AppError::Over => "Esta solicitud ha terminado.",
        AppError::Forbidden => "Solo pueden verlo supervisores y administradores.",
        AppError::SessionOpen => {
            "Todavía hay un cliente contigo. Acaba o devuélvelo a la cola antes de cerrar la sesión."
        }
        AppError::Refused { reason } => return format!("No fue posible: {reason}."),
        AppError::Plan { problem } => match problem {
            PlanProblem::NameTooLong => "El nombre puede tener 200 caracteres, en una línea.",
            PlanProblem::PhoneNeeded => "Escribe el número al que hay que llamar.",
            PlanProblem::PhoneNotUnderstood => {
                "Eso no es un teléfono. Escríbelo como +34 600 123 456."
            }
            PlanProblem::PhoneHasExtension => {
                "Escribe el número sin su extensión. Puede ir en la nota."
            }
            PlanProblem::PhoneNeedsCountry => {
                "Podrían ser dos números. Escríbelo con + y el prefijo del país."
            }
            PlanProblem::EmailNotUnderstood => {
                "Eso no es una dirección de correo. Puedes dejarla vacía."
            }
            PlanProblem::DateNeeded => "Elige el día de la llamada.",
            PlanProblem::TimeNeeded => "Elige la hora de la llamada, por ejemplo 14:30.",
            PlanProblem::TimeSkipped => {
                "Ese día el reloj se adelanta y esa hora no existe. Elige otra anterior o posterior."
            }
            PlanProblem::ZoneUnknown => "Escribe una zona horaria como Europe/Madrid.",
            PlanProblem::InThePast => "Esa hora ya ha pasado. Elige otra posterior.",
            PlanProblem::NoteTooLong => "La nota puede tener 2000 caracteres.",
            PlanProblem::CustomerWantsNoCalls => {
                "Este cliente no quiere que le llamen: su número está en la lista de no llamar."
            }
            PlanProblem::TeamNeeded => "Elige el equipo al que pertenece la llamada.",
            PlanProblem::NotInThatTeam => {
                "No estás en ese equipo: la llamada no puede sonar primero para ti."
            }
        },
        AppError::Invalid { field, expected } => {
            return format!("El campo {field} necesita {expected}.");
        }
        AppError::Unavailable => "El servidor está demasiado ocupado. Inténtalo dentro de unos segundos.",
        AppError::Transport => "No se pudo llegar al servidor. Comprueba la conexión e inténtalo otra vez.",
    }
    .to_owned()
}
