//! English: notes, which do not ring.

use crate::text::{Notes, isolated};

pub fn say(text: Notes<'_>) -> String {
    match text {
        Notes::DigestTitle(1) => "1 request is waiting",
        Notes::DigestTitle(waiting) => return format!("{waiting} requests are waiting"),
        Notes::DigestBody(longest) => return format!("The oldest for {longest}"),
        Notes::UpcomingTitle(1) => "Call in 1 minute",
        Notes::UpcomingTitle(minutes) => return format!("Call in {minutes} minutes"),
        Notes::UpcomingBody { customer, at } => return format!("{customer} at {at}", customer = isolated(customer)),
        Notes::AgentMissedTitle(agent) => return format!("{} does not answer", isolated(agent)),
        Notes::AgentMissedBody(customer) => {
            return format!("No device of theirs has answered for a minute, while they have {}", isolated(customer));
        }
        Notes::MissedTitle => "You missed a request",
        Notes::MissedBody {
            customer,
            after,
            taken_by,
        } => {
            let taken_by = taken_by.unwrap_or("Nobody");
            return format!("{customer} was passed on after {after}. {taken_by} took it.", customer = isolated(customer), taken_by = isolated(taken_by));
        }
        Notes::SigningOutTitle(1) => "You will be signed out in 1 minute",
        Notes::SigningOutTitle(minutes) => {
            return format!("You will be signed out in {minutes} minutes");
        }
        Notes::SigningOutBody => "Open Deskbell and sign in again to stay available",
        Notes::NotRespondingTitle => "You are not being asked",
        Notes::NotRespondingHelp => "Several requests in a row rang here and nobody took them. Touch the desktop, or press I'm back, and they ring for you again.",
        Notes::Reminders => "Reminders",
        Notes::SignInAgain => "Sign in again",
        Notes::Show => "Show",
        Notes::Dismiss(title) => return format!("Dismiss: {title}"),
    }
    .to_owned()
}
