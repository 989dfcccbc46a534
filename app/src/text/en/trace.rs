//! English: the notification trace.

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
        Trace::Lead => "Who was told of which request, on which device, and who was not and why. Newest first.",
        Trace::Search => "Search the trace",
        Trace::Find => "Search",
        Trace::MoreFilters => "More filters",
        Trace::Filters => "Filters",
        Trace::RemoveFilter(filter) => return format!("Remove the filter {filter}"),
        Trace::Everything => "Show everything",
        Trace::All => "All",
        Trace::RequestNumber => "Request (its id)",
        Trace::CustomerOrNumber => "Customer (name or number)",
        Trace::DecisionLabel => "Decision",
        Trace::ChannelLabel => "Channel",
        Trace::From => "From",
        Trace::Until => "Until",
        Trace::Zone => "Time zone of these times",
        Trace::Problem(problem) => return search_problem(problem),
        Trace::Result { decision, delivery } => match (decision, delivery) {
            (Decision::Notify, Delivery::Shown) => "Shown",
            (Decision::Notify, Delivery::InPage) => "Not shown: was looking at the desktop",
            (Decision::Notify, Delivery::Received) => {
                "Not shown: it was over before a popup could appear"
            }
            (Decision::Notify, Delivery::None) => "Not shown: no device answered",
            (Decision::Notify, Delivery::Failed(_)) => "Not shown: no device could show it",
            (Decision::Suppress(Suppression::Unreachable), Delivery::Shown) => "Shown, by Web Push",
            (Decision::Suppress(Suppression::AlreadySent), _) => "Not shown again",
            (Decision::Suppress(_) | Decision::Unheard(_), _) => "Not shown",
        },
        Trace::Reason(decision) => match decision {
            Decision::Notify => "Popups were due on the agent's devices.",
            Decision::Unheard(Suppression::QuietHours) => "Had quiet hours, and no device was connected.",
            Decision::Unheard(Suppression::KindTurnedOff) => {
                "Had this kind switched off, and no device was connected."
            }
            Decision::Unheard(_) => "Had notifications switched off, and no device was connected.",
            Decision::Suppress(reason) => match reason {
                Suppression::NoDistributionRule => "The team had no distribution rule.",
                Suppression::OutsideHours => "The team was closed.",
                Suppression::NotSignedIn => "Not signed in.",
                Suppression::Busy => "Busy: with a customer, or set to Busy.",
                Suppression::Away => "On a break.",
                Suppression::NotResponding => "Had not responded to several offers in a row.",
                Suppression::PutOff => "Had chosen Later, or handed it back.",
                Suppression::QuietHours => "Had quiet hours; it rang in the list.",
                Suppression::TurnedOff => "Had notifications switched off; it rang in the list.",
                Suppression::KindTurnedOff => "Had this kind switched off; it rang in the list.",
                Suppression::AlreadySent => "Had been told of this offer before.",
                Suppression::InDigest => "Was told of it in a summary; it rang in the list.",
                Suppression::Unreachable => "No device was connected; Web Push was tried where it is on.",
            },
        },
        Trace::Channel(channel) => match channel {
            Route::Page => "An open page",
            Route::Push => "Web Push",
        },
        Trace::OnlyAgent(name) => return format!("Only what concerns {name}", name = isolated(name)),
        Trace::OnlyRequest(customer) => return format!("Only this request of {customer}", customer = isolated(customer)),
        Trace::Empty => {
            "Nothing has been decided yet. As soon as a request comes in, there is a line here for every agent of its team: notified or not, why, and what each of their devices did."
        }
        Trace::NothingFound => {
            "Nothing matches this search. Leave a field empty, or widen the times. What is older than the installation keeps is gone."
        }
        Trace::SearchedUntil { rows, at } => {
            return format!("{rows} decisions back to {at} were searched for this page. Older goes on from there.");
        }
        Trace::Older => "Older",
        Trace::Newest => "Newest",
        Trace::Csv => "Download as CSV",
        Trace::CsvHelp { lines } => {
            return format!("What the search finds, the newest {lines} lines at most, times in UTC.");
        }
    }
    .to_owned()
}

fn search_problem(problem: SearchProblem) -> String {
    match problem {
        SearchProblem::RequestNotUnderstood => {
            "Request: enter the whole id of a request, such as 01890a5d-ac96-774b-bcce-b302099a8057."
        }
        SearchProblem::CustomerTooLong => "Customer: at most 200 characters.",
        SearchProblem::FromNotUnderstood => {
            "From: enter a day and a time such as 2026-11-22T14:05, or leave it empty."
        }
        SearchProblem::UntilNotUnderstood => {
            "Until: enter a day and a time such as 2026-11-22T14:05, or leave it empty."
        }
        SearchProblem::UntilBeforeFrom => "Until: choose a time that is not before From.",
        SearchProblem::ZoneUnknown => "Time zone: enter one such as Europe/Madrid.",
        SearchProblem::NotInTheList(field) => match field {
            ListField::Agent => "Agent: choose one of the list.",
            ListField::Decision => "Decision: choose one of the list.",
            ListField::Kind => "Kind: choose one of the list.",
            ListField::Channel => "Channel: choose one of the list.",
            ListField::After => "There is no such page of the trace. Search anew.",
        },
    }
    .to_owned()
}
