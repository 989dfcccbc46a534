//! Español: lo que dice todo formulario.

use crate::text::Forms;

pub fn say(text: Forms) -> String {
    match text {
        Forms::Save => "Guardar",
        Forms::Saving => "Guardando…",
        Forms::Saved => "Guardado",
        Forms::IsBack => "Aquí está de nuevo lo que escribiste. Aún no se ha enviado nada.",
        Forms::Dismiss => "Descartar",
    }
    .to_owned()
}
