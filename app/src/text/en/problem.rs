//! English: why something could not be done.

use crate::{
    text::isolated,
    wire::{error::AppError, plan::PlanProblem},
};

pub fn say(error: &AppError) -> String {
    match error {
        AppError::SignedOut => "You are signed out. Sign in again.",
        AppError::TakenBy { name } => return format!("{name} took this customer", name = isolated(name)),
        AppError::FinishFirst => "You are with a customer: finish first.",
        AppError::FinishChats => "A call needs you to yourself: finish your chats first.",
        AppError::ChatsFull => "You have as many chats as you take at once: finish one first.",
        AppError::NobodyWaits => "Nobody is waiting.",
        AppError::NotDueYet => "This call is not due yet; until then only its owner can start it.",
        AppError::Over => "This request is over.",
        AppError::Forbidden => "Only supervisors and admins may see this.",
        AppError::SessionOpen => {
            "A customer is still with you. Finish or hand back your open sessions first, then sign out."
        }
        AppError::Refused { reason } => return format!("That was not possible: {reason}."),
        AppError::Plan { problem } => match problem {
            PlanProblem::NameTooLong => "The name may have 200 characters, on one line.",
            PlanProblem::PhoneNeeded => "Enter the number that is to be called.",
            PlanProblem::PhoneNotUnderstood => {
                "That is no phone number. Write it like +34 600 123 456."
            }
            PlanProblem::PhoneHasExtension => {
                "Write the number without its extension. The note can tell it."
            }
            PlanProblem::PhoneNeedsCountry => {
                "That could be two numbers. Write it with + and its country code."
            }
            PlanProblem::EmailNotUnderstood => "That is no e-mail address. It may be left empty.",
            PlanProblem::DateNeeded => "Choose the day of the call.",
            PlanProblem::TimeNeeded => "Choose the time of the call, such as 14:30.",
            PlanProblem::TimeSkipped => {
                "On that day the clock is put forward past that time. Choose an earlier or a later one."
            }
            PlanProblem::ZoneUnknown => "Enter a time zone such as Europe/Madrid.",
            PlanProblem::InThePast => "That time is over. Choose a later one.",
            PlanProblem::NoteTooLong => "The note may have 2000 characters.",
            PlanProblem::CustomerWantsNoCalls => {
                "This customer does not want to be called: the number is on the do-not-call list."
            }
            PlanProblem::TeamNeeded => "Choose the team that the call belongs to.",
            PlanProblem::NotInThatTeam => {
                "You are not in that team, so the call can't ring for you first."
            }
        },
        AppError::Invalid { field, expected } => {
            return format!("The field {field} needs {expected}.");
        }
        AppError::Unavailable => "The desk is too busy to answer. Try again in a few seconds.",
        AppError::Transport => {
            "The server could not be reached. Check the connection and try again."
        }
    }
    .to_owned()
}
