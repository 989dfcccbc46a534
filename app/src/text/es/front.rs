//! Español: la portada y el inicio de sesión.

use crate::{text::Front, wire::form::SignInProblem};

pub fn say(text: Front) -> String {
    match text {
        Front::Title => "El escritorio de agente que te avisa",
        Front::Lead => {
            "Sigue con tu trabajo. En cuanto un cliente te necesita aparece una notificación de \
             escritorio, y un clic os pone en contacto."
        }
        Front::Once => "Una sola vez",
        Front::OnceHelp => "Una notificación por dispositivo, por muchas pestañas que haya abiertas.",
        Front::Gone => "Desaparece cuando termina",
        Front::GoneHelp => {
            "La atiende un compañero o el cliente desiste: todos sus avisos se cierran solos, en cada pantalla."
        }
        Front::Explained => "Con explicación",
        Front::ExplainedHelp => "De cada solicitud puedes leer por qué sonó, o por qué no.",
        Front::ExampleTeam => "Ventas",
        Front::ExampleTime => "espera 0:04",
        Front::Language => "Idioma",
        Front::SignIn => "Iniciar sesión",
        Front::SignInHint => "Recibes notificaciones mientras tienes la sesión iniciada.",
        Front::Next => "Siguiente",
        Front::Password => "Contraseña",
        Front::Connect => "Entrar",
        Front::SigningInAs => "Inicias sesión como",
        Front::AnotherEmail => "Usar otro correo",
        Front::Problem(problem) => return sign_in_problem(problem),
        Front::FormIsKept => "Tu sesión ha terminado. Lo que escribiste se conserva: inicia sesión y volverá a estar ahí.",
    }
    .to_owned()
}

fn sign_in_problem(problem: SignInProblem) -> String {
    match problem {
        SignInProblem::InsecureAddress => {
            "Esta dirección no es segura: tu navegador no mantendría la sesión iniciada ni mostraría \
             notificaciones. Abre Deskbell por una dirección con https://."
        }
        SignInProblem::EmailNeeded => {
            "Escribe tu correo electrónico, por ejemplo ana@empresa.example."
        }
        SignInProblem::PasswordNeeded => "Escribe tu contraseña.",
        SignInProblem::WrongEmailOrPassword => "El correo o la contraseña no son correctos.",
        SignInProblem::TooManyTries { wait_seconds } => {
            return format!(
                "Demasiados intentos. Espera {} e inténtalo otra vez.",
                wait(wait_seconds)
            );
        }
        SignInProblem::Unavailable => {
            "Ahora no es posible iniciar sesión. Inténtalo dentro de unos segundos."
        }
    }
    .to_owned()
}

fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "un segundo".to_owned(),
        2..=90 => format!("{seconds} segundos"),
        _ => format!("{} minutos", seconds.div_ceil(60)),
    }
}
