//! What became of the form that led to this page.

use domain::{id::RequestId, time::Timestamp, view::Row};

use super::forms::{move_name, plan_name};
use crate::{
    desk::context::DeskContext,
    text::{Forms, Language, Planning, Wall, customer_name, moment_in_sentence},
    ui::kit::typed::Typed,
    wire::{
        form::{FormResult, FormState},
        plan::{DONE_CUSTOMER, DONE_REQUEST, FOR},
    },
};

/// As it was when the page was made: what happens to the call afterwards is told by the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Done {
    Scheduled(PlannedNow),
    Moved(PlannedNow),
    Cancelled {
        customer: String,
    },
    /// Something, of which no more is known.
    Something,
    /// Nothing: the sign-in had ended, and the form is back.
    Restored,
}

pub type Mark = (RequestId, Planning<'static>);

/// A call, and for when it is planned now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedNow {
    request: RequestId,
    customer: String,
    due_at: Timestamp,
}

impl Done {
    pub fn read(form: &FormState, desk: DeskContext, language: Language) -> Option<Self> {
        match form.result {
            FormResult::Nothing => return None,
            FormResult::Restored => return Some(Self::Restored),
            FormResult::Saved => {}
        }
        let planned = || {
            let request: RequestId = form.field(DONE_REQUEST)?.parse().ok()?;
            let row: Row = desk.with_untracked(|view| view.requests.get(&request).cloned())?;
            Some(PlannedNow {
                request,
                customer: customer_name(&row.customer, language),
                due_at: row.planned_for()?,
            })
        };
        let done = if form.is_of("plan") {
            planned().map(Self::Scheduled)
        } else if form.is_of("move") {
            planned().map(Self::Moved)
        } else {
            let customer = form.field(DONE_CUSTOMER).map(str::to_owned);
            customer.map(|customer| Self::Cancelled { customer })
        };
        Some(done.unwrap_or(Self::Something))
    }

    pub fn say(&self, wall: Wall, language: Language) -> String {
        let at = |call: &PlannedNow| moment_in_sentence(call.due_at, wall, language);
        match self {
            Self::Scheduled(call) => language.say(Planning::Scheduled {
                customer: &call.customer,
                at: &at(call),
            }),
            Self::Moved(call) => language.say(Planning::Moved {
                customer: &call.customer,
                at: &at(call),
            }),
            Self::Cancelled { customer } => language.say(Planning::Cancelled(customer)),
            Self::Something => language.say(Forms::Saved),
            Self::Restored => language.say(Forms::IsBack),
        }
    }

    /// What the row of which call is marked with.
    pub fn mark(&self) -> Option<Mark> {
        match self {
            Self::Scheduled(call) => Some((call.request, Planning::JustScheduled)),
            Self::Moved(call) => Some((call.request, Planning::JustMoved)),
            Self::Cancelled { .. } | Self::Something | Self::Restored => None,
        }
    }
}

/// What was typed into the form that was saved has had its effect.
pub fn forget_typed(form: &FormState, desk: DeskContext) {
    if form.result != FormResult::Saved {
        return;
    }
    let request = |name| form.field(name).and_then(|id| id.parse().ok());
    if form.is_of("plan") {
        Typed::forget_of(desk, &plan_name(request(FOR)));
    } else if form.is_of("move")
        && let Some(call) = request(DONE_REQUEST)
    {
        Typed::forget_of(desk, &move_name(call));
    }
}
