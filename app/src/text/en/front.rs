//! English: the front page and signing in.

use crate::{text::Front, wire::form::SignInProblem};

pub fn say(text: Front) -> String {
    match text {
        Front::Title => "The agent desktop that rings you",
        Front::Lead => {
            "Do other work. The moment a customer needs you, a real desktop notification appears, \
             and one click connects the two of you."
        }
        Front::Once => "Once",
        Front::OnceHelp => "One notification a device, however many tabs are open.",
        Front::Gone => "Gone when it is over",
        Front::GoneHelp => {
            "Taken by a colleague, or the customer gave up: every popup of it closes by itself, on every screen."
        }
        Front::Explained => "Explained",
        Front::ExplainedHelp => "For every request you can read why it rang, or why it did not.",
        Front::ExampleTeam => "Sales",
        Front::ExampleTime => "waiting 0:04",
        Front::Language => "Language",
        Front::SignIn => "Sign in",
        Front::SignInHint => "You receive notifications while you are signed in.",
        Front::Next => "Next",
        Front::Password => "Password",
        Front::Connect => "Connect",
        Front::SigningInAs => "Signing in as",
        Front::AnotherEmail => "Use another e-mail",
        Front::Problem(problem) => return sign_in_problem(problem),
        Front::FormIsKept => {
            "Your sign-in has ended. What you typed is kept: sign in, and it is there again."
        }
    }
    .to_owned()
}

fn sign_in_problem(problem: SignInProblem) -> String {
    match problem {
        SignInProblem::InsecureAddress => {
            "This address is not secure, so your browser would not keep you signed in, nor show \
             notifications. Open Deskbell by an address with https://."
        }
        SignInProblem::EmailNeeded => "Enter your e-mail address, such as ana@company.example.",
        SignInProblem::PasswordNeeded => "Enter your password.",
        SignInProblem::WrongEmailOrPassword => "E-mail or password is wrong.",
        SignInProblem::TooManyTries { wait_seconds } => {
            return format!("Too many tries. Wait {} and try again.", wait(wait_seconds));
        }
        SignInProblem::Unavailable => {
            "Signing in is not possible at the moment. Try again in a few seconds."
        }
    }
    .to_owned()
}

fn wait(seconds: u64) -> String {
    match seconds {
        0..=1 => "a second".to_owned(),
        2..=90 => format!("{seconds} seconds"),
        _ => format!("{} minutes", seconds.div_ceil(60)),
    }
}
