//! Español: las teclas del escritorio.

use crate::text::Shortcuts;

pub fn say(text: Shortcuts) -> String {
    match text {
        Shortcuts::AttendNext => "Atender al siguiente cliente",
        Shortcuts::Rows => "A la fila siguiente, a la anterior",
        Shortcuts::Connect => "Conectar con el cliente de esa fila",
        Shortcuts::Later => "Más tarde, en la fila con el foco",
        Shortcuts::End => "Terminar la conversación",
        Shortcuts::Outcome => "Elegir el resultado en el cierre",
        Shortcuts::Help => "Mostrar estas teclas",
        Shortcuts::Close => "Cerrar lo que esté abierto",
        Shortcuts::Use => "Usar teclas sueltas como atajos en este navegador",
        Shortcuts::Explained => {
            "No hacen nada mientras escribes, tampoco si el campo se cierra entretanto: pulsa antes Tab o Esc."
        }
        Shortcuts::Done => "Cerrar",
    }
    .to_owned()
}
