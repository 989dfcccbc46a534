//! A call that an agent plans: the fields of the form, and what can be wrong with each.

use serde::{Deserialize, Serialize};
use unpack::Unpack;

/// What the page is told of a call that was planned, moved or cancelled: its request, and what to call the customer.
pub const DONE_REQUEST: &str = "done_request";
pub const DONE_CUSTOMER: &str = "done_customer";
/// The request whose customer the form was filled in for, in the form and in the address of the page.
pub const FOR: &str = "for";

/// A field of the form. Its name is the one in the HTML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum PlanField {
    Name,
    Phone,
    Email,
    Date,
    Time,
    Zone,
    Note,
    Owner,
    Team,
}

impl PlanField {
    pub fn name(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Date => "date",
            Self::Time => "time",
            Self::Zone => "zone",
            Self::Note => "note",
            Self::Owner => "owner",
            Self::Team => "team",
        }
    }
}

/// Why a call can't be planned so. Each has a sentence that says what would do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Unpack)]
#[serde(rename_all = "snake_case")]
pub enum PlanProblem {
    NameTooLong,
    PhoneNeeded,
    PhoneNotUnderstood,
    PhoneHasExtension,
    PhoneNeedsCountry,
    EmailNotUnderstood,
    DateNeeded,
    TimeNeeded,
    /// The clock is put forward past it.
    TimeSkipped,
    ZoneUnknown,
    InThePast,
    NoteTooLong,
    CustomerWantsNoCalls,
    TeamNeeded,
    NotInThatTeam,
}

impl PlanProblem {
    /// The field to be mended.
    pub fn field(self) -> PlanField {
        match self {
            Self::NameTooLong => PlanField::Name,
            Self::PhoneNeeded
            | Self::PhoneNotUnderstood
            | Self::PhoneHasExtension
            | Self::PhoneNeedsCountry
            | Self::CustomerWantsNoCalls => PlanField::Phone,
            Self::EmailNotUnderstood => PlanField::Email,
            Self::DateNeeded => PlanField::Date,
            Self::TimeNeeded | Self::TimeSkipped | Self::InThePast => PlanField::Time,
            Self::ZoneUnknown => PlanField::Zone,
            Self::NoteTooLong => PlanField::Note,
            Self::TeamNeeded => PlanField::Team,
            Self::NotInThatTeam => PlanField::Owner,
        }
    }
}

/// Whose call it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanOwner {
    #[default]
    Me,
    Team,
}
